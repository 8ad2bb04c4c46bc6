"""A wrong address that was put right: what waits goes to the right one, and no stranger reads it (guarantee 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import Business, by, of
from tests.property.world import World
from teum.actions import customers, outbox
from teum.actions.customers import Contact
from teum.models import ContactPoint, Event, Message, Task
from teum.queries import outbox as sent

pytestmark = pytest.mark.django_db
WRONG, RIGHT, NUMBER = "dana@gmial.com", "dana@gmail.com", "+972547654321"
IN_THE_EVENING = cast.at("2026-11-22 20:10")
IN_THE_MORNING = cast.at("2026-11-23 08:05")


def written(world: World, galil: Business) -> Message:
    """What Yael promised Dana in the evening, written to an address with a slip in it: it waits for the morning."""
    _reached_at(galil, Contact(channel="email", address=WRONG))
    world.until(IN_THE_EVENING)
    cast.quote(galil, now=world.now)
    letter = of(Message, galil, kind="agreed").get()
    assert (letter.state, letter.address, letter.send_at.hour) == ("queued", WRONG, 6)
    return letter


def _reached_at(galil: Business, *contacts: Contact) -> None:
    customers.change(
        customer_id=galil.dana.pk,
        by=by(galil.yael),
        name=galil.dana.name,
        language="he",
        contacts=contacts,
        now=cast.SUNDAY_1000,
    )


def test_what_waits_for_the_morning_goes_to_the_right_address(world: World, galil: Business) -> None:
    letter = written(world, galil)
    _reached_at(galil, Contact(channel="email", address=RIGHT))
    world.until(IN_THE_MORNING)
    letter.refresh_from_db()
    assert (letter.state, letter.address) == ("accepted", RIGHT)
    assert len(world.carrier.handed) == 1
    assert of(Event, galil, kind="MessageQueued", facts__message=letter.pk).count() == 2
    assert of(Event, galil, kind="PromiseTold", facts__message=letter.pk).count() == 1


def test_the_page_of_a_message_that_waits_names_the_address_to_which_it_goes(
    world: World, galil: Business
) -> None:
    letter = written(world, galil)
    shown = lambda: sent.message(letter.pk, by=by(galil.yael), now=world.now).message  # noqa: E731
    assert shown().address == WRONG
    _reached_at(galil, Contact(channel="email", address=RIGHT))
    assert (shown().address, shown().channel) == (RIGHT, "email")
    _reached_at(galil, Contact(channel="phone", address=NUMBER))
    assert (shown().address, shown().channel) == (NUMBER, "phone"), "by a call"


def test_where_no_carrier_reaches_them_any_more_somebody_is_asked_to_call(
    world: World, galil: Business
) -> None:
    letter = written(world, galil)
    _reached_at(galil, Contact(channel="phone", address=NUMBER))
    world.until(IN_THE_MORNING)
    letter.refresh_from_db()
    assert not world.carrier.handed
    assert letter.state == "failed"
    assert of(Task, galil, kind="call", message=letter, member=galil.yael, done_at=None).exists()


def test_what_failed_and_is_sent_again_goes_to_the_right_address(world: World, galil: Business) -> None:
    letter = written(world, galil)
    of(Message, galil, pk=letter.pk).update(state="failed", tried=[letter.contact_id])
    of(ContactPoint, galil, pk=letter.contact_id).update(is_broken=True)
    _reached_at(galil, Contact(channel="email", address=RIGHT))
    world.until(IN_THE_MORNING)
    outbox.settle(message_id=letter.pk, by=by(galil.yael), outcome="resend", now=world.now)
    world.until(IN_THE_MORNING + timedelta(minutes=1))
    letter.refresh_from_db()
    assert (letter.state, letter.address) == ("accepted", RIGHT)

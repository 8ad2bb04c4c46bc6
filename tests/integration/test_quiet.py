"""Nobody is written to in the night, or on Shabbat, because of a moment that is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import Business, by, of
from tests.property.world import World
from teum.actions import messages, promises
from teum.actions.customers import Contact
from teum.actions.promises.steps import Next
from teum.models import Message

pytestmark = pytest.mark.django_db
SHABBAT_1100 = cast.at("2026-11-28 11:00")
HAVDALAH = cast.at("2026-11-28 17:00")
SECONDS_TO_UNDO = timedelta(seconds=10)


@pytest.mark.parametrize("at", [SHABBAT_1100, cast.at("2026-11-26 23:00")])
def test_what_is_late_already_and_taken_back_is_told_when_they_may_be_written_to(
    world: World, galil: Business, at: datetime
) -> None:
    row = cast.promise_of(cast.case(galil.yael, galil.john))
    world.until(at)
    _take_back(row.pk, galil, world)
    letter = of(Message, galil, kind="withdrawn").get()
    assert letter.state == "queued"
    assert letter.send_at > (HAVDALAH if at == SHABBAT_1100 else cast.at("2026-11-27 07:59"))


def test_its_ten_seconds_to_undo_are_left_by_day(world: World, galil: Business) -> None:
    row = cast.promise_of(cast.case(galil.yael, galil.john))
    world.until(cast.at("2026-11-26 11:00"))
    _take_back(row.pk, galil, world)
    assert of(Message, galil, kind="withdrawn").get().send_at == world.now + SECONDS_TO_UNDO


def test_what_comes_back_at_night_goes_to_their_other_address_in_the_morning(galil: Business) -> None:
    addresses = [Contact(channel="email", address=f"{name}@example.com") for name in ("old", "new")]
    whom = cast.customer(galil.ruth, "Two Addresses", addresses, now=cast.SUNDAY_1000)
    cast.promise_of(cast.case(galil.yael, whom))
    letter = of(Message, galil, customer=whom).earliest("id")
    of(Message, galil, pk=letter.pk).update(state="accepted")
    at_night = cast.at("2026-11-23 03:00")
    assert messages.mark_bounced(letter.pk, reason="no such mailbox", blames_address=True, now=at_night)
    letter.refresh_from_db()
    assert (letter.state, letter.address) == ("queued", "new@example.com")
    assert letter.send_at == cast.at("2026-11-23 08:00")


def _take_back(promise: int, galil: Business, world: World) -> None:
    promises.withdraw(
        promise_id=promise,
        by=by(galil.yael),
        disclosure="The supplier has stopped making it",
        after=Next(word_by=cast.at("2026-11-30 12:00")),
        now=world.now,
    )

"""What one address of a customer's refuses goes on to their other one, and stays in the order of its case."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, WEDNESDAY_1200, Business, by, of
from tests.property.world import World
from teum.actions import promises, words
from teum.actions.customers import Contact
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Customer, Message, Promise

pytestmark = pytest.mark.django_db
HOME, WORK = "gil@example.com", "gil@work.example.com"
A_MINUTE = timedelta(minutes=1)
QUOTE = "אשלח לך במייל את הצעת המחיר והמפרט"
AN_HOUR = timedelta(hours=1)
THURSDAY_1400 = cast.at("2026-11-26 14:00")


@pytest.fixture
def gil(galil: Business) -> Customer:
    """A customer with two addresses, who reads mail at either."""
    mails = [Contact(channel="email", address=address) for address in (HOME, WORK)]
    return cast.customer(galil.ruth, "גיל רם", mails, now=SUNDAY_1000)


@pytest.fixture
def quote(galil: Business, gil: Customer) -> Promise:
    return cast.promise_of(cast.case(galil.yael, gil))


def answers(world: World, at: Callable[[str, str], Answer]) -> None:
    """What the carrier says of a kind of message at an address."""

    def decide(*, key: str, address: str) -> Answer:
        found = Message.objects.everywhere().filter(key=key).first()
        return at(found.kind if found else "several", address)

    world.carrier.decide = decide


def moves(galil: Business, quote: Promise, *, now: datetime, to: datetime = WEDNESDAY_1200) -> None:
    """The time of what was promised changes."""
    promises.revise(promise_id=quote.pk, by=by(galil.yael), due=to, reason="החלק מתעכב", now=now)


def word(galil: Business, quote: Promise, *, now: datetime, due: datetime) -> Message:
    text = "החלק יצא מהנמל."
    words.give(case_id=quote.case_id, by=by(galil.yael), text=text, next_due=due, now=now)
    return of(Message, galil, kind="update").latest("id")


def arrived(galil: Business, *kinds: str) -> list[str]:
    """What a carrier has taken, in that order."""
    taken = of(Message, galil, customer__isnull=False, kind__in=kinds, told_at__isnull=False)
    return list(taken.order_by("told_at", "id").values_list("kind", flat=True))


def test_a_later_word_does_not_pass_what_is_tried_again_at_the_other_address(
    world: World, galil: Business, quote: Promise
) -> None:
    world.until(MONDAY_1000)
    said = {HOME: Answer.REFUSED, WORK: Answer.BUSY}
    answers(world, lambda kind, address: said[address] if kind == "revised" else Answer.TAKEN)
    moves(galil, quote, now=world.now)
    world.until(MONDAY_1000 + A_MINUTE)
    word(galil, quote, now=world.now, due=cast.at("2026-11-24 12:00"))
    world.until(MONDAY_1000 + 3 * A_MINUTE)
    assert arrived(galil, "revised", "update") == []
    said[WORK] = Answer.TAKEN
    world.until(MONDAY_1000 + AN_HOUR)
    assert arrived(galil, "revised", "update") == ["revised", "update"]
    assert not [v for hold in guarantees.ALL for v in hold(world)]


def test_what_waits_for_tomorrow_at_another_address_holds_no_change_of_time_back(
    world: World, galil: Business, quote: Promise
) -> None:
    world.until(SUNDAY_1000 + A_MINUTE * 5)
    waits = word(galil, quote, now=world.now, due=cast.at("2026-11-24 12:00"))
    assert waits.may_join_at, "Gil had a message today"
    of(Message, galil, pk=waits.pk).update(address=WORK)
    moves(galil, quote, now=world.now + A_MINUTE)
    world.until(world.now + A_MINUTE * 5)
    assert arrived(galil, "revised", "update") == ["revised"]
    world.until(MONDAY_1000)
    assert arrived(galil, "revised", "update") == ["revised", "update"]
    assert not [v for hold in guarantees.ALL for v in hold(world)]


def test_what_was_tried_and_waits_for_tomorrow_holds_nothing_back_either(
    world: World, galil: Business, gil: Customer
) -> None:
    """Its carrier said "later"; by its next try Gil has had today's message, of another matter."""
    quote = cast.promise_of(
        cast.case(galil.yael, gil, promise=cast.quote_draft(body=QUOTE, due=THURSDAY_1400))
    )
    world.until(MONDAY_1000)
    answers(world, lambda kind, address: Answer.BUSY if address == WORK else Answer.TAKEN)
    waits = word(galil, quote, now=world.now, due=cast.at("2026-11-26 12:00"))
    of(Message, galil, pk=waits.pk).update(address=WORK)
    cast.case(galil.yael, gil, title="תנור במטבח", now=world.now)
    world.until(MONDAY_1000 + 15 * A_MINUTE)
    waits.refresh_from_db()
    assert (waits.state, waits.send_at) == ("queued", cast.at("2026-11-24 08:00"))
    moves(galil, quote, now=world.now, to=cast.at("2026-11-26 16:00"))
    world.until(world.now + 5 * A_MINUTE)
    assert arrived(galil, "revised", "update") == ["revised"]


def test_a_part_that_goes_on_to_the_other_address_is_passed_by_nothing_of_its_case(
    world: World, galil: Business, quote: Promise
) -> None:
    draft = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", due=cast.TUESDAY_1400)
    second = promises.make(case_id=quote.case_id, by=by(galil.yael), draft=draft, now=world.now)
    world.until(MONDAY_1000)
    said = {HOME: [Answer.REFUSED, Answer.REFUSED], WORK: [Answer.BUSY]}
    answers(world, lambda _, address: said[address].pop(0) if said.get(address) else Answer.TAKEN)
    for promise in (quote, second):
        promises.report(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    world.until(MONDAY_1000 + AN_HOUR)
    first, after = of(Message, galil, kind="reported").order_by("id")
    assert first.address == WORK and first.told_at and after.told_at
    assert first.told_at <= after.told_at
    assert not [v for hold in guarantees.ALL for v in hold(world)]

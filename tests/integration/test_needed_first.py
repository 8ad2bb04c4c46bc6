"""What is needed soonest leaves first, whosever it is and whatever waits; where it cannot, somebody calls in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, TUESDAY_1230, TUESDAY_1400, Business, by, of, quote
from tests.property.world import World
from teum.actions import organisations, promises
from teum.actions.customers import Contact
from teum.channels import choose
from teum.channels.letter import Envelope
from teum.channels.outcome import Accepted, Outcome
from teum.clock import delivery, timers
from teum.clock.rates import Rates
from teum.clock.turns import Turns
from teum.core.delivery import A_CHANCE, TIME_TO_CALL
from teum.core.rate import Limit
from teum.models import Event, Message, Task

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def many(business: Business, count: int, *, now: datetime, domain: str = "example.com") -> None:
    """New cases of so many customers, each told what was agreed."""
    for number in range(count):
        mail = Contact(channel="email", address=f"c{number}@{domain}")
        draft = cast.quote_draft(body="אשלח לך במייל את ההצעה", due=cast.THURSDAY_1400)
        cast.case(
            business.yael, cast.customer(business.ruth, f"גיל {number}", [mail]), now=now, promise=draft
        )


Allows = Callable[[float], None]


@pytest.fixture
def allows(world: World, monkeypatch: pytest.MonkeyPatch) -> Allows:
    """Only so many letters a minute may leave."""

    def seconds() -> float:
        return world.now.timestamp()

    def limited(a_minute: float) -> None:
        limit = Limit(a_second=a_minute / 60, burst=1)
        monkeypatch.setattr(delivery, "RATES", Rates(limit=lambda _: limit, seconds=seconds))
        monkeypatch.setattr(delivery, "PATIENCE_SECONDS", 0.0)

    return limited


def test_a_holding_word_passes_the_letters_of_other_cases(
    world: World, galil: Business, allows: Allows
) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - 3 * MINUTE)
    allows(10)
    many(galil, 60, now=world.now)
    world.until(TUESDAY_1230 + MINUTE)
    assert of(Message, galil, kind="agreed", state="queued").count() > 20, "they wait for their turn"
    told_at = of(Message, galil, kind="holding").get().told_at
    assert told_at and told_at < TUESDAY_1230 + MINUTE
    world.until(TUESDAY_1400 + MINUTE)
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]
    assert not of(Message, galil, state="queued").exists(), "and they had it"


def test_what_is_written_at_the_last_moment_passes_them_as_well(
    world: World, galil: Business, allows: Allows
) -> None:
    organisations.change_policy(by=by(galil.ruth), hold_minutes=10, ask_minutes=30, now=SUNDAY_1000)
    quote(galil)
    world.until(TUESDAY_1400 - 13 * MINUTE)
    allows(10)
    many(galil, 60, now=world.now)
    world.until(TUESDAY_1400)
    holding = of(Message, galil, kind="holding").get()
    assert holding.state == "accepted" and not of(Task, galil, message=holding).exists()
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]


def test_a_word_that_gets_no_turn_is_a_call_before_due(world: World, galil: Business, allows: Allows) -> None:
    organisations.change_policy(by=by(galil.ruth), hold_minutes=15, ask_minutes=30, now=SUNDAY_1000)
    for number in range(3):
        mail = Contact(channel="email", address=f"h{number}@example.com")
        customer = cast.customer(galil.ruth, f"רון {number}", [mail])
        cast.case(galil.yael, customer, now=world.now, promise=cast.quote_draft())
    world.until(TUESDAY_1400 - 16 * MINUTE)
    allows(1 / 60)
    world.until(TUESDAY_1400 - TIME_TO_CALL - MINUTE)
    waiting = of(Message, galil, kind="holding", state="queued")
    left = {message.pk for message in waiting}
    assert left and not of(Task, galil, message__in=left).exists()
    world.until(TUESDAY_1400 - TIME_TO_CALL + MINUTE)
    calls = of(Task, galil, kind="call", message__in=left, done_at=None)
    assert {task.message_id for task in calls} == left
    assert {(task.member, task.due) for task in calls} == {(galil.yael, TUESDAY_1400)}
    waits = of(Message, galil, pk__in=left)
    assert {(message.state, message.reason) for message in waits} == {("queued", "out_of_time")}, (
        "or by itself"
    )


def test_of_what_is_needed_the_first_leaves_first(galil: Business, carrier: SlowCarrier) -> None:
    now = cast.at("2026-11-24 12:30")
    many(galil, 8, now=now - timedelta(hours=1))
    rows = list(of(Message, galil, kind="agreed").order_by("id"))
    for place, row in enumerate(rows[2:5]):
        of(Message, galil).filter(pk=row.pk).update(needed_by=now + timedelta(minutes=90 - 10 * place))
    of(Message, galil).filter(pk=rows[7].pk).update(needed_by=now + timedelta(hours=9))
    carrier.now = now
    delivery.once(now)
    assert carrier.handed == [rows[n].address for n in (4, 3, 2, 0, 1, 5, 6, 7)]


class SlowCarrier:
    """Takes all; what goes to a slow domain takes half a minute."""

    def __init__(self) -> None:
        self.now, self.seconds = SUNDAY_1000, 1_000.0
        self.handed: list[str] = []

    def monotonic(self) -> float:
        """A steady clock that runs with the other."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self.now, self.seconds = self.now + timedelta(seconds=seconds), self.seconds + seconds

    def send(self, envelope: Envelope) -> Outcome:
        """Take it, at its pace."""
        self.handed.append(envelope.to.address)
        if envelope.to.address.endswith("slow.example"):
            self.sleep(25)
        return Accepted("x")

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> SlowCarrier:
    """The only one, and the clocks that run with it."""
    slow = SlowCarrier()
    monkeypatch.setattr(choose, "carrier", lambda *_, **__: slow)
    monkeypatch.setattr(delivery, "time", slow)
    monkeypatch.setattr(delivery, "RATES", Rates(limit=lambda _: None))
    monkeypatch.setattr(delivery, "TURNS", Turns(seconds=slow.monotonic))
    return slow


def test_a_slow_server_of_one_business_holds_up_no_other(galil: Business, carrier: SlowCarrier) -> None:
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    carrier.now = cast.at("2026-11-24 12:27")
    quote(other)
    delivery.once(carrier.now)
    many(galil, 20, now=carrier.now, domain="slow.example")
    many(other, 5, now=carrier.now + timedelta(seconds=1))
    carrier.now = TUESDAY_1230
    timers.once(carrier.now)
    carrier.handed.clear()
    delivery.once(carrier.now, moment=lambda: carrier.now)
    assert carrier.handed[0] == cast.DANA_EMAIL, "the word that is needed"
    slow = [address.endswith("slow.example") for address in carrier.handed]
    assert sum(slow[:8]) <= 2, "the others' letters wait for one or two of the slow ones"
    assert sum(slow) == 20, "which have their turn when nobody else has anything"


def test_who_stands_back_comes_in_turn(galil: Business, carrier: SlowCarrier) -> None:
    turns = Turns(seconds=carrier.monotonic)
    line, quick = ("email", galil.id), ("email", galil.id + 1)
    turns.took(line, seconds=25)
    turns.took(quick, seconds=1)
    assert turns.over() == {line} and turns.is_over(line) and not turns.is_over(quick)
    carrier.sleep(25)
    assert turns.over() == set() and not turns.is_over(line)


def test_a_word_on_its_way_is_left_to_who_has_it(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1230)
    near = TUESDAY_1400 - TIME_TO_CALL + A_CHANCE
    of(Message, galil, kind="holding").update(state="sending", claimed_at=near, told_at=None)
    world.now = near
    world.settle()
    assert of(Message, galil, kind="holding").get().state == "sending"


def test_what_a_newer_word_outran_is_not_said_after_it(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1230 - HOUR)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    promises.dispute(promise_id=row.pk, by=galil.as_customer, note="חסר המפרט", now=world.now)
    retried = TUESDAY_1400 + HOUR
    of(Message, galil, kind="disputed").update(state="queued", send_at=retried)
    world.until(TUESDAY_1400 - 14 * MINUTE)
    later = TUESDAY_1400 + 2 * HOUR
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=later, reason="הספק לא שלח עדיין מחירון", now=world.now
    )
    of(Message, galil, kind="revised").update(call_by=None, send_at=world.now)
    world.settle()
    assert of(Message, galil, kind="revised").get().state == "accepted", "it is needed before 14:00"
    assert of(Message, galil, kind="disputed").get().state == "overtaken", "it names 14:00 still"
    world.until(later + HOUR)
    assert not of(Message, galil, kind="disputed", state="accepted").exists()

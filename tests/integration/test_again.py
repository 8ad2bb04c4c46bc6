"""A mail server that says "later", as one does that greets strangers so: it is asked again for as long as it helps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1230, TUESDAY_1400, Business, by, of, quote
from tests.property.world import World
from teum.actions import delays, promises
from teum.actions.promises.steps import Next
from teum.core.delivery import APART, TIME_TO_CALL
from teum.management.rehearsal.carrier import Answer
from teum.models import Event, Message, Task

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def says_later(world: World, *, until: timedelta | None = None) -> None:
    """From now on, for so long."""
    end = world.now + until if until else None
    world.carrier.decide = lambda *, key, address: (
        Answer.BUSY if end is None or world.now < end else Answer.TAKEN
    )


def agree(business: Business, world: World) -> None:
    """Something for Thursday, so that nothing else is said meanwhile."""
    draft = cast.quote_draft(body="אשלח לך במייל את ההצעה", due=cast.THURSDAY_1400)
    cast.case(business.yael, business.dana, now=world.now, promise=draft)


def test_twenty_minutes_of_later_keep_no_holding_word_from_being_in_time(
    world: World, galil: Business
) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(minutes=1))
    says_later(world, until=timedelta(minutes=21))
    world.until(TUESDAY_1400 + HOUR)
    message = of(Message, galil, kind="holding").get()
    assert message.state == "accepted" and message.told_at and message.told_at < TUESDAY_1230 + HOUR
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]


def test_a_server_that_never_takes_a_needed_word_makes_it_a_call_in_time(
    world: World, galil: Business
) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(minutes=1))
    says_later(world)
    call_from = TUESDAY_1400 - TIME_TO_CALL
    world.until(call_from - APART - timedelta(seconds=1))
    message = of(Message, galil, kind="holding").get()
    assert message.state == "queued"
    world.until(call_from)
    message.refresh_from_db()
    assert message.state == "failed"
    task = of(Task, galil, message=message, done_at=None).get()
    assert (task.kind, task.member, task.due) == ("call", galil.yael, TUESDAY_1400)


def test_what_is_needed_by_no_moment_is_tried_for_about_a_day_and_then_shown(
    world: World, galil: Business
) -> None:
    says_later(world)
    agree(galil, world)
    world.until(SUNDAY_1000 + 7 * HOUR)
    message = of(Message, galil, kind="agreed").get()
    assert message.state == "queued" and message.attempts > 10
    world.until(MONDAY_1000 + 5 * HOUR)
    message.refresh_from_db()
    assert message.state == "failed"
    assert of(Task, galil, message=message, done_at=None).exists()


def test_no_try_after_a_long_while_falls_into_the_night(world: World, galil: Business) -> None:
    world.until(SUNDAY_1000 + 9 * HOUR)
    says_later(world, until=4 * HOUR)
    agree(galil, world)
    world.until(MONDAY_1000)
    message = of(Message, galil, kind="agreed").get()
    assert message.told_at == MONDAY_1000 - 2 * HOUR


def test_nor_does_one_that_waited_its_turn_after_a_few_tries(world: World, galil: Business) -> None:
    world.until(SUNDAY_1000 + 9.9 * HOUR)
    says_later(world, until=HOUR / 6)
    agree(galil, world)
    world.until(SUNDAY_1000 + 10.1 * HOUR)
    world.goes_away("delivery")
    message = of(Message, galil, kind="agreed").get()
    assert message.state == "queued" and message.attempts in (4, 5)
    world.until(message.send_at + HOUR / 5)
    world.returns("delivery")
    world.until(MONDAY_1000)
    message.refresh_from_db()
    assert message.told_at == MONDAY_1000 - 2 * HOUR


def test_a_word_that_is_needed_in_minutes_is_tried_once_more_while_somebody_is_asked_to_call(
    world: World, galil: Business
) -> None:
    world.until(TUESDAY_1400 - timedelta(minutes=12))
    quote(galil, now=world.now)
    says_later(world, until=timedelta(minutes=8, seconds=10))
    world.until(TUESDAY_1400 - timedelta(seconds=1))
    message = of(Message, galil, kind="holding").get()
    assert message.state == "accepted" and message.attempts == 1
    assert not of(Task, galil, message=message, done_at=None).exists(), "it went by itself"
    assert of(Task, galil, message=message, kind="call").exists(), "somebody was asked"
    world.until(TUESDAY_1400 + HOUR)
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]


def test_what_was_needed_before_it_was_first_tried_is_a_call_at_once_and_goes_on(
    world: World, galil: Business
) -> None:
    cast.writes_first(galil)
    row = quote(galil)
    world.until(TUESDAY_1230)
    world.goes_away("delivery")
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=cast.WEDNESDAY_1200, reason="החלק מתעכב", now=world.now
    )
    world.until(TUESDAY_1400 + timedelta(minutes=5))
    says_later(world, until=timedelta(minutes=20))
    world.returns("delivery")
    world.until(TUESDAY_1400 + timedelta(minutes=7))
    message = of(Message, galil, kind="revised").get()
    assert message.state == "queued" and message.attempts
    assert of(Task, galil, kind="call", message=message, done_at=None).exists()
    world.until(TUESDAY_1400 + HOUR)
    message.refresh_from_db()
    assert message.state == "accepted"
    assert not of(Task, galil, kind="call", message=message, done_at=None).exists()


def test_what_tells_a_promised_word_is_a_call_before_that_also_where_what_it_was_about_has_ended(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    delays.no_date(
        promise_id=row.pk,
        by=by(galil.yael),
        reason="הספק לא ענה",
        next_due=MONDAY_1000 + 5 * HOUR,
        now=world.now,
    )
    world.until(MONDAY_1000 + 2 * HOUR)
    says_later(world)
    promises.release(
        promise_id=row.pk, by=by(galil.yael), proof="נאמר בטלפון", after=Next(close=True), now=world.now
    )
    message = of(Message, galil, kind="released").get()
    assert message.needed_by == MONDAY_1000 + 5 * HOUR

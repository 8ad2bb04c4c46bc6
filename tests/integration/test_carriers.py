"""A carrier that is away as a whole: what it would carry waits, and nobody is called for each of a hundred letters."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    TUESDAY_1000,
    TUESDAY_1230,
    TUESDAY_1400,
    Business,
    by,
    of,
    quote,
)
from tests.property.world import World
from teum.actions import outbox, promises
from teum.core.delivery import GOES_AHEAD, LONGEST_LOOK
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Carrier, Event, Message, Task
from teum.queries import carriers, delivery

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def tries(world: World) -> int:
    """How often the carrier was looked for in vain."""
    return sum(handed.answer is Answer.AWAY for handed in world.carrier.handed)


def test_what_waits_for_a_carrier_loses_none_of_its_tries(world: World, galil: Business) -> None:
    world.carrier.is_away = True
    quote(galil)
    quote(galil)
    world.until(SUNDAY_1000 + 3 * HOUR)
    waiting = of(Message, galil, kind="agreed")
    assert {(m.state, m.attempts, m.reason) for m in waiting} == {("queued", 0, "connect")}
    assert not of(Task, galil, kind="call").exists()
    assert 30 < tries(world) < 50, "it is looked for every few minutes, for all of them"
    world.carrier.is_away = False
    world.until(SUNDAY_1000 + 3 * HOUR + LONGEST_LOOK)
    assert {m.state for m in waiting.all()} == {"accepted"}
    assert len([h for h in world.carrier.handed if h.answer is Answer.TAKEN]) == 1, "one letter says both"
    assert of(Carrier, galil).get().away_since is None


def test_one_that_is_away_for_months_is_looked_for_all_the_same(world: World, galil: Business) -> None:
    world.carrier.is_away = True
    quote(galil)
    world.until(SUNDAY_1000 + MINUTE)
    of(Carrier, galil).update(tries=32_767)  # what its column holds at most
    world.until(SUNDAY_1000 + 10 * MINUTE)
    assert of(Carrier, galil).get().tries < 32_767
    assert of(Message, galil).get().state == "queued"


def test_whoever_runs_the_business_reads_it_once_on_their_day(world: World, galil: Business) -> None:
    world.carrier.is_away = True
    quote(galil)
    world.until(SUNDAY_1000 + timedelta(minutes=3))
    seen = lambda who: carriers.away(by=by(who), now=world.now)  # noqa: E731
    assert seen(galil.ruth) == (), "a minute or two are no news"
    world.until(SUNDAY_1000 + HOUR)
    (view,) = seen(galil.ruth)
    assert (view.channel, view.waiting) == ("email", 1)
    assert SUNDAY_1000 <= view.since < SUNDAY_1000 + timedelta(minutes=5)
    assert seen(galil.yael) == () and seen(galil.amir) == ()
    world.carrier.is_away = False
    world.until(SUNDAY_1000 + 2 * HOUR)
    assert seen(galil.ruth) == ()


def test_a_holding_word_that_cannot_leave_in_time_is_a_call_before_due(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(minutes=1))
    world.carrier.is_away = True
    world.until(TUESDAY_1400 - timedelta(minutes=11))
    message = of(Message, galil, kind="holding").get()
    assert message.state == "queued" and not of(Task, galil, message=message).exists()
    world.until(TUESDAY_1400 - timedelta(minutes=9))
    message.refresh_from_db()
    assert (message.state, message.attempts, message.reason) == ("queued", 0, "carrier_away")
    task = of(Task, galil, message=message, done_at=None).get()
    assert (task.kind, task.member, task.due) == ("call", galil.yael, TUESDAY_1400)
    at = delivery.next_at(now=world.now)
    assert at is not None and at > world.now, "who waits for the carrier is asked about once"


def test_what_comes_back_before_that_is_told_in_time(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - timedelta(minutes=1))
    world.carrier.is_away = True
    world.until(TUESDAY_1230 + timedelta(minutes=40))
    world.carrier.is_away = False
    world.until(TUESDAY_1400 + HOUR)
    assert of(Message, galil, kind="holding").get().state == "accepted"
    assert [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed")] == [True]


def test_delivery_sleeps_until_it_is_time_to_look_again(world: World, galil: Business) -> None:
    world.carrier.is_away = True
    quote(galil)
    world.until(SUNDAY_1000 + timedelta(minutes=5))
    at = delivery.next_at(now=world.now)
    assert at is not None and world.now < at <= world.now + LONGEST_LOOK


def test_it_sleeps_also_where_a_needed_word_waits_behind_another(world: World, galil: Business) -> None:
    first = quote(galil)
    world.until(TUESDAY_1230 - timedelta(minutes=1))
    world.carrier.is_away = True
    also = cast.quote_draft(body="אתקשר אליך לתאם את ההתקנה", channel="phone", due=cast.WEDNESDAY_1200)
    promises.make(case_id=first.case_id, by=by(galil.yael), draft=also, now=world.now)
    world.until(TUESDAY_1400 - GOES_AHEAD + timedelta(minutes=1))
    assert of(Message, galil, kind="holding").get().state == "queued"
    following = delivery.next_at(now=world.now)
    assert following and following > world.now


def test_one_that_is_away_holds_back_nobody_elses(world: World, galil: Business) -> None:
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    Carrier.objects.of(galil.id).create(
        organisation_id=galil.id,
        channel="email",
        away_since=SUNDAY_1000,
        again_at=MONDAY_1000,
        tries=9,
    )
    quote(galil)
    quote(other)
    world.until(TUESDAY_1000 - 48 * HOUR + HOUR)
    assert of(Message, other, kind="agreed").get().state == "accepted"
    assert of(Message, galil, kind="agreed").get().state == "queued"


def test_sent_again_by_a_person_it_waits_like_others(world: World, galil: Business) -> None:
    quote(galil)
    world.until(MONDAY_1000)
    message = of(Message, galil, kind="agreed").get()
    Message.objects.of(galil.id).filter(pk=message.pk).update(state="failed", settled_at=None)
    world.carrier.is_away = True
    outbox.settle(message_id=message.pk, by=by(galil.yael), outcome="resend", now=world.now)
    world.until(MONDAY_1000 + HOUR)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 0)


def test_sent_again_after_it_had_waited_somebody_is_asked_to_call_once_more(
    world: World, galil: Business
) -> None:
    quote(galil)
    world.until(TUESDAY_1230 - MINUTE)
    world.carrier.is_away = True
    world.until(TUESDAY_1400 - 10 * MINUTE)
    message = of(Message, galil, kind="holding").get()
    assert of(Task, galil, kind="call", message=message, done_at=None).exists()
    world.carrier.is_away = False
    world.carrier.script.append(Answer.UNKNOWN)
    world.until(TUESDAY_1400 - 4 * MINUTE)
    message.refresh_from_db()
    assert message.state == "uncertain"
    world.carrier.is_away = True
    outbox.settle(message_id=message.pk, by=by(galil.yael), outcome="resend", now=world.now)
    world.until(TUESDAY_1400 - 2 * MINUTE)
    message.refresh_from_db()
    assert message.state == "queued"
    assert of(Task, galil, kind="call", message=message, done_at=None).exists()


def test_what_waited_into_the_night_comes_in_the_morning(world: World, galil: Business) -> None:
    world.until(SUNDAY_1000 + 9 * HOUR)
    world.carrier.is_away = True
    quote(galil, now=world.now)
    world.until(SUNDAY_1000 + 13 * HOUR)
    world.carrier.is_away = False
    world.until(MONDAY_1000)
    message = of(Message, galil, kind="agreed").get()
    assert message.told_at == MONDAY_1000 - 2 * HOUR


def test_what_waited_goes_along_with_a_word_that_cannot_wait(world: World, galil: Business) -> None:
    """The customer is written to at night all the same: once, and in the order in which it was written."""
    promise = quote(galil, now=SUNDAY_1000)
    world.until(SUNDAY_1000 + 9 * HOUR)
    world.carrier.is_away = True
    tonight = cast.quote_draft(body="אשלח לך במייל את המפרט", due=SUNDAY_1000 + 13.5 * HOUR)
    promises.make(case_id=promise.case_id, by=by(galil.yael), draft=tonight, now=world.now)
    world.until(SUNDAY_1000 + 13 * HOUR)
    world.carrier.is_away = False
    world.until(MONDAY_1000 - 3 * HOUR)
    letters = of(Message, galil, customer=galil.dana, state="accepted").order_by("told_at", "id")
    assert [letter.kind for letter in letters] == ["agreed", "agreed", "holding"]
    assert letters[1].told_at == letters[2].told_at
    assert letters[1].envelope == letters[2].envelope != ""
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_where_the_carrier_was_away_the_clock_is_not_to_blame(world: World, galil: Business) -> None:
    """Also where delivery finds first that the clock's word comes too late."""
    quote(galil, now=SUNDAY_1000)
    world.until(MONDAY_1000)
    world.carrier.is_away = True
    world.until(TUESDAY_1400 - 5 * MINUTE)
    world.goes_away("clock")
    of(Carrier, galil).update(again_at=TUESDAY_1400)
    world.until(TUESDAY_1400)
    assert of(Message, galil, kind="holding").get().state == "overtaken"
    world.returns("clock")
    world.until(TUESDAY_1400 + 5 * MINUTE)
    missed = of(Event, galil, kind="PromiseMissed").get()
    assert (missed.facts["told"], missed.facts["outage"]) == (False, "carrier")


def test_what_a_person_took_back_was_no_word_and_a_clock_that_is_away_then_is_to_blame(
    world: World, galil: Business
) -> None:
    quote(galil, now=SUNDAY_1000)
    world.until(TUESDAY_1230 - HOUR)
    world.carrier.is_down = True
    world.until(TUESDAY_1230 + MINUTE)
    spoken = of(Message, galil, kind="holding").get()
    outbox.take_back(message_id=spoken.pk, by=by(galil.yael), now=world.now)
    world.carrier.is_down = False
    world.until(TUESDAY_1230 + 10 * MINUTE)
    world.goes_away("clock")
    world.until(TUESDAY_1400 + HOUR)
    world.returns("clock")
    world.until(TUESDAY_1400 + HOUR + 5 * MINUTE)
    missed = of(Event, galil, kind="PromiseMissed").get()
    assert (missed.facts["told"], missed.facts["outage"]) == (False, "clock")
    assert of(Event, galil, kind="ClockReturned").exists()
    assert [found for hold in guarantees.ALL for found in hold(world)] == []

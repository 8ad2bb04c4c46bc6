"""Bad news by voice first: a call with the words ready, and the message that goes if nobody called."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    of,
    quote,
)
from tests.property.world import World
from teum.actions import calls, preferences, promises, words
from teum.actions.promises.steps import Next
from teum.core.calls import Result
from teum.models import ContactPoint, Event, Message, Promise, Task, Telling
from teum.queries import calls as queries
from teum.queries import verify

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def delayed(world: World, galil: Business) -> tuple[Promise, Message]:
    """Yael's promise, of which Dana was told, moves from Tuesday to Wednesday, on Monday at ten."""
    row = quote(galil)
    world.until(MONDAY_1000)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="החלק מתעכב", now=MONDAY_1000
    )
    return row, of(Message, galil, kind="revised").get()


def test_a_delay_waits_for_a_call_with_its_words_ready(world: World, galil: Business) -> None:
    row, message = delayed(world, galil)
    assert (message.state, message.send_at, message.call_by) == (
        "queued",
        MONDAY_1000 + HOUR,
        MONDAY_1000 + HOUR,
    )
    (call,) = queries.call_list(by=by(galil.yael), now=MONDAY_1000)
    assert (call.message_id, call.goes_at, call.due) == (message.pk, message.call_by, message.call_by)
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) השתנה." in call.words
    world.until(MONDAY_1000 + HOUR + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.state == "accepted", "nobody called"
    assert of(Telling, galil, message=message, promise=row).get().at is not None
    assert not of(Task, galil, kind="call", done_at=None).exists()


def test_what_should_have_left_already_waits_for_no_other_call(world: World, galil: Business) -> None:
    _, message = delayed(world, galil)
    two_hours_later = MONDAY_1000 + 2 * HOUR  # delivery was down
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=two_hours_later)
    message.refresh_from_db()
    assert (message.state, message.send_at, message.call_by) == ("queued", *[MONDAY_1000 + HOUR] * 2)


def test_what_waits_for_a_second_call_leaves_her_alone_in_her_quiet_hours(
    world: World, galil: Business
) -> None:
    preferences.prefer(
        by=by(galil.yael),
        customer_id=galil.dana.pk,
        quiet_from=time(11),
        quiet_until=time(18),
        now=SUNDAY_1000,
    )
    _, message = delayed(world, galil)
    half_past = MONDAY_1000 + HOUR / 2
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=half_past)
    message.refresh_from_db()
    (call,) = queries.call_list(by=by(galil.yael), now=half_past)
    assert call.at == MONDAY_1000 + HOUR * 5 / 6, "ten to eleven"
    assert message.send_at == message.call_by == MONDAY_1000 + 8 * HOUR, "it can wait for six in the evening"


def test_whoever_was_called_gets_no_message(world: World, galil: Business) -> None:
    row, message = delayed(world, galil)
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.REACHED, now=world.now)
    world.by_hand[message.pk] = world.now
    world.until(TUESDAY_1500)
    message.refresh_from_db()
    assert message.state == "overtaken"
    told = of(Event, galil, kind="PromiseTold", promise=row.pk, facts__what="revised").get()
    assert (told.facts["how"], told.facts["message"]) == ("call", message.pk)
    assert not of(Task, galil, kind="call", done_at=None).exists()
    assert not of(Event, galil, kind="PromiseMissed").exists()
    assert verify.verify(rebuild_rows=True).broken is None


def test_a_call_about_the_case_tells_what_waited_for_it(world: World, galil: Business) -> None:
    row, message = delayed(world, galil)
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=world.now)
    message.refresh_from_db()
    assert message.state == "overtaken"
    assert of(Telling, galil, message=message).get().at == world.now


def test_no_answer_puts_the_message_off_and_then_it_goes(world: World, galil: Business) -> None:
    _, message = delayed(world, galil)
    for tries in (1, 2, 3):
        calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=world.now)
        message.refresh_from_db()
        if tries < 3:
            (call,) = queries.call_list(by=by(galil.yael), now=world.now)
            assert call.is_later and message.send_at >= call.at + timedelta(minutes=20)
            world.until(call.at)
    assert message.send_at == world.now
    world.until(world.now + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.state == "accepted"
    assert not of(Task, galil, kind="call", done_at=None).exists()


def test_a_wrong_number_sends_the_message_at_once(world: World, galil: Business) -> None:
    _, message = delayed(world, galil)
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.WRONG_NUMBER, now=world.now)
    world.until(world.now + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.state == "accepted"
    assert not of(Task, galil, kind="call", done_at=None).exists()


def test_what_was_never_told_is_corrected_at_once(galil: Business) -> None:
    row = quote(galil)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="החלק מתעכב", now=SUNDAY_1000
    )
    assert of(Message, galil, kind="revised").get().call_by is None, "they have not read of the first time"


def test_good_news_goes_at_once(galil: Business) -> None:
    row = quote(galil)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=at("2026-11-24 09:00"), reason="הגיע מוקדם", now=MONDAY_1000
    )
    message = of(Message, galil, kind="revised").get()
    assert (message.call_by, message.send_at) == (None, MONDAY_1000 + timedelta(seconds=10))


def test_who_has_no_number_is_written_to_at_once(galil: Business) -> None:
    row = cast.promise_of(cast.case(galil.yael, galil.john, promise=cast.quote_draft()))
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="The part is late", now=MONDAY_1000
    )
    assert of(Message, galil, kind="revised").get().call_by is None
    assert not of(Task, galil, kind="call").exists()


def test_a_policy_of_none_writes_at_once(world: World, galil: Business) -> None:
    cast.writes_first(galil)
    _, message = delayed(world, galil)
    assert message.call_by is None


def test_a_question_about_a_second_change_and_a_withdrawal_are_bad_news(
    world: World, galil: Business
) -> None:
    row, message = delayed(world, galil)
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.REACHED, now=world.now)
    promises.revise(promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="שוב", now=world.now)
    assert of(Message, galil, kind="proposed").get().call_by == MONDAY_1000 + HOUR
    promises.withdraw(
        promise_id=row.pk,
        by=by(galil.yael),
        disclosure="הדגם יצא מהייצור",
        after=Next(close=True),
        now=world.now,
    )
    assert of(Message, galil, kind="withdrawn").get().call_by == MONDAY_1000 + HOUR


def test_what_is_written_after_it_takes_it_along(world: World, galil: Business) -> None:
    row, message = delayed(world, galil)
    world.until(MONDAY_1000 + timedelta(minutes=1))
    words.give(case_id=row.case_id, by=by(galil.yael), text="החלק בדרך", next_due=TUESDAY_1400, now=world.now)
    world.until(MONDAY_1000 + timedelta(minutes=2))
    assert [m.state for m in of(Message, galil, customer=galil.dana).order_by("id")] == ["accepted"] * 3
    message.refresh_from_db()
    assert message.told_at == of(Message, galil, kind="update").get().told_at


def test_it_is_heard_before_what_was_agreed_is_due(world: World, galil: Business) -> None:
    row = quote(galil, now=SUNDAY_1000)
    world.until(TUESDAY_1400 - HOUR)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="החלק מתעכב", now=world.now
    )
    message = of(Message, galil, kind="revised").get()
    assert message.call_by == TUESDAY_1400 - timedelta(minutes=30)
    world.until(TUESDAY_1500)
    assert not of(Event, galil, kind="PromiseMissed", facts__told=False).exists()


@pytest.mark.parametrize("first", ["phone", "email"])
def test_whoever_likes_a_call_is_called_with_bad_news_and_written_to_otherwise(
    world: World, galil: Business, first: str
) -> None:
    """The order of their contacts takes no call from anybody, and no written word either."""
    point = of(ContactPoint, galil, customer=galil.dana, channel=first).get()
    preferences.prefer(by=galil.as_customer, first=point.pk, now=SUNDAY_1000)
    _, message = delayed(world, galil)
    agreed = of(Message, galil, kind="agreed").get()
    assert (agreed.state, agreed.channel, agreed.call_by) == ("accepted", "email", None)
    assert message.call_by == MONDAY_1000 + HOUR
    assert [call.message_id for call in queries.call_list(by=by(galil.yael), now=MONDAY_1000)] == [message.pk]


def test_who_would_rather_read_it_is_written_to_at_once_and_not_called(world: World, galil: Business) -> None:
    preferences.prefer(by=galil.as_customer, in_writing=True, now=SUNDAY_1000)
    preferences.prefer(by=galil.as_customer, now=SUNDAY_1000)
    _, message = delayed(world, galil)
    assert message.call_by is None and message.send_at < MONDAY_1000 + timedelta(minutes=1)
    assert not of(Task, galil, kind="call").exists()
    preferences.prefer(by=galil.as_customer, in_writing=False, now=SUNDAY_1000)
    said = of(Event, galil, kind="PreferenceChanged").order_by("id")
    assert [event.facts.get("in_writing") for event in said] == [True, None]
    assert verify.verify(rebuild_rows=True).broken is None

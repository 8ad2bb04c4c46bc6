"""After an outage of the carrier the customer is told by itself, call or no call (guarantees 3 and 4)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import TUESDAY_1000, TUESDAY_1400, TUESDAY_1500, Business, by, of, quote
from tests.property.world import World
from teum.actions import calls, messages, promises, words
from teum.core.calls import Result
from teum.management.rehearsal import guarantees
from teum.models import Message, Promise, Task

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def asked(galil: Business) -> list[str]:
    """What somebody is to call about."""
    standing = of(Task, galil, kind="call", done_at=None).select_related("message")
    return [task.message.kind for task in standing if task.message]


def away(world: World) -> None:
    """The carrier goes away well before the promise is due."""
    world.until(TUESDAY_1000 + HOUR)
    world.carrier.is_away = True


@pytest.mark.parametrize("back", [TUESDAY_1400 + 40 * MINUTE, TUESDAY_1500, TUESDAY_1500 + 2 * HOUR])
def test_the_late_word_goes_by_itself_as_soon_as_the_carrier_is_back(
    world: World, galil: Business, back: datetime
) -> None:
    quote(galil)
    away(world)
    world.until(back - MINUTE)
    assert asked(galil) in ([], ["late"]), "one call for one promise, whatever became of its words"
    world.until(back)
    world.carrier.is_away = False
    world.until(back + 10 * MINUTE)
    late = of(Message, galil, kind="late").get()
    assert late.state == "accepted" and late.told_at <= back + 10 * MINUTE
    assert asked(galil) == []
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_whoever_heard_it_in_a_call_meanwhile_gets_no_second_word(world: World, galil: Business) -> None:
    quote(galil)
    away(world)
    world.until(TUESDAY_1500)
    late = of(Message, galil, kind="late").get()
    calls.of_message(message_id=late.pk, by=by(galil.yael), result=Result.REACHED, now=world.now)
    world.by_hand[late.pk] = world.now
    world.carrier.is_away = False
    world.until(TUESDAY_1500 + HOUR)
    late.refresh_from_db()
    assert late.state == "overtaken" and asked(galil) == []
    assert not [
        handed for handed in world.carrier.handed if late.key in handed.keys and handed.answer == "taken"
    ]
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_what_nobody_answered_in_a_call_stands_on_and_still_goes_by_itself(
    world: World, galil: Business
) -> None:
    quote(galil)
    away(world)
    world.until(TUESDAY_1500)
    late = of(Message, galil, kind="late").get()
    calls.of_message(message_id=late.pk, by=by(galil.yael), result=Result.NO_ANSWER, now=world.now)
    world.until(TUESDAY_1500 + MINUTE)
    assert asked(galil) == ["late"]
    world.carrier.is_away = False
    world.until(TUESDAY_1500 + HOUR)
    assert of(Message, galil, kind="late").get().state == "accepted" and asked(galil) == []


def test_an_outage_beyond_the_next_word_ends_in_one_word_about_all_of_it(
    world: World, galil: Business
) -> None:
    """It names no promised word of which they never heard: the letter that named it did not leave."""
    row = quote(galil)
    away(world)
    world.until(cast.at("2026-11-26 08:30"))
    waiting = of(Message, galil, kind="late", state="queued")
    assert waiting.count() == 1 and asked(galil) == ["late"]
    world.carrier.is_away = False
    world.until(cast.at("2026-11-26 08:45"))
    late = of(Message, galil, kind="late", state="accepted").get()
    assert "הצעת המחיר" in late.text and "לעדכן אותך" not in late.text and asked(galil) == []
    words_ = of(Promise, galil, about=row).order_by("due")
    assert [word.state for word in words_] == ["kept", "open"], "that is told all the same, and goes on"
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_a_word_that_names_a_time_which_passed_meanwhile_stays_a_call(world: World, galil: Business) -> None:
    promise = quote(galil)
    away(world)
    words.give(
        case_id=promise.case_id,
        by=by(galil.yael),
        text="החלק הגיע ונבדק",
        next_due=TUESDAY_1500,
        now=world.now,
    )
    world.until(TUESDAY_1500 + HOUR)
    world.carrier.is_away = False
    world.until(TUESDAY_1500 + 2 * HOUR)
    assert of(Message, galil, kind="update").get().state == "failed"
    assert of(Message, galil, kind="late", state="accepted").count() == 1
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_what_is_late_already_waits_for_the_morning_where_the_carrier_is_back_at_night(
    world: World, galil: Business
) -> None:
    quote(galil)
    away(world)
    world.until(cast.at("2026-11-25 02:00"))
    world.carrier.is_away = False
    world.until(cast.at("2026-11-25 07:00"))
    assert of(Message, galil, kind="late", state="queued").count() == 1
    world.until(cast.at("2026-11-25 09:00"))
    assert of(Message, galil, kind="late").get().state == "accepted"


def moved_while_delivery_was_down(world: World, galil: Business) -> Message:
    """The quote is asked for sooner; delivery is down until that time is over, and nobody was asked to call."""
    promise = quote(galil)
    world.until(TUESDAY_1000 + HOUR)
    world.goes_away("delivery")
    world.until(world.now + MINUTE)
    promises.revise(
        promise_id=promise.pk,
        by=by(galil.yael),
        due=TUESDAY_1000 + 2 * HOUR,
        reason="הספק הקדים",
        now=world.now,
    )
    world.until(TUESDAY_1000 + 2 * HOUR + 30 * MINUTE)
    world.returns("delivery")
    letter: Message = of(Message, galil, kind="revised").get()
    return letter


def test_a_new_time_that_is_over_is_not_written_though_nobody_was_asked_to_call(
    world: World, galil: Business
) -> None:
    letter = moved_while_delivery_was_down(world, galil)
    world.until(world.now + 10 * MINUTE)
    letter.refresh_from_db()
    assert (letter.state, asked(galil)) == ("failed", ["revised"])
    assert of(Message, galil, kind="late", state="accepted").count() == 1
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_a_person_is_asked_to_tell_a_new_time_that_is_over_also_where_a_server_put_it_off(
    world: World, galil: Business
) -> None:
    letter = moved_while_delivery_was_down(world, galil)
    of(Message, galil, pk=letter.pk).update(reason="carrier_away", state="sending")
    messages.mark_failed(letter.pk, reason="451 later", permanent=False, now=world.now)
    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("queued", "carrier_away")
    world.until(world.now + 10 * MINUTE)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("failed", 1)


@pytest.mark.parametrize("hours", [1, 3])
def test_a_new_time_that_is_ahead_or_was_kept_meanwhile_goes_by_itself(
    world: World, galil: Business, hours: int
) -> None:
    promise = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("delivery")
    due = TUESDAY_1000 + 2 * HOUR
    promises.revise(promise_id=promise.pk, by=by(galil.yael), due=due, reason="הספק הקדים", now=world.now)
    world.until(TUESDAY_1000 + HOUR)
    if hours > 1:
        promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.until(TUESDAY_1000 + hours * HOUR)
    world.returns("delivery")
    world.until(world.now + 10 * MINUTE)
    goes = "revised" if hours == 1 else "reported"
    assert of(Message, galil, kind=goes).get().state == "accepted" and asked(galil) == []
    assert of(Message, galil, kind="revised").get().state == ("accepted" if hours == 1 else "overtaken")


def test_a_lateness_names_the_time_that_they_know_and_the_one_that_they_never_heard_of(
    world: World, galil: Business
) -> None:
    moved_while_delivery_was_down(world, galil)
    world.until(world.now + 10 * MINUTE)
    late = of(Message, galil, kind="late", state="accepted").get()
    assert "והמפרט עד יום שלישי, 24.11, בשעה 14:00." in late.text
    assert "המועד הזה השתנה מאז (עד יום שלישי, 24.11, בשעה 12:00). איחרנו" in late.text

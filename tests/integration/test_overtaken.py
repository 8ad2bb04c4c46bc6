"""What the next word overtakes before it has left is not said any more (guarantee 4)."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, TUESDAY_1000, WEDNESDAY_1200, Business, by, of, quote
from tests.property.world import World
from teum.actions import messages, organisations, outbox, preferences, promises
from teum.core import delivery
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import ContactPoint, Event, Message, Promise

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
AT_NIGHT = cast.at("2026-11-24 22:10")


def broken(world: World) -> list[object]:
    """What is wrong with the guarantees."""
    return [found for hold in guarantees.ALL for found in hold(world)]


def late_at_night(world: World) -> None:
    """The clock was away while the promise fell due, and is back in the night: its word waits for the morning."""
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(AT_NIGHT - 10 * MINUTE)
    world.returns("clock")
    world.until(AT_NIGHT)


def test_what_is_done_before_the_late_word_left_is_told_as_late_and_done(
    world: World, galil: Business
) -> None:
    promise = quote(galil)
    late_at_night(world)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.until(WEDNESDAY_1200)
    assert of(Message, galil, kind="late").get().state == "overtaken"
    told = of(Message, galil, kind="reported").get()
    assert told.state == "accepted"
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) עבר, ולא הודענו לך בזמן" in told.text
    assert broken(world) == []


def test_what_is_late_beside_it_is_still_told(world: World, galil: Business) -> None:
    promise = quote(galil)
    call = cast.quote_draft(body="אשלח לך במייל את המפרט", due=cast.at("2026-11-24 15:00"))
    promises.make(case_id=promise.case_id, by=by(galil.yael), draft=call, now=MONDAY_1000 - HOUR)
    late_at_night(world)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.until(WEDNESDAY_1200)
    late = of(Message, galil, kind="late", state="accepted").get()
    assert "לשלוח לך במייל את המפרט" in late.text and "14:00" not in late.text
    assert broken(world) == []


def test_a_promised_word_that_ended_since_is_still_told_as_late(world: World, galil: Business) -> None:
    promise = quote(galil)
    call = cast.quote_draft(body="אשלח לך במייל את המפרט", due=cast.at("2026-11-23 15:00"))
    spec = promises.make(case_id=promise.case_id, by=by(galil.yael), draft=call, now=MONDAY_1000 - HOUR)
    world.until(cast.at("2026-11-23 16:00"))
    word = of(Promise, galil, about=spec).get()
    world.goes_away("clock")
    world.until(AT_NIGHT - 10 * MINUTE)
    world.returns("clock")
    world.until(AT_NIGHT)
    promises.release(promise_id=spec.pk, by=by(galil.yael), proof="נאמר בטלפון", now=world.now)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now + MINUTE)
    assert cast.fresh(word).state == "kept"
    world.until(WEDNESDAY_1200)
    late = of(Message, galil, kind="late", state="accepted").get()
    assert "לעדכן" in late.text and "העניין הזה הסתיים בינתיים." in late.text and "14:00" not in late.text
    assert broken(world) == []


def letters_to(galil: Business, kind: str) -> list[tuple[str, str]]:
    """The letters of a kind to our own people, each with what became of it."""
    return [(one.member.name, one.state) for one in of(Message, galil, kind=kind).order_by("id")]


def done(galil: Business, promise: Promise, world: World) -> None:
    """It is done, and the customer says so."""
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=world.now + MINUTE)


def test_nobody_is_asked_of_what_was_done_while_the_letter_waited(world: World, galil: Business) -> None:
    promise = quote(galil)
    world.until(TUESDAY_1000 - 5 * MINUTE)
    world.carrier.is_away = True
    world.until(TUESDAY_1000 + 10 * MINUTE)
    assert letters_to(galil, "ask") == [("יעל ברק", "queued")]
    done(galil, promise, world)
    world.until(TUESDAY_1000 + 40 * MINUTE)
    world.carrier.is_away = False
    world.until(TUESDAY_1000 + 2 * HOUR)
    assert letters_to(galil, "ask") == [("יעל ברק", "overtaken")]
    assert broken(world) == []


def test_nobody_is_asked_after_the_clock_has_spoken(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1000 - 5 * MINUTE)
    world.goes_away("delivery")
    world.until(cast.at("2026-11-24 13:00"))
    world.returns("delivery")
    world.until(cast.at("2026-11-24 13:05"))
    assert letters_to(galil, "ask") == [("יעל ברק", "overtaken")]


def test_who_is_still_to_act_is_asked_also_after_a_wait(world: World, galil: Business) -> None:
    quote(galil)
    world.until(TUESDAY_1000 - 5 * MINUTE)
    world.goes_away("delivery")
    world.until(TUESDAY_1000 + HOUR)
    world.returns("delivery")
    world.until(TUESDAY_1000 + HOUR + 5 * MINUTE)
    assert letters_to(galil, "ask") == [("יעל ברק", "accepted")]


def test_a_reminder_of_the_day_is_not_sent_of_what_was_moved(world: World, galil: Business) -> None:
    organisations.change_policy(by=by(galil.ruth), now=cast.SUNDAY_0900, remind_by_mail=1)
    promise = quote(galil)
    world.until(cast.at("2026-11-24 08:59"))
    world.goes_away("delivery")
    world.until(cast.at("2026-11-24 09:05"))
    assert letters_to(galil, "remind") == [("יעל ברק", "queued")]
    promises.revise(
        promise_id=promise.pk,
        by=by(galil.yael),
        due=cast.THURSDAY_1400,
        reason="הספק שלח דגם אחר",
        now=world.now,
    )
    world.until(cast.at("2026-11-24 09:30"))
    world.returns("delivery")
    world.until(cast.at("2026-11-24 09:35"))
    assert letters_to(galil, "remind") == [("יעל ברק", "overtaken")]


def held_together(world: World, galil: Business) -> tuple[Promise, Promise]:
    """The clock spoke of two promises in one letter, which waits for delivery; it is Tuesday, 12:45."""
    quoted = quote(galil)
    draft = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", includes=("תעודת אחריות",), replaces=None)
    certificate = promises.make(case_id=quoted.case_id, by=by(galil.yael), draft=draft, now=cast.SUNDAY_1000)
    world.until(cast.at("2026-11-24 12:15"))
    world.goes_away("delivery")
    world.until(cast.at("2026-11-24 12:45"))
    (both,) = of(Message, galil, kind="holding")
    assert "הצעת המחיר" in both.text and "תעודת האחריות" in both.text
    return quoted, certificate


def test_what_is_not_there_yet_is_said_without_what_was_done_meanwhile(world: World, galil: Business) -> None:
    quoted, certificate = held_together(world, galil)
    promises.report(promise_id=quoted.pk, by=by(galil.yael), now=world.now)
    world.until(world.now + MINUTE)
    world.returns("delivery")
    world.until(cast.at("2026-11-24 13:55"))
    both, rest = of(Message, galil, kind="holding").order_by("id")
    assert (both.state, rest.state) == ("overtaken", "accepted")
    assert "תעודת האחריות" in rest.text and "הצעת המחיר" not in rest.text
    world.until(WEDNESDAY_1200)
    missed = of(Event, galil, kind="PromiseMissed").exclude(promise=quoted.pk)
    assert {one.facts["told"] for one in missed} == {True}
    assert [one.promise for one in missed][:1] == [certificate.pk]
    assert broken(world) == []


def test_what_is_not_there_yet_is_said_without_what_moved_meanwhile(world: World, galil: Business) -> None:
    quoted, _ = held_together(world, galil)
    due = cast.THURSDAY_1400
    promises.revise(promise_id=quoted.pk, by=by(galil.yael), due=due, reason="החלק מתעכב", now=world.now)
    world.until(world.now + MINUTE)
    world.returns("delivery")
    world.until(cast.at("2026-11-24 13:55"))
    (said,) = of(Message, galil, kind="holding", state="accepted")
    assert "תעודת האחריות" in said.text and "הצעת המחיר" not in said.text
    assert broken(world) == []


def test_no_word_that_there_is_no_answer_follows_the_report_of_it(world: World, galil: Business) -> None:
    promise = quote(galil)
    world.until(cast.at("2026-11-24 12:35"))
    word = of(Promise, galil, about=promise).get()
    world.until(word.due - 2 * HOUR)
    world.goes_away("delivery")
    world.until(word.due - 30 * MINUTE)
    (waits,) = of(Message, galil, kind="holding", state="queued")
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.returns("delivery")
    world.until(word.due)
    assert cast.fresh(word).state == "kept"
    assert of(Message, galil, pk=waits.pk).get().state == "overtaken"
    assert broken(world) == []


@pytest.fixture
def also_at_work(galil: Business) -> str:
    """Dana can be written to at a second address."""
    address = "dana@work.example.com"
    ContactPoint.objects.of(galil.id).create(
        customer=galil.dana, channel="email", address=address, position=9
    )
    return address


def comes_back(world: World, galil: Business, kind: str) -> Message:
    """The letter of this kind that was taken comes back from a server further on."""
    letter: Message = of(Message, galil, kind=kind, customer=galil.dana).earliest("id")
    assert letter.state == "accepted"
    messages.mark_bounced(letter.pk, reason="no such mailbox", blames_address=True, now=world.now)
    return letter


def test_what_comes_back_after_it_was_done_goes_to_no_other_address(
    world: World, galil: Business, also_at_work: str
) -> None:
    promise = quote(galil)
    world.until(cast.at("2026-11-24 12:35"))
    word = of(Promise, galil, about=promise).get()
    done(galil, promise, world)
    world.until(cast.at("2026-11-24 13:30"))
    letter = comes_back(world, galil, "holding")
    world.until(cast.at("2026-11-24 13:40"))
    letter.refresh_from_db()
    assert (letter.address, letter.state, cast.fresh(word).state) == (also_at_work, "overtaken", "kept")


def test_what_comes_back_and_is_not_there_yet_goes_to_the_other_address_also_once_it_is_late(
    world: World, galil: Business, also_at_work: str
) -> None:
    quote(galil)
    world.until(cast.at("2026-11-24 14:30"))
    letter = comes_back(world, galil, "holding")
    world.until(cast.at("2026-11-24 14:40"))
    letter.refresh_from_db()
    assert (letter.address, letter.state) == (also_at_work, "accepted"), "else they would hear nothing"


def test_a_lateness_that_came_back_was_heard_by_nobody(world: World, galil: Business) -> None:
    quote(galil)
    late_at_night(world)
    world.until(WEDNESDAY_1200 - HOUR)
    letter = comes_back(world, galil, "late")
    letter.refresh_from_db()
    assert letter.state == "failed"
    with pytest.raises(delivery.MustBeHeard):
        outbox.settle(message_id=letter.pk, by=by(galil.yael), outcome="dropped", now=world.now)


def test_what_a_letter_in_doubt_has_overtaken_is_not_said_after_it(world: World, galil: Business) -> None:
    """In her quiet hours the time of what she denied moves: that goes ahead, and nobody knows whether it arrived."""
    promise = quote(galil)
    preferences.prefer(by=galil.as_customer, quiet_from=time(13), quiet_until=time(15), now=cast.SUNDAY_1000)
    world.until(TUESDAY_1000)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.until(cast.at("2026-11-24 13:30"))
    promises.dispute(promise_id=promise.pk, by=galil.as_customer, note="missing", now=world.now)
    world.until(cast.at("2026-11-24 13:52"))
    world.carrier.script.append(Answer.UNKNOWN)
    promises.revise(
        promise_id=promise.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="הספק מאחר", now=world.now
    )
    world.until(cast.at("2026-11-24 13:59"))
    assert of(Message, galil, kind="revised").get().state == "uncertain"
    assert of(Message, galil, kind="disputed").get().state == "overtaken", "it names two o'clock"

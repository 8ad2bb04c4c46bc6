"""What a letter was to tell that is not sent is told by another, or the clock speaks (guarantee 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import (
    MONDAY_1000,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    case,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.integration.test_conversations import talk
from tests.property.world import World
from teum.actions import closings, matter, promises, summaries, undo, words
from teum.core.actor import clock
from teum.core.promise import Debtor
from teum.management.rehearsal import guarantees
from teum.models import Event, Message, Promise, Telling
from teum.queries import hearing

pytestmark = pytest.mark.django_db
WEDNESDAY_1700 = at("2026-11-25 17:00")


def found(world: World) -> list[object]:
    world.look()
    return [one for hold in guarantees.ALL for one in hold(world)]


def letters(galil: Business, kind: str) -> list[Message]:
    return list(of(Message, galil, kind=kind, customer__isnull=False).order_by("id"))


def word_of(world: World, galil: Business, row: Promise) -> Promise:
    """The word that the clock promised once the quote was late."""
    world.until(TUESDAY_1500)
    return of(Promise, galil, nature="update", state="open", about=row).get()


def test_a_word_that_only_a_stopped_letter_was_to_give_is_watched_again(
    world: World, galil: Business
) -> None:
    """Yael reports a word while no mail leaves, and Dana says on her page that she has it: a second word was with it."""
    row = quote(galil)
    word = word_of(world, galil, row)
    world.carrier.is_away = True
    with matter.of_case(row.case_id, by=by(galil.yael), now=world.now) as opened:
        other = words.promise_next(opened, about=row, due=WEDNESDAY_1700)
    world.until(at("2026-11-24 16:00"))
    promises.report(promise_id=word.pk, by=by(galil.yael), now=world.now)
    (letter,) = letters(galil, "reported")
    Telling.objects.of(galil.id).get_or_create(
        promise=other, number=0, what="word", message=letter, organisation_id=galil.id
    )
    world.until(WEDNESDAY_1700 - timedelta(minutes=40))
    assert letters(galil, "holding")[-1].at < TUESDAY_1400, "the clock has looked, and left it to the letter"
    promises.confirm(promise_id=word.pk, by=galil.as_customer, now=world.now)
    letter.refresh_from_db()
    assert letter.state == "overtaken"
    world.carrier.is_away = False
    world.until(WEDNESDAY_1700 - timedelta(minutes=1))
    assert other.pk in {one.promise_id for one in of(Telling, galil, what="holding", at__isnull=False)}
    assert found(world) == []


def test_who_ends_it_as_a_word_of_it_falls_due_blames_no_clock(world: World, galil: Business) -> None:
    """The report, which gave the word, waited for its carrier until that very moment."""
    row = quote(galil)
    word = word_of(world, galil, row)
    world.carrier.is_away = True
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.goes_away("clock")
    world.until(word.due)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=word.due)
    missed = of(Event, galil, kind="PromiseMissed", promise=word.pk).get()
    assert missed.facts["outage"] == "carrier"


def test_who_denies_that_it_is_done_hears_of_the_word_that_never_came(world: World, galil: Business) -> None:
    """It was to be told with the report, which she denied on her page before it left."""
    row = quote(galil)
    word = word_of(world, galil, row)
    world.carrier.is_away = True
    world.until(word.due + timedelta(minutes=5))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now + timedelta(minutes=5))
    (letter,) = letters(galil, "disputed")
    assert "הבטחנו לך עדכון עד יום רביעי, 25.11, בשעה 12:00, ולא שלחנו אותו. אנחנו מתנצלים." in letter.text
    assert of(Telling, galil, message=letter, promise=word, what="late").exists()
    waiting = of(Message, galil, kind="late", state="queued")
    assert not waiting.exists()
    world.carrier.is_away = False
    world.until(world.now + timedelta(days=1))
    assert found(world) == []


def test_who_misses_a_word_of_what_is_done_is_told_that_it_is(world: World, galil: Business) -> None:
    """That it is done was written before she said that the word never came, and did not leave."""
    row = quote(galil)
    word = word_of(world, galil, row)
    world.carrier.is_away = True
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    promises.report(promise_id=word.pk, by=by(galil.yael), now=world.now + timedelta(minutes=1))
    promises.dispute(promise_id=word.pk, by=galil.as_customer, now=world.now + timedelta(minutes=5))
    first, anew = [one for one in letters(galil, "reported") if of(Telling, galil, message=one, promise=row)]
    assert (first.state, anew.state, anew.text) == ("overtaken", "queued", first.text)
    assert of(Telling, galil, message=anew, promise=word, number=fresh(word).number, what="word").exists()
    world.carrier.is_away = False
    world.until(WEDNESDAY_1700)
    assert fresh(word).state == "kept" and found(world) == []


def test_a_word_that_is_about_to_be_kept_is_not_named_as_the_next_one(world: World, galil: Business) -> None:
    """What the clock said of it a minute before waits in the same envelope."""
    row = quote(galil)
    with matter.of_case(row.case_id, by=by(galil.yael), now=MONDAY_1000) as opened:
        word = words.promise_next(opened, about=row, due=WEDNESDAY_1200)
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1400 - timedelta(minutes=1))
    world.carrier.is_away = True
    with matter.of_promise(word.pk, by=by(galil.yael), now=world.now) as (opened, held):
        words.hold(opened, held)
    after = of(Promise, galil, nature="update", about=row).latest("id")
    world.until(TUESDAY_1400 + timedelta(minutes=5))
    world.returns("clock")
    world.until(TUESDAY_1500)
    late = letters(galil, "late")[0]
    assert after.due > word.due and "25.11, בשעה 12:00" not in late.text


def test_what_a_word_was_promised_of_meanwhile_is_not_undone(world: World, galil: Business) -> None:
    """The clock named it as the next word in the second before Yael took her promise back."""
    row = quote(galil)
    world.until(MONDAY_1000)
    draft = quote_draft(body="אשלח לך במייל את תעודת האחריות", due=WEDNESDAY_1700)
    more = promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=world.now)
    with matter.of_case(row.case_id, by=clock(galil.id), now=world.now) as opened:
        words.promise_next(opened, about=more, due=WEDNESDAY_1200)
    (letter,) = [one for one in letters(galil, "agreed") if of(Telling, galil, message=one, promise=more)]
    with pytest.raises(undo.TooLate):
        undo.act(message_id=letter.pk, by=by(galil.yael), now=world.now + timedelta(seconds=1))
    world.until(WEDNESDAY_1200 + timedelta(minutes=5))
    assert found(world) == []


def test_which_time_stands_is_not_said_once_that_is_over_though_another_is_asked_for(
    world: World, galil: Business
) -> None:
    """Dana said that something is missing; before that was answered Yael asked for another day, and no mail left."""
    row = quote(galil)
    world.until(TUESDAY_1400 - timedelta(minutes=120))
    moved = TUESDAY_1400 + timedelta(minutes=15)
    promises.revise(promise_id=row.pk, by=by(galil.yael), due=moved, reason="הספק עיכב", now=world.now)
    world.until(TUESDAY_1400 - timedelta(minutes=90))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.carrier.is_away = True
    world.until(TUESDAY_1400 - timedelta(minutes=60))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now)
    (letter,) = letters(galil, "disputed")
    assert "14:15" in letter.text
    world.until(TUESDAY_1400 - timedelta(minutes=30))
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1700, reason="הספק עיכב", now=world.now
    )
    (asked,) = letters(galil, "proposed")
    of(Promise, galil, nature="update").update(state="kept")  # the question was heard, and is the word of it
    after = moved + timedelta(minutes=1)
    assert fresh(row).proposed_due == WEDNESDAY_1700
    assert hearing.is_over(letter, now=after) and not hearing.is_over(asked, now=after)
    assert not hearing.is_over(letter, now=moved - timedelta(minutes=1))


def test_who_has_the_word_is_still_told_of_what_it_is(world: World, galil: Business) -> None:
    """The bank's paper came, and the letter with that, which is the word as well, could not leave."""
    row = quote(
        galil,
        debtor=Debtor.THIRD_PARTY,
        body="הבנק ישלח לך את אישור המשכנתא עד יום שלישי, 24.11, בשעה 14:00",
        includes=("אישור המשכנתא",),
    )
    world.until(WEDNESDAY_1200 - timedelta(hours=2))
    word = of(Promise, galil, nature="update", about=row, state="open").get()
    world.carrier.is_away = True
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    promises.report(promise_id=word.pk, by=by(galil.yael), now=world.now + timedelta(minutes=5))
    promises.confirm(promise_id=word.pk, by=galil.as_customer, now=world.now + timedelta(minutes=10))
    (letter,) = letters(galil, "answered")
    assert letter.state == "queued" and "אישור המשכנתא" in letter.text


def test_what_a_closing_letter_was_to_give_is_watched_again(world: World, galil: Business) -> None:
    """What Dana owes of another thing came, so that her matter is not closed: no letter says that it will be."""
    owed = {"debtor": Debtor.CUSTOMER, "body": "אשלח לכם את הטופס החתום", "includes": ("הטופס החתום",)}
    row = quote(galil, **owed)
    world.until(MONDAY_1000)
    more = quote_draft(**{**owed, "body": "אשלח לכם את צילום הרצפה", "due": at("2026-11-24 13:00")})
    other = promises.make(case_id=row.case_id, by=by(galil.yael), draft=more, now=world.now)
    world.until(WEDNESDAY_1200 - timedelta(hours=2))
    world.carrier.is_away = True
    sunday = at("2026-11-29 12:00")
    closings.announce(
        case_id=row.case_id, by=by(galil.yael), on=sunday, reason="הטופס לא הגיע", now=world.now
    )
    world.until(WEDNESDAY_1200 - timedelta(hours=1))
    promises.confirm(promise_id=other.pk, by=by(galil.yael), now=world.now)
    world.carrier.is_away = False
    world.until(WEDNESDAY_1200 + timedelta(minutes=5))
    assert found(world) == []


def test_who_denies_a_word_does_not_read_once_more_that_it_was_given(world: World, galil: Business) -> None:
    """Yael writes down that Dana misses the word, whose lateness she still has to hear of."""
    row = quote(galil)
    word = word_of(world, galil, row)
    world.carrier.is_away = True
    world.until(word.due + timedelta(minutes=5))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    promises.report(promise_id=word.pk, by=by(galil.yael), now=world.now + timedelta(minutes=1))
    promises.dispute(promise_id=word.pk, by=by(galil.yael), now=world.now + timedelta(minutes=5))
    last = letters(galil, "reported")[-1]
    assert of(Telling, galil, message=last, promise=row, what="reported").exists()
    assert not of(Telling, galil, message=last, promise=word, what="reported").exists()


def test_a_summary_is_not_written_anew_for_what_it_sums_up_is_done(world: World, galil: Business) -> None:
    opened = case(galil.yael, galil.dana)
    world.until(MONDAY_1000)
    conversation = talk(galil, opened.pk, now=MONDAY_1000, promises=[quote_draft()])
    row = of(Promise, galil, conversation=conversation).get()
    world.until(at("2026-11-24 16:00"))
    world.carrier.is_away = True
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    summary = summaries.send(
        conversation_id=conversation.pk, by=by(galil.yael), now=world.now + timedelta(minutes=5)
    )
    world.until(WEDNESDAY_1200 + timedelta(minutes=5))
    assert letters(galil, "summary") == [summary.message] and len(letters(galil, "reported")) == 2

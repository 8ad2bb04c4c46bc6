"""No promised word outlives what it is about: nobody is told that there is no answer about what is done (guarantee 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, Business, appointment, at, by, of, quote
from tests.cast_alignment import all_seen, filled
from tests.cast_disclosure import CANCEL, NOTHING, shower
from tests.property.world import World
from teum.actions import alignments, calls, disclosures, matter, moves, promises
from teum.actions.customers import Contact
from teum.actions.promises import outlived
from teum.core.alignment import Mark
from teum.core.disclosure import How
from teum.core.promise import Debtor
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.kinds import Kind
from teum.models import Alignment, Case, Message, Promise

pytestmark = pytest.mark.django_db
SUNDAY_1100, SUNDAY_1200 = at("2026-11-22 11:00"), at("2026-11-22 12:00")
TUESDAY_1330, WEDNESDAY_1300 = at("2026-11-24 13:30"), at("2026-11-25 13:00")
AWHILE = timedelta(days=4)


def said_since(galil: Business, world: World) -> list[str]:
    """The kinds of what is written to Dana from now on, in four days in which nobody does anything."""
    since = world.now
    world.until(since + AWHILE)
    assert [found for hold in guarantees.ALL for found in hold(world)] == []
    listed = of(Message, galil, customer__isnull=False, at__gte=since).order_by("id")
    return [message.kind for message in listed]


def done(galil: Business, row: Promise) -> None:
    """Nothing else is awaited."""
    promises.report(promise_id=row.pk, by=by(galil.yael), now=SUNDAY_1200)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=SUNDAY_1200)


def state(galil: Business, row: Promise) -> str:
    found: str = of(Case, galil).get(pk=row.case_id).state
    return found


def words(galil: Business) -> set[str]:
    """How the promises of a word stand."""
    return set(of(Promise, galil, nature="update").values_list("state", flat=True))


def chose_late(world: World, galil: Business) -> Promise:
    """Dana was to choose by Tuesday noon, and does on Wednesday at one; nothing else is awaited."""
    row = quote(galil)
    told = disclosures.disclose(
        case_id=row.case_id,
        by=by(galil.yael),
        shown=shower(options=(NOTHING, CANCEL), recommended="do_nothing"),
        decide_by=at("2026-11-24 12:00"),
        now=SUNDAY_1100,
    )
    done(galil, row)
    world.until(WEDNESDAY_1300)
    assert "open" in words(galil), "the next word of it is promised"
    disclosures.decide(
        disclosure_id=told.pk,
        by=galil.as_customer,
        option="do_nothing",
        shown=disclosures.shown_digest(told.told),
        how=How.PAGE,
        now=world.now,
    )
    return row


def test_who_chose_late_hears_no_more_that_there_is_no_answer(world: World, galil: Business) -> None:
    row = chose_late(world, galil)
    assert said_since(galil, world) == ["decided", "closed"]
    assert state(galil, row) == "closed"


def test_the_judge_sees_a_word_that_outlives_its_matter(
    world: World, galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matter, "ENDINGS", [end for end in matter.ENDINGS if end is not outlived.end])
    chose_late(world, galil)
    world.until(world.now + AWHILE)
    world.look()
    assert {found.kind for found in guarantees.no_silent_lateness(world)} == {
        Kind.SILENT_WITHOUT_CAUSE,
        Kind.CLOCK_BLAMED,
    }


def approved(world: World, galil: Business) -> Promise:
    """The bank was to approve by Tuesday at two, and has at half past one."""
    row = quote(
        galil,
        debtor=Debtor.THIRD_PARTY,
        body="הבנק ישלח לך את אישור המשכנתא עד יום שלישי, 24.11, בשעה 14:00",
        includes=("אישור המשכנתא",),
    )
    world.until(TUESDAY_1330)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    return row


DONE = "מה שחיכינו לו נעשה: אישור המשכנתא."


def test_what_others_did_is_told_where_a_word_of_it_was_promised(world: World, galil: Business) -> None:
    approved(world, galil)
    assert said_since(galil, world) == ["answered", "closed"]
    assert DONE in of(Message, galil, kind="answered").get().text


def test_who_asks_for_a_second_time_hears_no_more_of_the_first(world: World, galil: Business) -> None:
    row = appointment(galil)
    world.until(MONDAY_1000)
    moves.ask(promise_id=row.pk, by=galil.as_customer, begins=[at("2026-11-25 14:00")], now=world.now)
    world.until(at("2026-11-24 09:30"))
    start = at("2026-11-26 10:00")
    asked = moves.ask(promise_id=row.pk, by=galil.as_customer, begins=[start], now=world.now)
    moves.accept(question_id=asked.pk, by=by(galil.yael), start=start, now=world.now)
    since = world.now
    world.until(at("2026-11-25 20:00"))
    assert not of(Message, galil, kind="holding", at__gte=since).exists()


def test_who_agreed_to_our_time_hears_no_more_of_theirs(world: World, galil: Business) -> None:
    row = appointment(galil, start=at("2026-11-25 10:00"), due=at("2026-11-25 12:00"))
    for now, day in ((SUNDAY_1200, "26"), (MONDAY_1000, "30")):
        world.until(now)
        promises.revise(
            promise_id=row.pk,
            by=by(galil.yael),
            start=at(f"2026-11-{day} 10:00"),
            due=at(f"2026-11-{day} 12:00"),
            reason="חסר חלק",
            now=now,
        )
    world.until(at("2026-11-23 18:10"))
    moves.ask(promise_id=row.pk, by=galil.as_customer, begins=[at("2026-11-29 14:00")], now=world.now)
    world.until(at("2026-11-25 11:55"))
    assert "open" in words(galil)
    promises.agree(promise_id=row.pk, by=galil.as_customer, now=world.now)
    since = world.now
    world.until(at("2026-11-28 20:00"))
    assert not of(Message, galil, kind="holding", at__gte=since).exists()


def test_a_word_about_a_word_ends_with_what_both_are_about(world: World, galil: Business) -> None:
    """Dana said of each that it was not done, and then that it is."""
    row = quote(galil)
    world.until(MONDAY_1000)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-23 11:00"))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now)
    word = of(Promise, galil, nature="update", about=row, state="open").get()
    promises.report(promise_id=word.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-23 12:00"))
    promises.dispute(promise_id=word.pk, by=galil.as_customer, now=world.now)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    assert of(Promise, galil, nature="update", about=word, state="open").exists()
    world.until(at("2026-11-23 13:00"))
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=world.now)
    assert words(galil) == {"kept"}
    assert said_since(galil, world) == ["closed"]


def asked_to_approve(world: World, galil: Business) -> Alignment:
    """What both expect was shown to Dana for Monday at noon, and she did not answer; nothing else is awaited."""
    row: Alignment = of(Alignment, galil).get(pk=filled(galil).pk)
    alignments.show(alignment_id=row.pk, by=by(galil.yael), due=at("2026-11-23 12:00"), now=SUNDAY_1100)
    done(galil, of(Promise, galil, case=row.case_id, debtor="provider").get())
    world.until(at("2026-11-24 10:10"))
    assert "open" in words(galil)
    row.refresh_from_db()
    return row


def test_who_approved_late_hears_no_more_that_there_is_no_answer(world: World, galil: Business) -> None:
    row = asked_to_approve(world, galil)
    seen = all_seen(row)
    for item in seen.keys() - {"note"}:
        alignments.mark(
            alignment_id=row.pk,
            item=item,
            mark=Mark.AGREED,
            by=galil.as_customer,
            seen=seen[item],
            now=world.now,
        )
    row.refresh_from_db()
    alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=world.now
    )
    world.until(at("2026-11-24 12:00"))
    assert of(Promise, galil, nature="update", state="open").count() == 0


def test_what_was_dropped_while_a_word_of_it_was_promised_is_told(world: World, galil: Business) -> None:
    row = asked_to_approve(world, galil)
    alignments.drop(alignment_id=row.pk, by=by(galil.yael), now=world.now)
    assert said_since(galil, world) == ["answered", "closed"]
    told = of(Message, galil, kind="answered").get()
    assert "כבר לא נחוץ לנו ממך: לעבור על תיאום הציפיות ולאשר אותו." in told.text


def test_nobody_is_to_say_that_there_is_no_answer_of_what_has_come(world: World, galil: Business) -> None:
    """Shula is called with what others did; nobody has called yet."""
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    part = cast.quote_draft(
        body="היבואן ישלח לך את החלק", includes=("החלק",), debtor=Debtor.THIRD_PARTY, channel="visit"
    )
    row = cast.promise_of(cast.case(galil.yael, shula, promise=part))
    world.until(TUESDAY_1330)
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=world.now)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    since = world.now
    world.until(at("2026-11-25 11:55"))
    assert not of(Message, galil, kind="holding", at__gte=since).exists()
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=world.now)
    assert words(galil) == {"kept"}
    assert state(galil, row) == "closed"


def test_our_answer_to_a_wish_is_the_word_that_was_promised_of_it(world: World, galil: Business) -> None:
    """It is told by a call before that word is due, and the clock's word that there is none is not said."""
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    visit = cast.quote_draft(
        body="אתקין לך את המזגן",
        includes=("התקנה",),
        channel="visit",
        start=at("2026-11-29 10:00"),
        due=at("2026-11-29 12:00"),
    )
    row = cast.promise_of(cast.case(galil.yael, shula, promise=visit))
    world.until(MONDAY_1000)
    start = at("2026-11-30 10:00")
    asked = moves.ask(promise_id=row.pk, by=by(galil.yael), begins=[start], now=world.now)
    world.until(at("2026-11-25 11:00"))
    word = of(Promise, galil, nature="update", about=asked.promise_id, state="open").earliest("due")
    moves.accept(question_id=asked.pk, by=by(galil.yael), start=start, now=world.now)
    told = of(Message, galil, kind="revised").get()
    assert told.needed_by == word.due
    world.until(at("2026-11-25 11:40"))
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=world.now)
    word.refresh_from_db()
    assert (word.state, word.verdict) == ("kept", "kept")


def test_a_call_stops_no_word_that_it_does_not_give(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(at("2026-11-25 10:00"))
    word = of(Promise, galil, nature="update", about=row.pk, state="open").get()
    world.carrier.is_away = True
    world.until(at("2026-11-25 11:25"))
    calls.log(
        case_id=row.case_id,
        by=by(galil.yael),
        reached=True,
        next_due=at("2026-11-25 11:50"),
        now=world.now,
    )
    world.carrier.is_away = False
    world.until(at("2026-11-25 12:10"))
    word.refresh_from_db()
    assert (word.state, word.verdict) == ("kept", "kept")
    assert not of(Message, galil, kind="late").exists()

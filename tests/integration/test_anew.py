"""What ended and did not reach its customer is said anew where a word of it falls due (guarantee 3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import TUESDAY_1500, Business, at, by, of, quote
from tests.integration.test_outlived import AWHILE, DONE, TUESDAY_1330, approved, said_since, state, words
from tests.property.world import World
from teum.actions import asks, calls, delays, messages, outbox, promises
from teum.actions import words as updates
from teum.actions.customers import Contact
from teum.core.calls import Result
from teum.core.delivery import MustBeHeard
from teum.core.promise import Debtor, NotPossible
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Message, Promise, Remark, Task

pytestmark = pytest.mark.django_db


def test_what_did_not_reach_them_is_said_anew_with_the_word_that_is_late(
    world: World, galil: Business
) -> None:
    """Nobody called with it, and the carrier takes their mail again."""
    row = approved(world, galil)
    world.carrier.script.append(Answer.REFUSED)
    world.until(world.now + timedelta(minutes=5))
    assert of(Message, galil, kind="answered").get().state == "failed"
    assert said_since(galil, world) == ["answered", "closed"]
    told = of(Message, galil, kind="answered").latest("id")
    assert told.text.startswith(f"מזגני הגליל: {DONE}") and told.text.count("איחרנו, ולא הודענו לך בזמן") == 1
    assert words(galil) == {"kept"} and state(galil, row) == "closed"
    tasks = of(Task, galil, kind="call", done_at=None)
    assert not tasks.exists()


def test_nobody_hears_that_there_is_no_answer_while_nothing_reaches_them(
    world: World, galil: Business
) -> None:
    """It is tried each time that a word is due, and somebody is asked to call all along."""
    row = approved(world, galil)
    world.carrier.script.extend([Answer.REFUSED] * 50)
    assert set(said_since(galil, world)) == {"answered"}
    *before, last = of(Message, galil, kind="answered").order_by("id")
    assert {message.state for message in before} == {"overtaken"} and len(before) >= 3
    assert last.state == "failed" and last.text.count("איחרנו") == 1
    assert of(Task, galil, kind="call", message=last, done_at=None).exists()
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=world.now)
    assert words(galil) == {"kept"} and state(galil, row) == "closed"


def test_what_waits_for_its_carrier_says_it_once(world: World, galil: Business) -> None:
    world.carrier.is_away = True
    row = approved(world, galil)
    world.until(at("2026-11-24 15:00"))
    world.carrier.is_away = False
    world.until(at("2026-11-25 17:00"))
    told = of(Message, galil, customer__isnull=False, at__gte=TUESDAY_1330).exclude(state="overtaken")
    assert [(message.kind, message.state) for message in told.order_by("id")] == [
        ("answered", "accepted"),
        ("closed", "accepted"),
    ]
    assert state(galil, row) == "closed"


def test_what_is_in_the_air_as_its_word_falls_due_ends_the_words_after_it(
    world: World, galil: Business
) -> None:
    row = approved(world, galil)
    (letter,) = of(Message, galil, kind="answered")
    of(Message, galil).filter(pk=letter.pk).update(
        state="sending", claimed_at=world.now, claimed_by="another"
    )
    word = of(Promise, galil, nature="update", about=row).latest("id")
    world.goes_away("delivery")
    world.until(word.due + timedelta(minutes=1))
    messages.mark_accepted(letter.pk, now=world.now)
    world.returns("delivery")
    world.until(world.now + AWHILE)
    assert "זה נעשה בינתיים." in of(Message, galil, kind="late", customer__isnull=False).get().text
    assert not of(Message, galil, kind="holding", at__gte=TUESDAY_1330).exists()
    assert words(galil) == {"kept"} and state(galil, row) == "closed"


def test_it_is_tried_again_whatever_else_of_the_case_lies_ahead(world: World, galil: Business) -> None:
    """A quote of the same case is due in December; for a day and more no mail reaches Dana."""
    row = approved(world, galil)
    more = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", due=at("2026-12-20 14:00"))
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=more, now=world.now + timedelta(seconds=1))
    world.carrier.script.extend([Answer.REFUSED] * 3)
    world.until(world.now + AWHILE)
    told = of(Message, galil, kind="answered", state="accepted").get()
    assert DONE in told.text and words(galil) == {"kept"}


def test_a_word_from_before_gives_none_that_was_promised_with_it(world: World, galil: Business) -> None:
    """Yael had written that there is no news; that it is done is what Dana has not heard."""
    row = quote(
        galil,
        debtor=Debtor.THIRD_PARTY,
        body="הבנק ישלח לך את אישור המשכנתא עד יום שלישי, 24.11, בשעה 14:00",
        includes=("אישור המשכנתא",),
    )
    world.until(at("2026-11-25 10:00"))
    world.carrier.is_away = True
    following = give(galil, row, at("2026-11-26 12:00"), world)
    world.until(at("2026-11-25 10:20"))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    update = of(Message, galil, kind="update").get()
    of(Message, galil).filter(pk=update.pk).update(state="sending", claimed_at=world.now)
    messages.mark_accepted(update.pk, now=world.now)
    world.carrier.is_away = False
    world.carrier.script.append(Answer.REFUSED)
    world.until(at("2026-11-25 11:00"))
    assert of(Message, galil, kind="answered").get().state == "failed"
    assert cast.fresh(following).state == "open" and state(galil, row) == "open"
    world.until(at("2026-11-26 12:10"))
    assert cast.fresh(following).state == "kept"
    assert "יום חמישי, 26.11, בשעה 12:00. איחרנו" in of(Message, galil, kind="answered").latest("id").text


def give(galil: Business, row: Promise, next_due: datetime, world: World) -> Promise:
    """Yael says that there is no answer yet, and when the next word comes."""
    return updates.give(case_id=row.case_id, by=by(galil.yael), text=None, next_due=next_due, now=world.now)


def test_nobody_of_ours_is_asked_for_a_word_of_what_is_done(world: World, galil: Business) -> None:
    """Nor may anybody send that there is none; managers hear nothing, for the clock did not speak."""
    approved(world, galil)
    since = world.now
    world.carrier.script.extend([Answer.REFUSED] * 3)
    world.until(at("2026-11-26 11:00"))
    assert not of(Message, galil, member__isnull=False, kind__in=["ask", "manager"], at__gte=since).exists()
    word = of(Promise, galil, nature="update", state="open", due__gt=world.now).get()
    with pytest.raises(NotPossible):
        asks.send_now(promise_id=word.pk, by=by(galil.yael), now=world.now)


def test_who_heard_of_the_word_in_a_call_reads_that_it_is_late(world: World, galil: Business) -> None:
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    part = cast.quote_draft(
        body="היבואן ישלח לך את החלק", includes=("החלק",), debtor=Debtor.THIRD_PARTY, channel="visit"
    )
    row = cast.promise_of(cast.case(galil.yael, shula, promise=part))
    world.until(at("2026-11-24 13:00"))
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, now=world.now)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1330)
    world.until(at("2026-11-25 12:10"))
    assert "יום רביעי, 25.11, בשעה 12:00. איחרנו" in of(Message, galil, kind="answered").latest("id").text


def test_what_gives_a_promised_word_is_neither_taken_back_nor_put_aside(
    world: World, galil: Business
) -> None:
    """Nobody else tells Dana what she was promised to hear of."""
    approved(world, galil)
    world.carrier.is_away = True
    world.until(world.now + timedelta(minutes=1))
    letter = of(Message, galil, kind="answered").get()
    with pytest.raises(MustBeHeard):
        outbox.take_back(message_id=letter.pk, by=by(galil.yael), now=world.now)
    world.carrier.is_away = False
    world.carrier.script.append(Answer.REFUSED)
    world.until(world.now + timedelta(minutes=5))
    with pytest.raises(MustBeHeard):
        outbox.settle(message_id=letter.pk, by=by(galil.yael), outcome="dropped", now=world.now)


def test_that_there_is_no_date_must_be_heard(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(at("2026-11-24 09:00"))
    world.carrier.script.append(Answer.REFUSED)
    delays.no_date(
        promise_id=row.pk,
        by=by(galil.yael),
        reason="הספק מאחר",
        next_due=at("2026-11-25 12:00"),
        now=world.now,
    )
    world.until(at("2026-11-24 11:00"))
    letter = of(Message, galil, kind="no_date").get()
    with pytest.raises(MustBeHeard):
        outbox.settle(message_id=letter.pk, by=by(galil.yael), outcome="dropped", now=world.now)


def test_what_is_reported_is_not_said_to_be_missing_before_the_report_arrives(
    world: World, galil: Business
) -> None:
    """Yael reported it while no mail left, after a word of it was promised; all of it is one letter."""
    row = quote(galil)
    world.until(TUESDAY_1500)
    world.goes_away("delivery")
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-25 12:30"))
    world.returns("delivery")
    since = at("2026-11-24 15:00")
    world.until(at("2026-11-25 13:00"))
    told = of(Message, galil, customer__isnull=False, at__gte=since).exclude(state="overtaken")
    assert [message.kind for message in told.order_by("id")] == ["reported"]
    assert "יום רביעי, 25.11, בשעה 12:00. איחרנו" in told.get().text and words(galil) == {"kept"}
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_a_late_letter_of_two_matters_says_which_is_done(world: World, galil: Business) -> None:
    """The report of one named when the next word comes, and did not arrive; of the other a word is late as well."""
    row = approved(world, galil)
    world.carrier.script.append(Answer.REFUSED)
    world.until(world.now + timedelta(minutes=5))
    letter = of(Message, galil, kind="answered").get()
    remark = {"case_id": row.case_id, "kind": "note", "salt": "", "by": "member:3", "at": letter.at}
    of(Remark, galil).create(text="את השאר אשלח לך מחר", **remark)
    more = cast.quote_draft(body="אשלח לך במייל את תעודת האחריות", due=at("2026-11-25 12:00"))
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=more, now=world.now)
    world.until(at("2026-11-24 15:00"))
    world.goes_away("clock")
    world.until(at("2026-11-25 12:10"))
    world.returns("clock")
    world.until(at("2026-11-25 12:20"))
    late = of(Message, galil, kind="late", customer__isnull=False).latest("id").text
    assert "עד יום רביעי, 25.11, בשעה 12:00. זה נעשה בינתיים." in late
    assert late.count("בינתיים") == 1 and "העדכון הבא שלנו" in late
    assert "את השאר אשלח לך מחר" not in late


def test_a_report_that_was_said_anew_is_not_sent_to_who_denies_it(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1500)
    world.carrier.is_away = True
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-25 12:20"))
    assert of(Message, galil, kind="reported").count() == 2, "it is written anew"
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now)
    assert set(of(Message, galil, kind="reported").values_list("state", flat=True)) == {"overtaken"}


def test_what_was_written_before_it_was_done_may_be_put_aside(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1500)
    world.carrier.is_away = True
    give(galil, row, at("2026-11-25 17:00"), world)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now + timedelta(minutes=5))
    update = of(Message, galil, kind="update").get()
    outbox.take_back(message_id=update.pk, by=by(galil.yael), now=world.now + timedelta(minutes=6))


def test_whoever_has_the_old_letter_open_is_sent_to_the_new_one(world: World, galil: Business) -> None:
    """Yael looks at it while the clock writes it anew: it is neither sent by hand nor told in a call as it was."""
    row = approved(world, galil)
    world.carrier.script.append(Answer.REFUSED)
    world.until(world.now + timedelta(minutes=5))
    old = of(Message, galil, kind="answered").get()
    world.carrier.is_away = True
    word = of(Promise, galil, nature="update", about=row).latest("id")
    world.until(word.due + timedelta(minutes=1))
    said = {"message_id": old.pk, "by": by(galil.yael), "now": world.now}
    for act in (
        lambda: outbox.sent_by_hand(**said),  # type: ignore[arg-type]
        lambda: outbox.settle(outcome="told", **said),  # type: ignore[arg-type]
        lambda: calls.of_message(result=Result.REACHED, **said),  # type: ignore[arg-type]
    ):
        with pytest.raises(outbox.Replaced):
            act()

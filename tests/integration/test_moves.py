"""Another time that a customer asks for: what was agreed stands until both have agreed, and nobody's silence is a yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1000, Business, appointment, by, fresh, of
from tests.cast_page import deliver
from tests.property.world import World
from teum.actions import calls, moves, promises, questions, undo
from teum.actions.customers import Contact
from teum.core.refusal import Refused
from teum.management.rehearsal import guarantees
from teum.models import Case, Event, Message, Promise, Question, Revision, Task, Telling
from teum.queries import calendar
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
WEDNESDAY_1000, WEDNESDAY_1400 = cast.at("2026-11-25 10:00"), cast.at("2026-11-25 14:00")
THURSDAY_1000 = cast.at("2026-11-26 10:00")
AGREED = "ביום שלישי, 24.11, בין 10:00 ל-12:00"


@pytest.fixture
def visit(galil: Business) -> Promise:
    """Dana's installation on Tuesday from ten to twelve."""
    return appointment(galil)


def dana_asks(galil: Business, visit: Promise, *begins: datetime, now: datetime = MONDAY_1000) -> Question:
    """For Wednesday at two, or for what she names."""
    wanted = begins or (WEDNESDAY_1400,)
    return moves.ask(promise_id=visit.pk, by=galil.as_customer, begins=wanted, now=now)


def yael_agrees(
    galil: Business,
    asked: Question,
    start: datetime = WEDNESDAY_1400,
    *,
    now: datetime = MONDAY_1000,
    **said: int,
) -> Promise:
    return moves.accept(question_id=asked.pk, by=by(galil.yael), start=start, now=now, **said)


def yael_offers(
    galil: Business, asked: Question, start: datetime = THURSDAY_1000, *, now: datetime = MONDAY_1000
) -> Promise:
    return moves.offer(
        question_id=asked.pk,
        by=by(galil.yael),
        start=start,
        due=start + timedelta(hours=2),
        reason="ביום רביעי אין מתקין פנוי",
        now=now,
    )


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def letters(galil: Business, kind: str) -> list[Message]:
    return list(of(Message, galil, kind=kind, customer__isnull=False).order_by("id"))


def fresh_message(message: Message) -> Message:
    found: Message = Message.objects.of(message.organisation_id).get(pk=message.pk)
    return found


def window(row: Promise) -> tuple[datetime | None, datetime]:
    return fresh(row).start, fresh(row).due


def test_the_answer_comes_before_what_was_agreed_begins(
    world: World, galil: Business, visit: Promise
) -> None:
    world.until(MONDAY_1000)
    asked = dana_asks(galil, visit)
    assert (asked.promise.due, asked.promise.owner) == (TUESDAY_1000, galil.yael)
    assert window(visit) == (visit.start, visit.due)


def test_the_answer_comes_before_the_first_time_that_they_named(galil: Business, visit: Promise) -> None:
    asked = dana_asks(galil, visit, WEDNESDAY_1400, cast.at("2026-11-23 15:00"))
    assert asked.promise.due == cast.at("2026-11-23 15:00")


def test_a_time_that_suits_moves_it_as_both_agreed(world: World, galil: Business, visit: Promise) -> None:
    world.until(MONDAY_1000)
    asked = dana_asks(galil, visit, WEDNESDAY_1000, WEDNESDAY_1400)
    yael_agrees(galil, asked)
    assert window(visit) == (WEDNESDAY_1400, cast.at("2026-11-25 16:00"))
    assert fresh(visit).revisions == 0, "what they asked for is no delay of ours"
    change = of(Revision, galil, promise=visit).get()
    assert (change.by, change.consent) == ("customer", "given")
    assert fresh(asked.promise).state == "reported"
    assert not of(Task, galil, done_at=None).exists()
    assert verify(rebuild_rows=True).broken is None


def test_one_letter_says_it_and_moves_their_calendar(world: World, galil: Business, visit: Promise) -> None:
    world.until(MONDAY_1000)
    yael_agrees(galil, dana_asks(galil, visit))
    (told,) = letters(galil, "revised")
    assert "המועד שביקשת מתאים גם לנו, והוא נקבע." in told.text
    assert (
        "ביום רביעי, 25.11, בין 14:00 ל-16:00" in told.text and f"במקום המועד הקודם: {AGREED}." in told.text
    )
    assert not letters(galil, "answered") and told.call_by is None
    (entry,) = calendar.told_by([told.pk], organisation_id=galil.id, now=MONDAY_1000, lang="he")
    assert (entry.window.start, entry.is_cancelled) == (WEDNESDAY_1400, False)
    world.until(TUESDAY_1000)
    assert of(Telling, galil, message=told, at__isnull=False).count() == 2


def _asked_again(galil: Business, visit: Promise, now: datetime) -> Promise:
    """It moved to Wednesday, and now Dana is asked whether Thursday will do."""
    for start in (WEDNESDAY_1000, THURSDAY_1000):
        deliver(now)
        _moved(galil, visit, start, now)
    return fresh(visit)


def _moved(galil: Business, visit: Promise, start: datetime, now: datetime) -> None:
    promises.revise(
        promise_id=visit.pk, by=by(galil.yael), start=start, due=start + timedelta(hours=2),
        reason="המתקין חולה", now=now,
    )  # fmt: skip


def test_their_own_consent_moves_their_calendar_too(world: World, galil: Business, visit: Promise) -> None:
    world.until(MONDAY_1000)
    _asked_again(galil, visit, MONDAY_1000)
    world.until(MONDAY_1000 + timedelta(hours=3))
    before = calendar.one(visit.pk, by=galil.as_customer, now=world.now, lang="he")
    promises.agree(promise_id=visit.pk, by=galil.as_customer, now=world.now)
    (told,) = letters(galil, "moved")
    assert "המועד החדש נקבע" in told.text and "ביום חמישי, 26.11, בין 10:00 ל-12:00" in told.text
    assert "במקום המועד הקודם: ביום רביעי, 25.11, בין 10:00 ל-12:00." in told.text
    (entry,) = calendar.told_by([told.pk], organisation_id=galil.id, now=world.now, lang="he")
    assert before and (entry.window.start, entry.uid) == (THURSDAY_1000, before.uid)
    assert entry.version > before.version
    world.until(TUESDAY_1000)
    assert fresh_message(told).state == "accepted"
    assert verify(rebuild_rows=True).broken is None


def test_what_they_agreed_to_before_they_read_it_is_asked_no_more(galil: Business, visit: Promise) -> None:
    """The letter that asks waits for a call; Dana says yes on her page before."""
    _asked_again(galil, visit, MONDAY_1000)
    promises.agree(promise_id=visit.pk, by=galil.as_customer, now=MONDAY_1000 + timedelta(minutes=1))
    assert [m.state for m in letters(galil, "proposed")] == ["overtaken"]
    (told,) = letters(galil, "moved")
    assert told.state == "queued" and not of(Task, galil, kind="call", done_at=None).exists()


def test_nobody_is_asked_to_tell_them_by_hand_what_they_agreed_to_themselves(galil: Business) -> None:
    mila = cast.customer(galil.ruth, "מילה רון", [Contact(channel="phone", address="054-765-4399")])
    visit = cast.promise_of(cast.case(galil.yael, mila, promise=cast.chat_draft()))
    calls.log(case_id=visit.case_id, by=by(galil.yael), reached=True, now=SUNDAY_1000)
    _moved(galil, visit, WEDNESDAY_1000, MONDAY_1000)
    calls.log(case_id=visit.case_id, by=by(galil.yael), reached=True, now=MONDAY_1000)
    _moved(galil, visit, THURSDAY_1000, MONDAY_1000)
    promises.agree(promise_id=visit.pk, by=galil.as_whom(mila), now=MONDAY_1000 + timedelta(minutes=1))
    (told,) = letters(galil, "moved")
    assert (told.state, told.settled_at) == ("failed", MONDAY_1000 + timedelta(minutes=1))
    assert not of(Task, galil, message=told, done_at=None).exists()


def test_a_yes_that_was_written_down_by_mistake_is_undone(galil: Business, visit: Promise) -> None:
    _asked_again(galil, visit, MONDAY_1000)
    now = MONDAY_1000 + timedelta(hours=1)
    promises.agree(promise_id=visit.pk, by=by(galil.yael), now=now)
    (told,) = letters(galil, "moved")
    undo.act(message_id=told.pk, by=by(galil.yael), now=now + timedelta(seconds=5))
    stands = fresh(visit)
    assert (stands.start, stands.proposed_start) == (WEDNESDAY_1000, THURSDAY_1000)
    consents = list(of(Revision, galil, promise=visit).order_by("id").values_list("consent", flat=True))
    assert consents == ["given", "pending"]
    assert of(Task, galil, promise=visit, kind="call", done_at=None).exists()
    assert verify(rebuild_rows=True).broken is None


def test_what_takes_the_place_of_an_appointment_takes_it_out_of_their_calendar(
    world: World, galil: Business, visit: Promise
) -> None:
    world.until(MONDAY_1000)
    quote = promises.make(
        case_id=visit.case_id, by=by(galil.yael), draft=cast.quote_draft(replaces=visit.pk), now=MONDAY_1000
    )
    (told,) = [m for m in letters(galil, "agreed") if m.state == "queued"]
    entries = calendar.told_by([told.pk], organisation_id=galil.id, now=MONDAY_1000, lang="he")
    assert [(entry.is_cancelled, entry.window.start) for entry in entries] == [(True, TUESDAY_1000)]
    assert quote.replaces_id == visit.pk


def test_it_moves_at_once_though_it_moved_before(galil: Business, visit: Promise) -> None:
    deliver(SUNDAY_1000)
    promises.revise(
        promise_id=visit.pk, by=by(galil.yael), start=WEDNESDAY_1000, due=cast.WEDNESDAY_1200,
        reason="המתקין חולה", now=SUNDAY_1000,
    )  # fmt: skip
    yael_agrees(galil, dana_asks(galil, visit))
    assert (fresh(visit).start, fresh(visit).proposed_due, fresh(visit).revisions) == (
        WEDNESDAY_1400,
        None,
        1,
    )


def test_other_times_are_asked_for_instead(galil: Business, visit: Promise) -> None:
    first = dana_asks(galil, visit)
    second = dana_asks(galil, visit, THURSDAY_1000)
    assert dana_asks(galil, visit, THURSDAY_1000) == second
    assert [fresh(asked.promise).state for asked in (first, second)] == ["released", "open"]
    assert refused(lambda: yael_agrees(galil, first)) == "already_answered"


def test_an_answer_that_was_late_stays_late_though_they_ask_for_other_times(
    world: World, galil: Business, visit: Promise
) -> None:
    """The answer was due on Monday at noon, the clock was away, and half an hour later Dana asks for Thursday."""
    world.until(MONDAY_1000)
    first = dana_asks(galil, visit, cast.at("2026-11-23 12:00")).promise
    world.goes_away("clock")
    world.until(cast.at("2026-11-23 12:30"))
    dana_asks(galil, visit, THURSDAY_1000, now=world.now)
    missed = of(Event, galil, promise=first.pk, kind="PromiseMissed").get().facts
    assert (missed["told"], missed["outage"]) == (False, "clock")
    assert fresh(first).state == "released"
    world.until(world.now + timedelta(minutes=1))
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


@pytest.mark.parametrize("answers", ["agrees", "offers"])
def test_what_was_put_to_her_before_is_said_no_more_once_she_asked_for_another(
    world: World, galil: Business, visit: Promise, answers: str
) -> None:
    """The letter that asks waits for a call; Dana reads it on her page, and asks for another time."""
    world.until(MONDAY_1000)
    _moved(galil, visit, WEDNESDAY_1000, world.now)
    world.until(MONDAY_1000 + timedelta(hours=2))
    _moved(galil, visit, THURSDAY_1000, world.now)
    world.until(world.now + timedelta(minutes=20))
    asked = dana_asks(galil, visit, cast.at("2026-11-27 10:00"), now=world.now)
    if answers == "agrees":
        yael_agrees(galil, asked, cast.at("2026-11-27 10:00"), now=world.now)
    else:
        yael_offers(galil, asked, cast.at("2026-11-26 14:00"), now=world.now)
    assert letters(galil, "proposed")[0].state == "overtaken"
    world.until(cast.at("2026-11-25 13:00"))
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_another_time_is_offered_and_silence_is_no_yes(world: World, galil: Business, visit: Promise) -> None:
    world.until(MONDAY_1000)
    asked = dana_asks(galil, visit)
    yael_offers(galil, asked)
    (told,) = letters(galil, "proposed")
    assert "ההצעה שלנו" in told.text and f"עד שיסוכם, המועד הקודם בתוקף: {AGREED}." in told.text
    assert of(Task, galil, promise=visit, kind="call", done_at=None).exists()
    world.until(TUESDAY_1000)
    assert window(visit) == (visit.start, visit.due)
    assert fresh(visit).proposed_start == THURSDAY_1000
    assert verify(rebuild_rows=True).broken is None


def test_what_stands_meanwhile_is_watched_as_before(world: World, galil: Business, visit: Promise) -> None:
    """Nobody came on Tuesday, though what the letter said was that Tuesday stands until they agree."""
    world.until(MONDAY_1000)
    yael_offers(galil, dana_asks(galil, visit))
    world.until(visit.due + timedelta(minutes=1))
    (word,) = of(Telling, galil, promise=visit, what="holding")
    assert word.number == 0 and word.at and word.at < visit.due


def test_they_agree_to_the_time_that_we_offer(galil: Business, visit: Promise) -> None:
    asked = dana_asks(galil, visit)
    yael_offers(galil, asked)
    promises.agree(promise_id=visit.pk, by=galil.as_customer, now=MONDAY_1000)
    assert window(visit) == (THURSDAY_1000, THURSDAY_1000 + timedelta(hours=2))
    assert fresh(asked.promise).state == "kept"
    assert verify(rebuild_rows=True).broken is None


def test_they_ask_once_more_instead_of_what_we_offer(galil: Business, visit: Promise) -> None:
    yael_offers(galil, dana_asks(galil, visit))
    again = dana_asks(galil, visit, WEDNESDAY_1000)
    yael_agrees(galil, again, WEDNESDAY_1000)
    assert (fresh(visit).start, fresh(visit).proposed_due) == (WEDNESDAY_1000, None)
    offered = of(Revision, galil, promise=visit).exclude(by="customer").get()
    assert offered.consent == "overtaken"


def test_if_nobody_answers_they_hear_before_it_is_too_late(
    world: World, galil: Business, visit: Promise
) -> None:
    world.until(MONDAY_1000)
    asked = dana_asks(galil, visit)
    world.until(TUESDAY_1000)
    assert of(Telling, galil, promise=asked.promise, what="holding", at__lt=TUESDAY_1000).exists()


def test_what_was_not_asked_for_is_not_agreed_to(galil: Business, visit: Promise) -> None:
    asked = dana_asks(galil, visit)
    assert refused(lambda: yael_agrees(galil, asked, WEDNESDAY_1000)) == "not_asked"
    assert refused(lambda: yael_agrees(galil, asked, seen=99)) == "stale"
    assert refused(lambda: yael_offers(galil, asked, cast.at("2026-11-24 10:00"))) == "same_window"
    about_the_colour = questions.ask(
        case_id=visit.case_id, by=galil.as_customer, text="באיזה צבע?", now=MONDAY_1000
    )
    assert refused(lambda: yael_agrees(galil, about_the_colour)) == "not_possible"
    assert window(visit) == (visit.start, visit.due)


def test_a_time_that_passed_is_not_agreed_to(galil: Business, visit: Promise) -> None:
    asked = dana_asks(galil, visit, cast.at("2026-11-23 12:00"))

    def late() -> object:
        at = cast.at("2026-11-23 12:30")
        return moves.accept(
            question_id=asked.pk, by=by(galil.yael), start=cast.at("2026-11-23 12:00"), now=at
        )

    assert refused(late) == "due_past"


def test_the_customer_cannot_agree_in_our_place(galil: Business, visit: Promise) -> None:
    asked = dana_asks(galil, visit)

    def tap() -> object:
        return moves.accept(question_id=asked.pk, by=galil.as_customer, start=WEDNESDAY_1400, now=MONDAY_1000)

    assert refused(tap) == "not_allowed"


@pytest.mark.parametrize("act", [yael_agrees, yael_offers])
def test_what_was_answered_can_be_taken_back(
    galil: Business, visit: Promise, act: Callable[[Business, Question], Promise]
) -> None:
    asked = dana_asks(galil, visit)
    act(galil, asked)
    message = of(Message, galil, customer__isnull=False).latest("id")
    undo.act(message_id=message.pk, by=by(galil.yael), now=MONDAY_1000 + timedelta(seconds=5))
    assert (fresh(visit).start, fresh(visit).proposed_due) == (visit.start, None)
    assert fresh(asked.promise).state == "open"
    yael_agrees(galil, asked)
    assert fresh(visit).start == WEDNESDAY_1400
    assert verify(rebuild_rows=True).broken is None


def test_an_english_customer_reads_it_in_english(galil: Business) -> None:
    opened = cast.case(galil.yael, galil.john, promise=cast.quote_draft(
        body="I'll fit your air conditioner", includes=("the fitting",), channel="visit",
        start=cast.at("2026-11-24 10:00"), due=cast.at("2026-11-24 12:00"),
    ))  # fmt: skip
    visit = cast.promise_of(Case.objects.of(galil.id).get(pk=opened.pk))
    asked = moves.ask(
        promise_id=visit.pk,
        by=galil.as_whom(galil.john),
        begins=[WEDNESDAY_1000, WEDNESDAY_1400],
        now=MONDAY_1000,
    )
    assert ", or on Wednesday" in asked.asked.text
    yael_agrees(galil, asked)
    assert "the time that you asked for suits us too" in letters(galil, "revised")[0].text


@pytest.mark.parametrize("change", [{"times": []}, {"kind": "objection"}])
def test_a_question_that_says_other_than_was_asked_is_named(
    galil: Business, visit: Promise, change: dict[str, object]
) -> None:
    asked = dana_asks(galil, visit)
    of(Question, galil, pk=asked.pk).update(**change)
    found = verify(rebuild_rows=True).broken
    assert found and (found.what, found.detail) == ("row_differs", f"question {asked.pk}")


def test_an_answer_about_another_time_that_comes_late_says_so(world: World, galil: Business) -> None:
    visit = appointment(galil, start=WEDNESDAY_1400, due=cast.at("2026-11-25 16:00"))
    world.until(MONDAY_1000)
    asked = dana_asks(galil, visit, THURSDAY_1000)
    world.goes_away("clock")
    world.until(asked.promise.due + timedelta(minutes=30))
    moves.accept(question_id=asked.pk, by=by(galil.yael), start=THURSDAY_1000, now=world.now)
    (told,) = letters(galil, "revised")
    assert "הבטחנו לך תשובה" in told.text and "אנחנו מתנצלים" in told.text

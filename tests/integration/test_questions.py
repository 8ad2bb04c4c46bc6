"""The questions ledger: each question has the promise of its answer, whoever asks (A9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, fresh, of, quote
from tests.property.world import World
from teum.actions import matter, promises, questions, words
from teum.actions.promises.steps import Next
from teum.core import actor
from teum.core.question import Kind
from teum.core.refusal import Refused
from teum.models import Case, Message, Promise, Question, Task
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
ASKED = "באיזה צבע יהיה המזגן?"
ANSWERED = "המזגן לבן, והמסגרת אפורה."
WE_ASK = "באיזו קומה נמצאת הדירה?"


def refused(act: Callable[[], object]) -> str:
    """The code of the refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def letters(business: Business, kind: str) -> list[Message]:
    """What was written to the customer, of a kind, in order."""
    return list(of(Message, business, kind=kind, customer__isnull=False).order_by("id"))


def dana_asks(business: Business, row: Promise, text: str = ASKED) -> Question:
    return questions.ask(case_id=row.case_id, by=business.as_customer, text=text, now=MONDAY_1000)


def we_ask(business: Business, row: Promise, *, kind: Kind = Kind.TEXT, text: str = WE_ASK) -> Question:
    return questions.ask(
        case_id=row.case_id, by=by(business.yael), text=text, kind=kind, due=TUESDAY_1400, now=SUNDAY_1000
    )


def test_a_customers_question_has_the_promise_of_its_answer(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    question = dana_asks(galil, row)
    promised = question.promise
    assert (promised.state, promised.debtor, promised.owner) == ("open", "provider", galil.yael)
    world.until(MONDAY_1000 + timedelta(minutes=5))
    (told,) = letters(galil, "agreed")[1:]
    assert "יעל ברק תשיב לך על השאלה שלך" in told.text and told.state == "accepted"


def test_an_answer_is_told_and_the_customer_says_whether_it_answers(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    question = dana_asks(galil, row)
    questions.answer(question_id=question.pk, by=by(galil.yael), text=ANSWERED, now=MONDAY_1000)
    (told,) = letters(galil, "answered")
    assert ASKED in told.text and ANSWERED in told.text
    assert fresh(question.promise).state == "reported"

    promises.dispute(
        promise_id=question.promise.pk, by=galil.as_customer, note="שאלתי על החדר", now=MONDAY_1000
    )
    assert fresh(question.promise).state == "open"
    again = "גם בחדר המזגן לבן."
    questions.answer(question_id=question.pk, by=by(galil.yael), text=again, now=MONDAY_1000)
    assert Question.objects.of(galil.id).select_related("answer").get().answer.text == again
    promises.confirm(promise_id=question.promise.pk, by=galil.as_customer, now=MONDAY_1000)
    assert verify().broken is None


def test_a_question_that_nobody_answers_is_never_silent(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    question = dana_asks(galil, row)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    world.until(question.promise.due + timedelta(hours=1))
    assert any(question.promise.due > word.at for word in letters(galil, "holding"))


def test_that_there_is_no_answer_is_not_said_once_it_was_given(world: World, galil: Business) -> None:
    """The clock spoke of the question and of the quote in one letter, which waits for delivery."""
    row = quote(galil)
    world.until(MONDAY_1000)
    question = dana_asks(galil, row)
    world.until(MONDAY_1000 + timedelta(hours=1))
    world.goes_away("delivery")
    with matter.of_case(row.case_id, by=actor.clock(galil.id), now=world.now) as opened:
        held = [live for live in opened.live() if live.pk in (row.pk, question.promise.pk)]
        both = words.hold(opened, *held)
    questions.answer(question_id=question.pk, by=by(galil.yael), text=ANSWERED, now=world.now)
    world.until(world.now + timedelta(minutes=1))
    world.returns("delivery")
    world.until(world.now + timedelta(minutes=9))
    both.refresh_from_db()
    assert both.state == "overtaken"
    (rest,) = [letter for letter in letters(galil, "holding") if letter.state == "accepted"]
    assert "הצעת המחיר" in rest.text and "תשיב" not in rest.text


def test_the_customer_answers_ours_and_who_asked_sees_it(world: World, galil: Business) -> None:
    row = quote(galil)
    question = we_ask(galil, row)
    (asked,) = letters(galil, "asked")
    assert WE_ASK in asked.text and "24.11, בשעה 14:00" in asked.text
    world.until(MONDAY_1000)
    questions.answer(question_id=question.pk, by=galil.as_customer, text="קומה שלישית", now=MONDAY_1000)
    assert fresh(question.promise).state == "kept"
    assert of(Task, galil, kind="answered", member=galil.yael, done_at=None).exists()


def test_an_answer_that_leaves_nothing_ahead_is_followed_by_a_word(world: World, galil: Business) -> None:
    row = quote(galil)
    question = we_ask(galil, row)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=SUNDAY_1000)
    questions.answer(question_id=question.pk, by=galil.as_customer, text="קומה שלישית", now=SUNDAY_1000)
    case = Case.objects.of(galil.id).get()
    assert case.state == "open"
    assert of(Promise, galil, nature="update", state="open").exists()


@pytest.mark.parametrize(("is_right", "text"), [(True, ""), (False, "הדירה בקומה השנייה")])
def test_a_readback_is_confirmed_or_corrected(galil: Business, is_right: bool, text: str) -> None:
    question = we_ask(galil, quote(galil), kind=Kind.READBACK, text="הדירה בקומה שלישית, בלי מעלית.")
    questions.answer(
        question_id=question.pk, by=galil.as_customer, text=text, is_right=is_right, now=SUNDAY_1000
    )
    found = Question.objects.of(galil.id).select_related("answer").get()
    assert (found.is_right, found.answer.text) == (is_right, text)
    assert verify().broken is None


@pytest.mark.parametrize(("is_right", "missing"), [(None, "is_right"), (False, "text")])
def test_a_readback_wants_a_whole_answer(galil: Business, is_right: bool | None, missing: str) -> None:
    question = we_ask(galil, quote(galil), kind=Kind.READBACK)
    with pytest.raises(Refused) as found:
        questions.answer(question_id=question.pk, by=galil.as_customer, is_right=is_right, now=SUNDAY_1000)
    assert found.value.details["missing"] == [missing]


def test_what_we_ask_is_clear_and_has_its_time(galil: Business) -> None:
    row = quote(galil)
    ask = lambda text, due: questions.ask(  # noqa: E731
        case_id=row.case_id, by=by(galil.yael), text=text, due=due, now=SUNDAY_1000
    )
    assert refused(lambda: ask("אפשר להגיע בהקדם?", TUESDAY_1400)) == "vague_window"
    assert refused(lambda: ask(WE_ASK, None)) == "vague_window"
    assert refused(lambda: ask(" . ", TUESDAY_1400)) == "incomplete"
    assert not of(Question, galil).exists()


def test_a_question_is_answered_once_and_by_whom_it_asks(galil: Business) -> None:
    row = quote(galil)
    theirs, ours = we_ask(galil, row), dana_asks(galil, row)
    answer = lambda question, who: questions.answer(  # noqa: E731
        question_id=question.pk, by=who, text="כן, אפשר", now=MONDAY_1000
    )
    assert refused(lambda: answer(ours, galil.as_customer)) == "not_yours"
    assert refused(lambda: answer(theirs, galil.as_whom(galil.john))) == "not_found"
    assert refused(lambda: answer(theirs, by(galil.sami))) == "not_found"
    answer(theirs, galil.as_customer)
    assert refused(lambda: answer(theirs, galil.as_customer)) == "already_answered"


def test_who_was_told_otherwise_is_answered_whatever_became_of_the_promise(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, after=Next(close=True), now=SUNDAY_1000)
    assert Case.objects.of(galil.id).get().state == "closed"
    world.until(MONDAY_1000)
    question = questions.object_to(
        promise_id=row.pk, by=galil.as_customer, text="נאמר לי שגם ההתקנה כלולה", now=MONDAY_1000
    )
    assert (question.kind, question.about) == ("objection", row)
    assert Case.objects.of(galil.id).get().state == "open"
    assert question.promise.owner == galil.yael and question.promise.state == "open"
    assert cast.fresh(row).state == "kept"


def test_what_we_asked_is_not_confirmed_without_an_answer(galil: Business) -> None:
    asked = questions.ask(
        case_id=quote(galil).case_id, by=by(galil.yael), text=WE_ASK, due=TUESDAY_1400, now=SUNDAY_1000
    )
    said = {"promise_id": asked.promise_id, "by": by(galil.yael), "now": MONDAY_1000}
    assert refused(lambda: promises.confirm(**said)) == "answer_needed"
    assert fresh(asked.promise).state == "open"


def test_an_answer_that_comes_late_says_so(world: World, galil: Business) -> None:
    """The clock was away, and nobody told Dana before its time was over."""
    question = dana_asks(galil, quote(galil))
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(question.promise.due + timedelta(hours=1))
    questions.answer(question_id=question.pk, by=by(galil.yael), text=ANSWERED, now=world.now)
    (told,) = letters(galil, "answered")
    assert ANSWERED in told.text
    assert "עבר, ולא הודענו לך בזמן. אנחנו מתנצלים." in told.text
    world.returns("clock")
    world.until(world.now + timedelta(minutes=9))
    assert not any("לשאלה" in late.text for late in letters(galil, "late")), "once is enough"


def test_an_answer_in_time_apologises_for_nothing(world: World, galil: Business) -> None:
    question = dana_asks(galil, quote(galil))
    world.until(MONDAY_1000)
    questions.answer(question_id=question.pk, by=by(galil.yael), text=ANSWERED, now=world.now)
    assert "מתנצלים" not in letters(galil, "answered")[0].text


def test_that_an_answer_is_late_and_the_answer_do_not_leave_together(world: World, galil: Business) -> None:
    question = dana_asks(galil, quote(galil))
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(question.promise.due + timedelta(minutes=30))
    world.goes_away("delivery")
    world.returns("clock")
    world.until(world.now + timedelta(minutes=5))
    (late,) = letters(galil, "late")
    assert late.state == "queued"
    questions.answer(question_id=question.pk, by=by(galil.yael), text=ANSWERED, now=world.now)
    late.refresh_from_db()
    assert late.state == "overtaken"
    assert "אנחנו מתנצלים" in letters(galil, "answered")[0].text

"""The question at the end: asked once, answered once, and a bad answer is answered by us (B3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast_mail
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1000, TUESDAY_1400, Business, by, fresh, of, quote
from tests.property.world import World
from teum.actions import closings, inbox, promises, questions, surveys
from teum.actions.promises.steps import Next
from teum.core.refusal import Refused
from teum.core.survey import Gap
from teum.models import Case, Message, Promise, Question, Survey, Task
from teum.queries import survey_view
from teum.queries.case_view import case_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], Any]) -> str:
    """The code of the refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def asked(business: Business) -> Survey:
    """Dana's case, which has just ended, and the question that went with that."""
    row = quote(business)
    promises.report(promise_id=row.pk, by=by(business.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=row.pk, by=business.as_customer, now=SUNDAY_1000)
    return Survey.objects.of(business.id).get()


def answer(
    business: Business, survey: Survey, score: int, gap: Gap | None = None, comment: str = ""
) -> Survey:
    return surveys.answer(
        survey_id=survey.pk, by=business.as_customer, score=score, gap=gap, comment=comment, now=MONDAY_1000
    )


def the_case(business: Business) -> Case:
    return Case.objects.of(business.id).get()


@pytest.mark.parametrize(("score", "gap"), [(5, Gap.BETTER), (4, None), (3, Gap.AS_AGREED)])
def test_a_good_answer_opens_nothing(galil: Business, score: int, gap: Gap | None) -> None:
    survey = asked(galil)
    answer(galil, survey, score, gap, "תודה רבה")
    shown = case_view(survey.case_id, by=by(galil.yael), now=MONDAY_1000).survey
    assert shown and (shown.score, shown.gap, shown.comment) == (score, str(gap or ""), "תודה רבה")
    assert the_case(galil).state == "closed" and not shown.is_bad
    assert verify().broken is None


@pytest.mark.parametrize(
    ("score", "gap", "comment", "shown"),
    [
        (1, None, "המזגן מרעיש", "המזגן מרעיש"),
        (4, Gap.WORSE, "", "הציון שלך: 4 מתוך 5. היה פחות טוב ממה שסיכמנו."),
        (2, None, "", "הציון שלך: 2 מתוך 5."),
    ],
)
def test_a_bad_answer_opens_the_matter_again_with_a_promise_of_ours(
    world: World, galil: Business, score: int, gap: Gap | None, comment: str, shown: str
) -> None:
    survey = asked(galil)
    world.until(MONDAY_1000)
    answer(galil, survey, score, gap, comment)
    question = Question.objects.of(galil.id).select_related("asked", "promise").get()
    assert the_case(galil).state == "open" and question.asked.text == shown
    assert (question.promise.debtor, question.promise.state) == ("provider", "open")
    assert question.promise.owner_id == galil.yael.pk
    (told,) = of(Message, galil, kind="disputed")
    assert "אנחנו מצטערים שלא היה טוב" in told.text and "יעל ברק תחזור אליך עם תשובה" in told.text
    world.until(question.promise.due + timedelta(hours=1))
    assert of(Message, galil, kind="holding").exists(), "nor is this one ever late in silence"
    assert verify().broken is None


def test_it_is_answered_once_and_by_whom_it_asks(galil: Business) -> None:
    survey = asked(galil)
    by_john = lambda: surveys.answer(  # noqa: E731
        survey_id=survey.pk, by=galil.as_whom(galil.john), score=5, now=MONDAY_1000
    )
    assert refused(by_john) == "not_found"
    assert refused(lambda: answer(galil, survey, 6)) == "bad_score"
    surveys.answer(survey_id=survey.pk, by=by(galil.dan), score=5, now=MONDAY_1000)
    assert refused(lambda: answer(galil, survey, 1)) == "already_answered"
    assert the_case(galil).state == "closed"


def test_one_question_and_no_second_without_a_reason(galil: Business) -> None:
    survey = asked(galil)
    answer(galil, survey, 1, comment="המזגן מרעיש")
    question = Question.objects.of(galil.id).get()
    ask = lambda reason: surveys.ask(  # noqa: E731
        case_id=survey.case_id, by=by(galil.yael), reason=reason, now=TUESDAY_1400
    )
    assert refused(lambda: ask("תיקנו")) == "not_closed"
    questions.answer(question_id=question.pk, by=by(galil.yael), text="החלפנו את המדחס.", now=TUESDAY_1000)
    promises.confirm(promise_id=question.promise_id, by=galil.as_customer, now=TUESDAY_1000)
    assert the_case(galil).state == "closed"
    *_, told = of(Message, galil, kind="closed").order_by("id")
    assert Survey.objects.of(galil.id).count() == 1 and "מ-1" not in told.text
    assert refused(lambda: ask(" . ")) == "already_surveyed"
    again = ask("החלפנו את המדחס אחרי תשובה לא טובה")
    (asked_again,) = of(Message, galil, kind="survey")
    assert "המדחס" not in asked_again.text, "the reason stays with us"
    surveys.answer(survey_id=again.pk, by=galil.as_customer, score=5, gap=Gap.BETTER, now=TUESDAY_1400)
    assert verify().broken is None


def test_the_database_holds_one_question_a_case_too(galil: Business) -> None:
    survey = asked(galil)
    for values in ({}, {"reason": None, "score": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.of(galil.id).create(case=survey.case, asked_at=MONDAY_1000, **values)


def test_a_closing_by_the_clock_asks_as_well(world: World, galil: Business) -> None:
    row = quote(galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    answer_by = fresh(row).answer_by
    assert answer_by
    world.until(answer_by + timedelta(minutes=5))
    assert the_case(galil).state == "closed" and Survey.objects.of(galil.id).count() == 1


def test_the_figures_count_what_was_said(galil: Business) -> None:
    survey = asked(galil)
    answer(galil, survey, 4, Gap.AS_AGREED)
    row = quote(galil)
    promises.release(
        promise_id=row.pk, by=by(galil.yael), proof="אמרה בטלפון", after=Next(close=True), now=SUNDAY_1000
    )
    since = SUNDAY_1000 - timedelta(days=1)
    found = survey_view.figures(by=by(galil.amir), since=since)
    assert (found.asked, found.answered, found.mean) == (2, 1, 4.0)
    assert (found.worse, found.as_agreed, found.better) == (0, 1, 0)
    (line,) = survey_view.answers(by=by(galil.amir), since=since)
    assert (line.customer, line.survey.score) == ("דנה פרץ", 4)
    assert refused(lambda: survey_view.figures(by=by(galil.dan), since=since)) == "not_allowed"


def test_an_answer_after_the_matter_was_opened_again_is_answered_there(galil: Business) -> None:
    survey = asked(galil)
    closings.reopen(case_id=survey.case_id, by=galil.as_customer, missing="חסר המפרט", now=MONDAY_1000)
    answer(galil, survey, 2)
    assert of(Promise, galil, state="open").count() == 2 and verify().broken is None


# ── by a plain reply ──


def replied(business: Business, text: str) -> Message:
    """Dana answers the letter of the closing with these words."""
    letter = of(Message, business, kind="closed").select_related("case").latest("id")
    came = inbox.receive(cast_mail.answer_to(letter, text), now=MONDAY_1000)
    assert came is not None
    return came


@pytest.mark.parametrize(
    "text", ["5", "4 מתוך 5, כפי שסיכמנו\nתודה רבה", "5\nדנה", "5\n\nתודה רבה,\nדנה פרץ"]
)
def test_a_score_in_a_plain_reply_is_the_answer(world: World, galil: Business, text: str) -> None:
    asked(galil)
    world.until(MONDAY_1000)
    assert replied(galil, text).kind == "answer"
    assert Survey.objects.of(galil.id).get().score in (4, 5)
    assert the_case(galil).state == "closed" and not Question.objects.of(galil.id).exists()
    assert verify().broken is None


def test_a_bad_score_in_a_plain_reply_opens_one_question(world: World, galil: Business) -> None:
    asked(galil)
    world.until(MONDAY_1000)
    replied(galil, "2\nהמזגן מרעיש בלילה")
    question = Question.objects.of(galil.id).select_related("asked").get()
    assert question.asked.text == "2\nהמזגן מרעיש בלילה" and the_case(galil).state == "open"


def test_praise_is_seen_and_opens_nothing(world: World, galil: Business) -> None:
    asked(galil)
    world.until(MONDAY_1000)
    came = replied(galil, "5\nהשירות היה מצוין, במיוחד של יעל")
    assert came.kind == "word" and Task.objects.of(galil.id).filter(kind="wrote", message=came).exists()
    survey = Survey.objects.of(galil.id).select_related("comment").get()
    assert survey.score == 5 and survey.comment and "במיוחד של יעל" in survey.comment.text
    assert the_case(galil).state == "closed" and not Question.objects.of(galil.id).exists()
    assert not of(Message, galil, kind="received").exists() and verify(rebuild_rows=True).broken is None


def test_what_else_a_good_reply_says_is_answered_too(world: World, galil: Business) -> None:
    asked(galil)
    world.until(MONDAY_1000)
    assert replied(galil, "5\nמתי כדאי לנקות את המסננים?").kind == "question"
    assert Survey.objects.of(galil.id).get().score == 5
    assert Question.objects.of(galil.id).get().promise.state == "open"

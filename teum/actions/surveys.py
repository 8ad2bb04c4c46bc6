"""The question at the end: asked once with the closing, answered once; a bad answer opens the matter again (B3)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import letters, matter, questions
from teum.actions.letters import Tells
from teum.actions.matter import Matter, NoSuchThing
from teum.core import digest, events, permissions
from teum.core import question as asking
from teum.core import survey as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.survey import Gap
from teum.language import text as texts
from teum.language.notices import closing as notices
from teum.models import Question, Remark, Survey
from teum.queries import cancellations, sentences

SAID = {
    "he": "הציון שלך: {score} מתוך 5.",
    "en": "Your score: {score} of 5.",
}
WORSE = {
    "he": "היה פחות טוב ממה שסיכמנו.",
    "en": "It was worse than we agreed.",
}
"""What stands in place of words, where a bad answer came without."""


def ask_at_end(opened: Matter, *, why: str) -> Survey | None:
    """The question goes with the closing, as part of that act; None where it is not asked."""
    asked = Survey.objects.of(opened.organisation_id).filter(case=opened.case).count()
    was_cancelled = cancellations.was_cancelled(opened.case)
    return _write(opened) if core.is_asked_at(why, asked=asked, was_cancelled=was_cancelled) else None


def ask(*, case_id: int, by: Actor, reason: str = "", now: datetime) -> Survey:
    """Ask once more, with the reason for it; it stays with us. Raises `AlreadySurveyed`, `NotClosed`."""
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.RECORD)
        said = texts.clean(reason)
        asked = Survey.objects.of(by.organisation_id).filter(case=opened.case).count()
        core.require_askable(asked=asked, reason=said, is_closed=opened.case.state == "closed")
        survey = _write(opened, reason=opened.remark("survey", said) if asked else None)
        letters.queue(opened, "survey", notices.asked_again(party=letters.party(opened)))
        return survey


def _write(opened: Matter, *, reason: Remark | None = None) -> Survey:
    survey = Survey.objects.of(opened.organisation_id).create(
        case=opened.case, reason=reason, asked_at=opened.now
    )
    sealed = digest.of(reason.salt, reason.text) if reason else None
    opened.record(events.SurveyAsked(survey=survey.pk, digest=sealed))
    return survey


def answer(
    *, survey_id: int, by: Actor, score: int, gap: Gap | None = None, comment: str = "", now: datetime
) -> Survey:
    """How it was, as the customer says it, or a member who heard it.

    A bad answer opens the case again, with our promise to come back to them. Raises `AlreadyAnswered`, `BadScore`.
    """
    permissions.require(by, Act.RECORD if by.kind == "member" else Act.ANSWER_AS_CUSTOMER)
    cases = Survey.objects.of(by.organisation_id).filter(pk=survey_id).values_list("case", flat=True)
    case_id = cases.first()
    if case_id is None:
        raise NoSuchThing(survey=str(survey_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        survey = Survey.objects.of(by.organisation_id).get(pk=survey_id)
        core.require_answerable(is_answered=survey.answered_at is not None, score=score)
        said = texts.clean(comment)
        opened.keep(survey, "comment_id", "score", "gap", "answered_at", "question_id")
        survey.comment = opened.remark("survey", said) if said else None
        survey.score, survey.gap, survey.answered_at = score, str(gap or ""), now
        survey.question = _make_good(opened, survey, said) if core.is_bad(score, gap) else None
        survey.save(update_fields=["comment", "score", "gap", "answered_at", "question"])
        _record(opened, survey)
        return survey


def _record(opened: Matter, survey: Survey) -> None:
    comment = survey.comment
    assert survey.score is not None
    answered = events.SurveyAnswered(
        survey=survey.pk,
        score=survey.score,
        gap=survey.gap or None,
        digest=digest.of(comment.salt, comment.text) if comment else None,
        question=survey.question_id,
    )
    opened.record(answered)


def _make_good(opened: Matter, survey: Survey, said: str) -> Question:
    """It was not good: somebody promises to come back to them, and the matter is open until they have."""
    words = said or _in_words(opened, survey)
    question = questions.ask_us(opened, words, promised=notices.NOT_GOOD, why="survey", remark=asking.TOLD)
    tell_reopened(opened, question, was_not_good=True)
    return question


def _in_words(opened: Matter, survey: Survey) -> str:
    lang = opened.case.customer.language
    worse = f" {WORSE[lang]}" if survey.gap == Gap.WORSE else ""
    return f"{SAID[lang].format(score=survey.score)}{worse}"


def tell_reopened(opened: Matter, question: Question, *, was_not_good: bool) -> None:
    """Tell the customer that we have heard them, and when they hear from whom."""
    row = question.promise
    sentence = sentences.of_promise(row, opened.case, now=opened.now)
    letter = notices.reopened(party=letters.party(opened), sentence=sentence, was_not_good=was_not_good)
    letters.queue(opened, "disputed", letter, tells=[Tells(promise=row.pk, number=row.number, what="agreed")])

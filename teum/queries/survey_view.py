"""How customers found it, as it is shown: with its case, as a list, and in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from teum.core import permissions
from teum.core import survey as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.survey import Gap
from teum.models import Case, Survey, prepared
from teum.queries import rows

_OF_CASE = prepared.rows(
    lambda organisation, case: (
        Survey.objects.of(organisation).filter(case=case).select_related("comment").order_by("-id")
    )
)


LAST = When(
    state="closed",
    then=Subquery(
        Survey.objects.everywhere()
        .filter(organisation=OuterRef("organisation"), case=OuterRef("pk"))
        .order_by("-id")
        .values(
            found=JSONObject(
                id="pk",
                asked_at="asked_at",
                answered_at="answered_at",
                score="score",
                gap="gap",
                comment="comment__text",
                question_id="question_id",
            )
        )[:1]
    ),
)
"""The last one of a closed case, read with its row: `annotate(survey=…)`, then `of_row`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyView:
    """The last question at the end of a case, and its answer; `gap` is empty where they did not say.

    `question_id` is what a bad answer opened.
    """

    id: int
    asked_at: datetime
    answered_at: datetime | None
    score: int | None
    gap: str
    comment: str
    question_id: int | None

    @property
    def is_bad(self) -> bool:
        """Whether the answer needed one of ours."""
        return self.score is not None and core.is_bad(self.score, Gap(self.gap) if self.gap else None)


def of_case(case: Case) -> SurveyView | None:
    """The last one of a case; a case that was never closed has none."""
    row = _OF_CASE.first(case.organisation_id, case.pk)
    return _view(row) if row else None


def of_row(case: Case) -> SurveyView | None:
    """The same, where it was read with the case's row."""
    said: dict[str, Any] | None = case.__dict__.get("survey")
    if said is None:
        return None
    moments = {name: rows.moment(said[name]) for name in ("asked_at", "answered_at")}
    return SurveyView(**{**said, **moments, "comment": said["comment"] or ""})


def _view(row: Survey) -> SurveyView:
    return SurveyView(
        id=row.pk,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        score=row.score,
        gap=row.gap,
        comment=row.comment.text if row.comment else "",
        question_id=row.question_id,
    )


def case_of(survey_id: int, *, by: Actor) -> int | None:
    """The case of one; None where there is none of that number."""
    return Survey.objects.of(by.organisation_id).filter(pk=survey_id).values_list("case", flat=True).first()


# ── for whoever manages ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What customers said over a span: how many were asked and answered, the mean score, and the gaps."""

    asked: int
    answered: int
    mean: float | None
    worse: int
    as_agreed: int
    better: int


def figures(*, by: Actor, since: datetime) -> Figures:
    """What was answered since then. Raises `NotAllowed`."""
    permissions.require(by, Act.SEE_FIGURES)
    found = Survey.objects.of(by.organisation_id).aggregate(
        asked=Count("pk", filter=Q(asked_at__gte=since)),
        answered=Count("pk", filter=Q(answered_at__gte=since)),
        mean=Avg("score", filter=Q(answered_at__gte=since)),
        worse=Count("pk", filter=Q(answered_at__gte=since, gap=Gap.WORSE)),
        as_agreed=Count("pk", filter=Q(answered_at__gte=since, gap=Gap.AS_AGREED)),
        better=Count("pk", filter=Q(answered_at__gte=since, gap=Gap.BETTER)),
    )
    return Figures(**found)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One answer, and whose case it is about."""

    survey: SurveyView
    case_id: int
    case_title: str
    customer: str
    owner: str


MOST = 100


def answers(*, by: Actor, since: datetime) -> tuple[AnswerView, ...]:
    """The answers since then, the last one first. Raises `NotAllowed`."""
    permissions.require(by, Act.SEE_FIGURES)
    found = Survey.objects.of(by.organisation_id).filter(answered_at__gte=since)
    related = found.select_related("comment", "case", "case__customer", "case__owner")
    return tuple(
        AnswerView(
            survey=_view(row),
            case_id=row.case_id,
            case_title=row.case.title,
            customer=row.case.customer.name,
            owner=row.case.owner.name,
        )
        for row in related.order_by("-answered_at", "-id")[:MOST]
    )

"""A summary as it is shown: the words that the customer read, and what they said to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef

from teum.core import summary as core
from teum.core.actor import Actor
from teum.core.promise import Promise
from teum.models import Case, Summary, Telling, prepared
from teum.queries import rows
from teum.queries.listed import Listed


def _otherwise(organisation: int) -> Listed:
    """What it tells that is not so any more (`core.is_changed`)."""
    told = Telling.objects.of(organisation).filter(message=OuterRef("message")).order_by("id")
    changed = told.exclude(number=F("promise__number"), promise__state__in=core.AS_TOLD)
    return Listed(changed, promise="promise_id")


_SUMMARIES = prepared.rows(
    lambda organisation, case: (
        Summary.objects.of(organisation)
        .filter(case=case)
        .select_related("message", "conversation")
        .annotate(otherwise=_otherwise(organisation))
        .order_by("id")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """A summary of a case; `told_at` is when the customer had it, None while it is under way.

    `answer` is `confirmed`, `corrected` or empty; `question_id` is what a correction asked of us. `about_at` is when
    the conversation was. The customer's word on the newest `is_awaited` while their case is open and nothing of it has
    changed; `changed` are the promises that are not what it says any more.
    """

    id: int
    conversation_id: int
    message_id: int
    channel: str
    language: str
    subject: str
    text: str
    state: str
    answer: str
    question_id: int | None
    about_at: datetime
    at: datetime
    told_at: datetime | None
    answered_at: datetime | None
    is_awaited: bool
    changed: tuple[int, ...] = ()


def of_case(case: Case) -> tuple[SummaryView, ...]:
    """The summaries of a case in the order in which they were written, without those that were taken back."""
    found = _SUMMARIES(case.organisation_id, case.pk)
    standing = [row for row in found if row.message.state != "overtaken"]
    newest = max((row.pk for row in standing if row.message.told_at), default=0)
    return tuple(_view(row, case, is_newest=row.pk == newest) for row in standing)


def _changed(row: Summary, case: Case) -> tuple[int, ...]:
    """The promises that are not what it says any more, while its case is open and it reached the customer."""
    if case.state != "open" or row.message.told_at is None:
        return ()
    return tuple(one["promise"] for one in row.__dict__["otherwise"] or ())


_TOLD = prepared.rows(
    lambda organisation, case: (
        Telling.objects.of(organisation)
        .filter(message__in=Summary.objects.of(organisation).filter(case=case).values("message"))
        .select_related("promise")
        .order_by("id")
    )
)


def told_by(row: Summary) -> list[tuple[Promise, int]]:
    """The promises of which a summary tells, as they stand, each with the window that was meant."""
    found = _TOLD(row.organisation_id, row.case_id)
    return [(rows.promise(one.promise), one.number) for one in found if one.message_id == row.message_id]


def _view(row: Summary, case: Case, *, is_newest: bool) -> SummaryView:
    changed = _changed(row, case)
    return SummaryView(
        id=row.pk,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        channel=row.conversation.channel,
        language=row.message.language,
        subject=row.message.subject,
        text=row.message.text,
        state=row.message.state,
        answer=row.answer,
        question_id=row.question_id,
        about_at=row.conversation.at,
        at=row.at,
        told_at=row.message.told_at,
        answered_at=row.answered_at,
        is_awaited=is_newest and not row.answer and case.state == "open" and not changed,
        changed=changed,
    )


def case_of(summary_id: int, *, by: Actor) -> int | None:
    """The case of a summary; None where there is no such summary."""
    return Summary.objects.of(by.organisation_id).filter(pk=summary_id).values_list("case", flat=True).first()

"""A summary as it is shown: the words that the customer read, and what they said to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from teum.core import summary as core
from teum.core.actor import Actor
from teum.core.promise import Promise
from teum.models import Case, Summary, Telling, prepared
from teum.queries import rows


def _is_otherwise(organisation: int) -> Exists:
    """Whether something that it tells is not so any more (`core.is_changed`)."""
    told = Telling.objects.of(organisation).filter(message=OuterRef("message"))
    return Exists(told.exclude(number=F("promise__number"), promise__state__in=core.AS_TOLD))


_SUMMARIES = prepared.rows(
    lambda organisation, case: (
        Summary.objects.of(organisation)
        .filter(case=case)
        .select_related("message", "conversation")
        .annotate(is_otherwise=_is_otherwise(organisation))
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
    is_otherwise = any(row.message.told_at and row.__dict__["is_otherwise"] for row in standing)
    changed = _changed(case) if is_otherwise and case.state == "open" else {}
    return tuple(
        _view(
            row,
            is_awaited=row.pk == newest
            and not row.answer
            and case.state == "open"
            and row.message_id not in changed,
            changed=tuple(changed.get(row.message_id, ())) if row.message.told_at else (),
        )
        for row in standing
    )


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


def _changed(case: Case) -> dict[int, list[int]]:
    """The promises that are not what a summary says any more, by the message of the summary."""
    changed: dict[int, list[int]] = {}
    for one in _TOLD(case.organisation_id, case.pk):
        if one.message_id and core.is_changed(rows.promise(one.promise), number=one.number):
            changed.setdefault(one.message_id, []).append(one.promise_id)
    return changed


def _view(row: Summary, *, is_awaited: bool, changed: tuple[int, ...]) -> SummaryView:
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
        is_awaited=is_awaited,
        changed=changed,
    )


def case_of(summary_id: int, *, by: Actor) -> int | None:
    """The case of a summary; None where there is no such summary."""
    return Summary.objects.of(by.organisation_id).filter(pk=summary_id).values_list("case", flat=True).first()

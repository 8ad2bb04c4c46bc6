"""A summary as it is shown: the words that the customer read, and what they said to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum.core import summary as core
from teum.core.actor import Actor
from teum.core.promise import Promise
from teum.models import Case, Summary, Telling, prepared
from teum.queries import rows
from teum.queries.promise_view import PromiseView

_SUMMARIES = prepared.rows(
    lambda organisation, case: (
        Summary.objects.of(organisation)
        .filter(case=case)
        .select_related("message", "conversation")
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


def of_case(case: Case, promises: Sequence[PromiseView]) -> tuple[SummaryView, ...]:
    """The summaries of a case in the order in which they were written, without those that were taken back."""
    found = _SUMMARIES(case.organisation_id, case.pk)
    standing = [row for row in found if row.message.state != "overtaken"]
    newest = max((row.pk for row in standing if row.message.told_at), default=0)
    changed = {
        row.pk: _changed(row, promises) if case.state == "open" else ()
        for row in standing
        if row.message.told_at
    }
    return tuple(
        _view(
            row,
            is_awaited=row.pk == newest and not row.answer and case.state == "open" and not changed[row.pk],
            changed=changed.get(row.pk, ()),
        )
        for row in standing
    )


_TOLD = prepared.rows(
    lambda organisation, message: (
        Telling.objects.of(organisation).filter(message=message).select_related("promise").order_by("id")
    )
)


def told_by(row: Summary) -> list[tuple[int, Promise, int]]:
    """The promises of which a summary tells: each with its id, as it stands, and the window that was meant."""
    found = _TOLD(row.organisation_id, row.message_id)
    return [(one.promise_id, rows.promise(one.promise), one.number) for one in found]


def _changed(row: Summary, promises: Sequence[PromiseView]) -> tuple[int, ...]:
    """The promises that are not what it says any more; none is read where nothing has changed since."""
    if not any(_has_moved(promise, row.at) for promise in promises):
        return ()
    return tuple(pk for pk, promise, number in told_by(row) if core.is_changed(promise, number=number))


def _has_moved(promise: PromiseView, since: datetime) -> bool:
    """Whether its time moved since then, or it ended."""
    moved = any(change.at > since and change.consent == "given" for change in promise.revisions)
    ended = promise.ended_at is not None and promise.ended_at > since
    return promise.made_at <= since and (moved or ended)


def _view(row: Summary, *, is_awaited: bool, changed: tuple[int, ...]) -> SummaryView:
    return SummaryView(
        id=row.pk,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        channel=row.conversation.channel,
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

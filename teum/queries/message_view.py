"""Messages as they are shown: with a case, and as a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from teum.core import delivery
from teum.core.inbox import Kind
from teum.language.agreement import ONE_TIME_CODE
from teum.models import Message, Organisation

THEIRS_ALONE = "code"
"""The kind of a message whose words are its customer's alone: whoever reads a code could sign with it.

No view of ours reads a row's own words: it asks `subject` and `text`.
"""
UNSAID = Q(state="queued") | Q(state="failed", settled_at=None)
"""What has not left, or waits for a person to say it: a newer message may say it in its place."""
BY_A_PERSON = Q(state="failed", settled_at=None) | Q(state="queued", call_by__isnull=False)
"""Of these, what waits for a hand or for a call."""
UNSETTLED = ("failed", "uncertain")
"""States of a message to a customer that somebody has to deal with."""
DEAD = "failed"
"""That of a letter to one of ours about a case: of what is uncertain, the matter stands on their day in any case."""
TO_OUR_OWN = Q(direction="out", member__isnull=False) & (Q(state=DEAD) | Q(case__isnull=True))
"""Of what is in one of these states, the letters to our own people that somebody has to deal with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message; `at` is when it was written, `told_at` when a carrier took it or a person sent it."""

    id: int
    case_id: int | None
    customer_id: int | None
    direction: str
    channel: str
    address: str
    kind: str
    language: str
    subject: str
    text: str
    state: str
    reason: str
    at: datetime
    send_at: datetime
    told_at: datetime | None
    is_unsettled: bool
    call_by: datetime | None
    """Bad news that waits: until then somebody calls first."""
    is_undoable: bool
    """Its act can be undone, as long as its seconds last."""
    is_unplaced: bool
    """A mail of which nobody knows yet where it belongs."""
    may_be_taken_back: bool
    """As far as its kind says; of those of which it does not, the message alone says it (`outbox.message`)."""
    leaves_with_another: bool
    """It leaves with the next message to the customer, and at `send_at` in any case."""


def of_rows(found: Iterable[Message]) -> tuple[MessageView, ...]:
    """Rows as they are shown."""
    return tuple(_view(row) for row in found)


def subject(row: Message) -> str:
    """What a message is called before our own people."""
    return row.subject if row.kind != THEIRS_ALONE else ONE_TIME_CODE.of(row.language)


def unnamed(subject: str, lang: str, organisation: Organisation) -> str:
    """A subject without our own name before it: its reader is one of ours."""
    return subject.removeprefix(f"{organisation.called(lang)}: ")


def text(row: Message) -> str:
    """The words of a message as our own people read them."""
    return row.text if row.kind != THEIRS_ALONE else ""


def _needs_somebody(row: Message) -> bool:
    if row.state not in UNSETTLED or row.customer_id is not None:
        return row.state in UNSETTLED
    return row.member_id is not None and (row.state == DEAD or row.case_id is None)


def dead_letters(organisation_id: int) -> list[Message]:
    """Letters to our own people about no case that did not arrive, or perhaps not: nobody was asked to look at them."""
    found = Message.objects.of(organisation_id).filter(TO_OUR_OWN, case__isnull=True, settled_at=None)
    by_id = found.select_related("member").order_by("id")
    return [letter for state in UNSETTLED for letter in by_id.filter(state=state)[:300]]


def _view(row: Message) -> MessageView:
    return MessageView(
        id=row.pk,
        case_id=row.case_id,
        customer_id=row.customer_id,
        direction=row.direction,
        channel=row.channel,
        address=row.address,
        kind=row.kind,
        language=row.language,
        subject=subject(row),
        text=text(row),
        state=row.state,
        reason=row.reason,
        at=row.at,
        send_at=row.send_at,
        told_at=row.told_at,
        is_unsettled=row.settled_at is None and _needs_somebody(row),
        call_by=row.call_by if row.state == "queued" else None,
        is_undoable=row.state == "queued" and row.undoes is not None,
        is_unplaced=row.kind == Kind.UNPLACED and row.settled_at is None,
        may_be_taken_back=row.state == "queued"
        and row.kind not in (*delivery.MUST_BE_HEARD, *delivery.AT_TIMES_HEARD),
        leaves_with_another=row.state == "queued" and row.may_join_at is not None,
    )

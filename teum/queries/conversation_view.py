"""A conversation as staff are shown it: its notes, and what was asked for in it; its promises name it themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from teum.core.actor import Actor
from teum.core.refusal import Missing
from teum.models import Case, Conversation, Wish, prepared
from teum.queries.promise_view import Person, person

_CONVERSATIONS = prepared.rows(
    lambda organisation, case: (
        Conversation.objects.of(organisation)
        .filter(case=case)
        .select_related("notes", "member")
        .order_by("id")
    )
)
_WISHES = prepared.rows(
    lambda organisation, case: (
        Wish.objects.of(organisation)
        .filter(conversation__in=Conversation.objects.of(organisation).filter(case=case).values("pk"))
        .order_by("conversation", "position")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishView:
    """One thing that was asked for; `outcome` is promised, answered or declined."""

    text: str
    outcome: str
    answer: str
    promise_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationView:
    """A conversation of a case; `is_whole` says whether it left nothing to ask (None: nobody was reached).

    About so many promises (`surprises`) the customer had to ask that we owed and had not told them of.
    """

    id: int
    channel: str
    direction: str
    reached: bool
    notes: str
    is_whole: bool | None
    surprises: int
    who: Person | None
    at: datetime
    wishes: tuple[WishView, ...]


def of_case(case: Case) -> tuple[ConversationView, ...]:
    """The conversations of a case, as they were logged; one query where there is none."""
    found = _CONVERSATIONS(case.organisation_id, case.pk)
    if not found:
        return ()
    wishes: dict[int, list[WishView]] = defaultdict(list)
    for wish in _WISHES(case.organisation_id, case.pk):
        view = WishView(text=wish.text, outcome=wish.outcome, answer=wish.answer, promise_id=wish.promise_id)
        wishes[wish.conversation_id].append(view)
    return tuple(_view(row, tuple(wishes[row.pk])) for row in found)


def _view(row: Conversation, wishes: tuple[WishView, ...]) -> ConversationView:
    return ConversationView(
        id=row.pk,
        channel=row.channel,
        direction=row.direction,
        reached=row.reached,
        notes=row.notes.text,
        is_whole=row.is_whole,
        surprises=row.surprises,
        who=person(row.member) if row.member else None,
        at=row.at,
        wishes=wishes,
    )


def case_of(conversation_id: int, *, by: Actor) -> int:
    """The case of a conversation. Raises `Missing`."""
    found = Conversation.objects.of(by.organisation_id).filter(pk=conversation_id)
    case_id = found.values_list("case", flat=True).first()
    if case_id is None:
        raise Missing(conversation=str(conversation_id))
    return case_id

"""What lies behind a case, as its customer may read it: what happened and what we wrote, the newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from teum.core import permissions, undo
from teum.core.actor import Actor
from teum.core.inbox import Kind
from teum.core.permissions import Act
from teum.models import Event, Message
from teum.models.message import OF_CUSTOMER
from teum.queries import keyset, ledger, message_view, promise_view
from teum.queries.keyset import BadCursor, Page
from teum.queries.message_view import MessageView
from teum.queries.promise_view import Entry

ITEMS_A_PAGE = 50

_FACT, _LETTER = 0, 1
_READ = Q(direction="out", told_at__isnull=False) | Q(direction="in", kind=Kind.WORD)
"""What was told, and mails of theirs that no question of the case holds already."""
_Place = tuple[datetime, int, int]
"""When it was, whether it is a fact or a letter, and its id: an order in which no two are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One fact of the ledger, or one letter that the customer was told or wrote, at its moment."""

    at: datetime
    fact: Entry | None = None
    letter: MessageView | None = None


def history(
    case_id: int, *, by: Actor, kinds: Collection[str], before: str = "", limit: int = ITEMS_A_PAGE
) -> Page[Item]:
    """Facts of these kinds, and letters, before the place that a cursor names. Raises `BadCursor`."""
    permissions.require(by, Act.SEE_CASE, owner_id=by.member_id)
    place = _read(before) if before else None
    facts = Event.objects.of(by.organisation_id).filter(case=case_id, kind__in=kinds)
    for first, last in ledger.undone(by.organisation_id, case_id):
        facts = facts.exclude(~Q(kind__in=undo.STAY), pk__range=(first, last))
    letters = Message.objects.of(by.organisation_id).annotate(told=Coalesce("told_at", "at"))
    letters = letters.filter(_READ, OF_CUSTOMER, case=case_id)
    if place:
        facts = facts.filter(_earlier(place, _FACT, "at"))
        letters = letters.filter(_earlier(place, _LETTER, "told"))
    newest_facts = promise_view.entries(facts.order_by("-at", "-id")[: limit + 1], with_names=False)
    newest_letters = message_view.of_rows(letters.order_by("-told", "-id")[: limit + 1])
    found: dict[_Place, Item] = {
        (fact.at, _FACT, fact.id): Item(at=fact.at, fact=fact) for fact in newest_facts
    }
    for letter in newest_letters:
        at = letter.told_at or letter.at
        found[at, _LETTER, letter.id] = Item(at=at, letter=letter)
    places = sorted(found, reverse=True)
    return Page(
        items=tuple(found[key] for key in places[:limit]),
        next=_written(places[limit - 1]) if len(places) > limit else None,
    )


def _earlier(place: _Place, rank: int, moment: str) -> Q:
    """What stands before a place, of the one kind or the other."""
    at, its_rank, pk = place
    earlier = Q(**{f"{moment}__lt": at})
    if rank > its_rank:
        return earlier
    same = Q(**{moment: at})
    return earlier | (same if rank < its_rank else same & Q(pk__lt=pk))


def _written(place: _Place) -> str:
    at, rank, pk = place
    return keyset.encode((at.isoformat(), rank, pk))


def _read(cursor: str) -> _Place:
    said, rank, pk = keyset.decode(cursor, str, int, int)
    try:
        at = datetime.fromisoformat(said)
    except ValueError as foreign:
        raise BadCursor() from foreign
    if at.tzinfo is None or not 1 < at.year < 9999:  # no zone takes it past what a moment can be
        raise BadCursor()
    return at, rank, pk

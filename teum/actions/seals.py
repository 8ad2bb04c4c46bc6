"""Seal what the ledger holds: every committed event gets its place in its organisation's chain (guarantee 4).

Seals are written off the path of acts, so that these never wait for each other. An event that commits after one with
a higher id was sealed simply gets the next place: the chain is the order of sealing, not of ids.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet

from teum.core.seal import GENESIS, link
from teum.models import Event, Head, Organisation, Seal, prepared
from teum.queries import seals as queries
from teum.queries.seals import Frontier, Look

_HEAD = prepared.rows(lambda organisation: Head.objects.of(organisation).order_by("id"))
_LAST = prepared.rows(lambda organisation: Seal.objects.of(organisation).order_by("-position")[:1])


def seal(*, limit: int = 1_000, frontier: Frontier | None = None) -> int:
    """Seal up to `limit` events that committed; how many were sealed.

    `frontier` is where the last call of the same clock ended. Any number of clocks may call this: each organisation's
    chain is continued by one of them at a time.
    """
    frontier = frontier or Frontier()
    count = 0
    while not count and (ahead := frontier.ahead(limit)):
        looked_at = [event for event, _ in ahead]
        done = queries.sealed(looked_at)
        now_sealed = _seal({event: pk for event, pk in ahead if event not in done})
        frontier.advance(looked_at, sealed=[*done, *now_sealed])
        count = len(now_sealed)
        if len(ahead) < limit:
            break
    return count


def seal_piece(look: Look) -> int:
    """Seal what the next piece of a look through the ledger holds; how many were sealed."""
    return len(_seal(dict(look.piece())))


def seal_all() -> int:
    """Seal the whole ledger as it stands; how many were sealed."""
    look, count = Look.begin(), 0
    while not look.is_done:
        count += seal_piece(look)
    return count


def _seal(waiting: dict[int, int]) -> list[int]:
    """Continue the chains of these events' organisations, but for those that another clock holds; what was sealed."""
    if not waiting:
        return []
    with transaction.atomic():
        held = set(_free(sorted(set(waiting.values()))))
        mine = [event for event, organisation in waiting.items() if organisation in held]
        mine = sorted(set(mine) - queries.sealed(mine))
        by_organisation: dict[int, list[Event]] = defaultdict(list)
        for event in _events(mine):
            by_organisation[event.organisation_id].append(event)
        for pk, events in by_organisation.items():
            _continue(pk, events)
        return mine


@prepared.column
def _free(organisations: list[int]) -> QuerySet[Organisation, int]:
    chains = Organisation.objects.select_for_update(skip_locked=True, no_key=True)
    return chains.filter(pk__in=organisations).order_by("id").values_list("pk", flat=True)


@prepared.rows
def _events(events: list[int]) -> QuerySet[Event]:
    return Event.objects.everywhere().filter(pk__in=events).order_by("id")


def begin(organisation_id: int) -> None:
    """Sign the end of a chain that has no seals yet; part of making an organisation."""
    head = Head(organisation_id=organisation_id, position=0, seal=GENESIS)
    head.signature = queries.signature(head)
    Head.objects.of(organisation_id).bulk_create([head])


def sign_anew() -> int:
    """Sign the end of every chain with the key of today, whatever was there; how many. Verify the chains first."""
    count = 0
    with transaction.atomic():
        # In the order in which sealing locks; none is skipped.
        for organisation in Organisation.objects.select_for_update(no_key=True).order_by("id").only("pk"):
            last = Seal.objects.of(organisation.pk).order_by("-position").first()
            head = Head.objects.of(organisation.pk).first() or Head(organisation_id=organisation.pk)
            _sign(head, *((last.position, last.seal) if last else (0, GENESIS)))
            count += 1
    return count


def _continue(organisation_id: int, events: list[Event]) -> None:
    """Add these events to an organisation's chain.

    It goes on from its signed end, so that seals which were taken away from there leave a gap. An end that is not ours
    is never signed: what happened to it stays to be seen.
    """
    head, last = _HEAD.first(organisation_id), _LAST.first(organisation_id)
    position, previous = (last.position, last.seal) if last else (0, GENESIS)
    ours = head if head and queries.is_genuine(head) and position <= head.position else None
    if ours:
        position, previous = ours.position, ours.seal
    made = []
    for event in events:
        position += 1
        previous = link(previous, queries.content(event))
        made.append(
            prepared.new(
                Seal, organisation_id=organisation_id, event=event.pk, position=position, seal=previous
            )
        )
    Seal.objects.of(organisation_id).bulk_create(made)
    if ours:
        _sign(ours, position, previous)


def _sign(head: Head, position: int, seal: str) -> None:
    """Move the end of a chain."""
    head.position, head.seal = position, seal
    head.signature = queries.signature(head)
    prepared.update(head)

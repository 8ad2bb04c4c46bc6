"""Seal what the ledger holds: every committed event gets its place in its organisation's chain (guarantee 4).

Seals are written off the path of acts, so that these never wait for each other. An event that commits after one with
a higher id was sealed simply gets the next place: the chain is the order of sealing, not of ids.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from teum.core.seal import GENESIS, link
from teum.models import Event, Head, Organisation, Seal
from teum.queries import seals as queries


def seal(*, limit: int = 1_000, everything: bool = False) -> int:
    """Seal up to `limit` events that committed; how many were sealed.

    `everything` looks for unsealed ones in the whole ledger: once when a clock starts, and now and then. Any number
    of clocks may call this: each organisation's chain is continued by one of them at a time.
    """
    ids = set(queries.unsealed(everything=everything).values_list("organisation", flat=True)[:limit])
    if not ids:
        return 0
    with transaction.atomic():
        free = Organisation.objects.select_for_update(skip_locked=True, no_key=True).filter(pk__in=ids)
        held = [organisation.pk for organisation in free.order_by("id").only("pk")]
        waiting = queries.unsealed(everything=everything).filter(organisation__in=held)
        by_organisation: dict[int, list[Event]] = defaultdict(list)
        for event in waiting[:limit]:
            by_organisation[event.organisation_id].append(event)
        return sum(_continue(pk, events) for pk, events in by_organisation.items())


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


def _continue(organisation_id: int, events: list[Event]) -> int:
    """Add these events to an organisation's chain.

    It goes on from its signed end, so that seals which were taken away from there leave a gap. An end that is not ours
    is never signed: what happened to it stays to be seen.
    """
    head = Head.objects.of(organisation_id).first()
    last = Seal.objects.of(organisation_id).order_by("-position").first()
    position, previous = (last.position, last.seal) if last else (0, GENESIS)
    ours = head if head and queries.is_genuine(head) and position <= head.position else None
    if ours:
        position, previous = ours.position, ours.seal
    made = []
    for event in events:
        position += 1
        previous = link(previous, queries.content(event))
        made.append(Seal(organisation_id=organisation_id, event=event.pk, position=position, seal=previous))
    Seal.objects.of(organisation_id).bulk_create(made)
    if ours:
        _sign(ours, position, previous)
    return len(made)


def _sign(head: Head, position: int, seal: str) -> None:
    """Move the end of a chain."""
    head.position, head.seal = position, seal
    head.signature = queries.signature(head)
    head.save()

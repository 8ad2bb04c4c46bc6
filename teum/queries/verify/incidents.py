"""Compare who was told of an incident, and how long that took, with what the ledger says of it."""

from __future__ import annotations

from datetime import datetime

from teum.models import Affected, Event
from teum.queries.verify.report import Break, Broken


def compare(organisation_id: int) -> None:
    """Raise `Break` at the first that was told and the ledger does not know of it, or knows of it otherwise."""
    said: dict[tuple[int, int], tuple[int, int, datetime]] = {
        (event.facts["word"], event.promise or 0): (event.facts["seconds"], event.facts["message"], event.at)
        for event in Event.objects.of(organisation_id).filter(kind="IncidentTold").iterator()
    }
    told = Affected.objects.of(organisation_id).filter(state="told")
    held: dict[tuple[int, int], tuple[int | None, int | None, datetime | None]] = {
        (row.word_id, row.promise_id): (row.seconds, row.message_id, row.told_at) for row in told.iterator()
    }
    for place in sorted(said.keys() | held.keys()):
        word, promise = place
        if said.get(place) != held.get(place):
            what = "row_differs" if place in held else "row_missing"
            raise Break(
                Broken(
                    what=what, organisation=organisation_id, promise=promise, detail=f"incident word {word}"
                )
            )

"""Compare who was told of an incident, and how long that took, with what the ledger says of it."""

from __future__ import annotations

from teum.models import Affected, Event
from teum.queries.verify.report import Break, Broken


def compare(organisation_id: int) -> None:
    """Raise `Break` at the first that was told and the ledger does not know of it, or knows of it otherwise."""
    said = {
        (event.facts["word"], event.promise): (event.facts["seconds"], event.facts["message"], event.at)
        for event in Event.objects.of(organisation_id).filter(kind="IncidentTold").iterator()
    }
    told = Affected.objects.of(organisation_id).filter(state="told")
    held = {
        (row.word_id, row.promise_id): (row.seconds, row.message_id, row.told_at) for row in told.iterator()
    }
    for word, promise in sorted(said.keys() | held.keys()):
        if said.get((word, promise)) != held.get((word, promise)):
            what = "row_differs" if (word, promise) in held else "row_missing"
            raise Break(
                Broken(
                    what=what, organisation=organisation_id, promise=promise, detail=f"incident word {word}"
                )
            )

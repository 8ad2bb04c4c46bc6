"""Guarantee 5, one truth, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from teum.management.rehearsal import fold
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Promise


def one_truth(scene: Scene) -> Iterator[Violation]:
    """Guarantee 5: every promise's row is what its events tell, and its verdict follows from them."""
    for row in scene.picture.of(Promise).values():
        for kind, expected in _differences(row, scene.picture.facts_of(row["id"])):
            yield Violation(
                kind=kind, at=scene.now, case=row["case_id"], promise=row["id"], expected=expected
            )


def _differences(row: Row, facts: list[Fact]) -> Iterator[Found]:
    try:
        told = fold.of(facts)
    except fold.Impossible as impossible:
        yield Kind.HISTORY_IMPOSSIBLE, f"a possible history, not {impossible}"
        return
    pairs = {
        "state": (row["state"], told.state),
        "due": (row["due"].astimezone(UTC), told.due),
        "start": (_utc(row["start"]), told.start),
        "owner": (row["owner_id"], told.owner),
        "answerable": (row["answerable_id"], told.answerable),
        "number": (row["number"], told.number),
        "version": (row["version"], told.version),
        "revisions": (row["revisions"], told.revisions),
        "proposed due": (_utc(row["proposed_due"]), told.proposed_due),
    }
    for name, (stands, is_told) in pairs.items():
        if stands != is_told:
            yield Kind.ROW_DIFFERS, f"the {name} that its events tell, {is_told}, and its row says {stands}"
    verdict = fold.verdict(facts)
    if row["verdict"] != verdict:
        yield (
            Kind.VERDICT_DIFFERS,
            f"the verdict that its events tell, {verdict}, and its row says {row['verdict']}",
        )


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None

"""Compare how far cases came in their processes with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from teum.core import digest, events, process
from teum.core.process import Passage
from teum.models import Journey
from teum.queries.verify import known
from teum.queries.verify.facts import Fact
from teum.queries.verify.known import Known


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the journeys of these cases. Raises `Break` at the first that is not what its facts say."""
    told = {case: _told(facts) for case, facts in past.items()}
    return known.compare(organisation_id, told, _held(organisation_id, told))


def _told(facts: Sequence[Fact]) -> Known:
    found: Known = {}
    passages: dict[int, list[Passage]] = {}
    for fact in facts:
        match fact.event:
            case events.ProcessBegun() as said:
                mine = passages[said.journey] = []
                found["journey", said.journey] = {
                    "process": said.process,
                    "stages": said.digest,
                    "passages": mine,
                }
            case events.ProcessRenewed() as said if ("journey", said.journey) in found:
                found["journey", said.journey]["stages"] = said.digest
                passages[said.journey][:] = process.without_ahead(passages[said.journey], keeps=said.keeps)
            case events.StageEntered() as said:
                entered = Passage(stage=said.stage - 1, entered=fact.at, promise=said.holds)
                passages.setdefault(said.journey, []).append(entered)
            case events.StageLeft(journey=journey) if passages.get(journey):
                passages[journey][-1] = replace(passages[journey][-1], left=fact.at)
    return found


def _held(organisation_id: int, told: Mapping[int, Known]) -> dict[int, Known]:
    """The rows, by case."""
    found: dict[int, Known] = {case: {} for case in told}
    for row in Journey.objects.of(organisation_id).filter(case__in=list(told)):
        found[row.case_id]["journey", row.pk] = {
            "process": row.process_id,
            "stages": digest.of(row.salt, row.stages),
            "passages": [process.passage(one) for one in row.passages],
        }
    return found

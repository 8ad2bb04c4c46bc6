"""Compare what both sides said they expect with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import events
from teum.models import Alignment
from teum.queries import alignments
from teum.queries.verify import known
from teum.queries.verify.facts import Fact
from teum.queries.verify.known import Known


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the alignments of these cases. Raises `Break` at the first that is not what its facts say."""
    told = {case: _told(facts) for case, facts in past.items()}
    return known.compare(organisation_id, told, _held(organisation_id, told))


def _told(facts: Sequence[Fact]) -> Known:
    found: Known = {}
    for fact in facts:
        match fact.event:
            case events.AlignmentBegun() as said:
                begun = {"template": said.template, "state": "open", "version": 1, "promise": None}
                begun |= {"how": "", "agreed": None}
                found["alignment", said.alignment] = {**begun, "said": said.digest}
            case events.AlignmentShown() as said:
                found.setdefault(("alignment", said.alignment), {}).update(promise=fact.promise)
            case events.AlignmentChanged() as said:
                now = {"version": said.version, "said": said.digest}
                found.setdefault(("alignment", said.alignment), {}).update(now)
            case events.AlignmentApproved() as said:
                now = {"version": said.version, "said": said.digest, "state": "approved"}
                found.setdefault(("alignment", said.alignment), {}).update(now)
                found["alignment", said.alignment].update(how=said.how, agreed=fact.at)
            case events.AlignmentCancelled() as said:
                now = {"version": said.version, "said": said.digest, "state": "cancelled"}
                found.setdefault(("alignment", said.alignment), {}).update(now)
            case events.AlignmentDropped() as said:
                now = {"version": said.version, "said": said.digest, "state": "dropped"}
                found.setdefault(("alignment", said.alignment), {}).update(now)
    return found


def _held(organisation_id: int, told: Mapping[int, Known]) -> dict[int, Known]:
    """The rows, by case."""
    found: dict[int, Known] = {case: {} for case in told}
    for row in Alignment.objects.of(organisation_id).filter(case__in=list(told)):
        found[row.case_id]["alignment", row.pk] = {
            "template": row.template_id,
            "promise": row.promise_id,
            "state": row.state,
            "version": row.version,
            "said": alignments.said_digest(row),
            "how": row.how,
            "agreed": row.agreed_at,
        }
    return found

"""Compare agreements, their signatures and their files with what the ledger says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import events
from teum.models import Agreement, Signature
from teum.queries import agreements
from teum.queries.verify import known
from teum.queries.verify.facts import Fact
from teum.queries.verify.known import Known


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the agreements of these cases. Raises `Break` at the first that is not what its facts say."""
    told = {case: _told(facts) for case, facts in past.items()}
    return known.compare(organisation_id, told, _held(organisation_id, told))


def _told(facts: Sequence[Fact]) -> Known:
    found: Known = {}
    for fact in facts:
        match fact.event:
            case events.AgreementMade() as said:
                found["agreement", said.agreement] = {
                    "alignment": said.alignment,
                    "replaces": said.replaces,
                    "said": said.digest,
                    "state": "offered",
                    "in_force_at": None,
                    "opened": None,
                    "confirmed": {},
                    "signed": {},
                    "promises": {},
                    "paper": None,
                    "sealed": None,
                }
            case events.AgreementWritten() as said if ("agreement", said.agreement) not in found:
                pass  # laying it before them was undone, after the clock had made its file
            case events.AgreementWritten() | events.AgreementSealed() as said:
                what = "paper" if isinstance(said, events.AgreementWritten) else "sealed"
                found["agreement", said.agreement][what] = (said.upload, said.digest)
            case events.AgreementOpened() as said:
                found["agreement", said.agreement]["opened"] = fact.at
            case events.AgreementConfirmed() as said:
                found["agreement", said.agreement]["confirmed"][said.section] = fact.at.isoformat()
            case events.AgreementSigned() as said:
                one = found["agreement", said.agreement]
                one["signed"][said.side] = said.digest
                one["state"] = "signed"
            case _:
                _end(found, fact)
    return found


def _end(found: Known, fact: Fact) -> None:
    match fact.event:
        case events.AgreementInForce() as said:
            found["agreement", said.agreement].update(
                state="in_force", in_force_at=fact.at, promises=dict(said.promises)
            )
        case events.AgreementDeclined() as said:
            found["agreement", said.agreement]["state"] = "declined"
        case events.AgreementVoided() as said:
            found["agreement", said.agreement]["state"] = "void"
        case events.AgreementCancelled() as said:
            found["agreement", said.agreement]["state"] = "cancelled"
        case events.AgreementReplaced() as said:
            found["agreement", said.agreement]["state"] = "replaced"


def _held(organisation_id: int, told: Mapping[int, Known]) -> dict[int, Known]:
    """The rows, by case."""
    found: dict[int, Known] = {case: {} for case in told}
    rows = Agreement.objects.of(organisation_id).filter(case__in=list(told)).select_related("paper", "sealed")
    signed = Signature.objects.of(organisation_id).filter(agreement__case__in=list(told))
    for row in rows:
        sha256 = row.paper.sha256 if row.paper else ""
        mine = [one for one in signed if one.agreement_id == row.pk]
        found[row.case_id]["agreement", row.pk] = {
            "alignment": row.alignment_id,
            "replaces": row.replaces_id,
            "said": agreements.said_digest(row),
            "state": row.state,
            "in_force_at": row.in_force_at,
            "opened": row.opened_at,
            "confirmed": row.confirmed,
            "signed": {one.side: agreements.signature_digest(one, sha256) for one in mine},
            "promises": row.promises,
            "paper": (row.paper_id, sha256) if row.paper else None,
            "sealed": (row.sealed_id, row.sealed.sha256) if row.sealed else None,
        }
    return found

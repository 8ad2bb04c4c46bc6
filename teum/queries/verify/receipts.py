"""Compare the money that came, and what did not come after all, with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import events
from teum.models import Receipt, Reversal
from teum.queries.verify import known
from teum.queries.verify.facts import Fact
from teum.queries.verify.known import Known


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count what came in these cases, and was taken back. Raises `Break` at the first that is not as its fact says."""
    told = {case: _told(facts) for case, facts in past.items()}
    held: dict[int, Known] = {case: {} for case in past}
    for row in Receipt.objects.of(organisation_id).filter(case__in=list(past)):
        held[row.case_id]["receipt", row.pk] = {
            "promise": row.promise_id,
            "amount": row.amount,
            "means": row.means,
            "on": row.on.isoformat(),
            "at": row.at,
        }
    for back in Reversal.objects.of(organisation_id).filter(case__in=list(past)):
        held[back.case_id]["reversal", back.pk] = {
            "receipt": back.receipt_id,
            "why": back.why,
            "at": back.at,
        }
    return known.compare(organisation_id, told, held)


def _told(facts: Sequence[Fact]) -> Known:
    found: Known = {
        ("receipt", fact.event.receipt): {
            "promise": fact.promise,
            "amount": fact.event.amount,
            "means": fact.event.means,
            "on": fact.event.on,
            "at": fact.at,
        }
        for fact in facts
        if isinstance(fact.event, events.PaymentCame)
    }
    for fact in facts:
        if isinstance(fact.event, events.PaymentReversed):
            found["reversal", fact.event.reversal] = {
                "receipt": fact.event.receipt,
                "why": fact.event.why,
                "at": fact.at,
            }
    return found

"""What was offered in a case for a fault that touched many: it is owed until somebody gives it."""

from __future__ import annotations

from teum.core.remedy import Kind, Remedy
from teum.models import Event
from teum.queries import ledger


def of_case(organisation_id: int, case_id: int) -> tuple[Remedy, ...]:
    """Each that was offered, once for each incident, in the order in which they were."""
    facts = Event.objects.of(organisation_id).filter(case=case_id, kind__in=("RemedyOffered", "CaseRestored"))
    offered = [fact.facts for fact in ledger.standing(facts.order_by("id")) if fact.kind == "RemedyOffered"]
    found = dict.fromkeys((said["incident"], said["kind_of"], said["value"]) for said in offered)
    return tuple(Remedy(kind=Kind(kind), value=value) for _, kind, value in found)

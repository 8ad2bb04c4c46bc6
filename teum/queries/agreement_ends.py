"""How an agreement ended: why it came to nothing, and when its customer cancelled it."""

from __future__ import annotations

from datetime import datetime

from teum.core import digest
from teum.core.agreement import State
from teum.models import Agreement as Row
from teum.models import Event, Remark


def reason(row: Row) -> str:
    """The words with which it was declined or taken back: those of which the ledger keeps the digest."""
    kinds = ("AgreementDeclined", "AgreementVoided")
    ends = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind__in=kinds)
    digests = {end.facts["digest"] for end in ends if end.facts["agreement"] == row.pk}
    said = Remark.objects.of(row.organisation_id).filter(case=row.case_id, kind="decision")
    return next((one.text for one in said if digest.of(one.salt, one.text) in digests), "")


def cancelled_at(row: Row) -> datetime | None:
    """When its customer cancelled it; None where they did not."""
    if row.state != State.CANCELLED:
        return None
    mine = Event.objects.of(row.organisation_id).filter(case=row.case_id, kind="AgreementCancelled")
    return next((event.at for event in mine if event.facts["agreement"] == row.pk), None)

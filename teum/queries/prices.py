"""Prices that were written before how the business is registered changed: they are saved and read once more."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.agreement import PENDING
from teum.core.alignment import State
from teum.core.permissions import Act
from teum.models import Agreement, Alignment, Organisation
from teum.queries import alignments, firm


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """An alignment that is gone through, and names a price that adds VAT otherwise than the business does now."""

    alignment_id: int
    title: str
    customer: str


def written_otherwise(*, by: Actor) -> tuple[Otherwise, ...]:
    """Those that nobody can approve as they are, the oldest first; what waits to be signed is signed as it was laid
    before both. Raises `NotAllowed`.
    """
    permissions.require(by, Act.MANAGE_POLICY)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    pending = Agreement.objects.of(by.organisation_id).filter(state__in=PENDING).values("alignment")
    open_ = Alignment.objects.of(by.organisation_id).filter(state=State.OPEN, case__alignment=F("pk"))
    listed = open_.exclude(pk__in=pending)
    return tuple(
        Otherwise(alignment_id=row.pk, title=row.case.title, customer=row.case.customer.name)
        for row in listed.select_related("case__customer").order_by("id")
        if not firm.fits(alignments.value(row), organisation)
    )

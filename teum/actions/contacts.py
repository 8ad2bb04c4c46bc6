"""How a customer is reached changed without a word of theirs: whoever looks at them sees it at once."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from teum.models import ContactPoint, Customer
from teum.models.tenancy import OrganisationRows


def broke(points: OrganisationRows[ContactPoint]) -> None:
    """Nobody is reached at these any more, or somebody else."""
    working = points.filter(is_broken=False)
    whose = set(working.values_list("organisation", "customer"))
    working.update(is_broken=True)
    for organisation_id, customer_id in whose:
        changed(organisation_id, customer_id)


def changed(organisation_id: int, customer_id: int) -> None:
    """What is shown of a customer is another from now on."""
    Customer.objects.of(organisation_id).filter(pk=customer_id).update(version=F("version") + 1)


def shown(points: OrganisationRows[ContactPoint], *, by: str, now: datetime) -> None:
    """Whoever reads there gave back a `code` that went there, or sent a `mail` from there; the first time counts."""
    points.filter(shown_at=None).update(shown_by=by, shown_at=now)

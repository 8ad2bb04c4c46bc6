"""How a customer is reached changed: one after another, and whoever looks at them sees it at once."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from teum.models import Case, ContactPoint, Customer
from teum.models.tenancy import OrganisationRows


def of_customer(organisation_id: int, customer_id: int) -> Customer | None:
    """The customer, locked as every act locks: the cases first, in whose letters and contacts an act may stand."""
    cases = Case.objects.with_undone(organisation_id).filter(customer=customer_id).order_by("id")
    list(cases.select_for_update(no_key=True).values_list("pk"))
    found = Customer.objects.of(organisation_id).select_for_update(of=("self",), no_key=True)
    return found.select_related("organisation").filter(pk=customer_id).first()


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

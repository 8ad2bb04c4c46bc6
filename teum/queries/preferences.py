"""How a customer is reached, as they prefer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import ContactPoint, Customer
from teum.queries import contact_view
from teum.queries.contact_view import ContactView


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceView:
    """The contacts, what goes first first, and the hours in which nothing is sent."""

    contacts: tuple[ContactView, ...]
    quiet_from: time | None
    quiet_until: time | None
    in_writing: bool


def of(customer_id: int, *, by: Actor) -> PreferenceView:
    """A customer's. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    row = Customer.objects.of(by.organisation_id).filter(pk=customer_id, erased_at=None).first()
    if row is None:
        raise Missing(customer=str(customer_id))
    points = ContactPoint.objects.of(by.organisation_id).filter(customer=row)
    contacts = tuple(contact_view.of_row(point) for point in points)
    return PreferenceView(
        contacts=contacts,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        in_writing=row.prefers_writing,
    )

"""Make the unguessable links to customers' pages."""

import secrets
from datetime import datetime

from teum.models import Case, Customer, Page


def of_customer(customer: Customer, *, now: datetime) -> Page:
    """The link to all of a customer's cases, made if there is none."""
    return _link(customer, None, now)


def of_case(case: Case, *, now: datetime) -> Page:
    """The link to one case alone, made if there is none."""
    return _link(case.customer, case, now)


def _link(customer: Customer, case: Case | None, now: datetime) -> Page:
    """A link that stands, else a new one with 192 random bits."""
    pages = Page.objects.of(customer.organisation_id)
    found = pages.filter(customer=customer, case=case, revoked_at=None).first()
    return found or pages.create(
        customer=customer, case=case, token=secrets.token_urlsafe(24), created_at=now
    )

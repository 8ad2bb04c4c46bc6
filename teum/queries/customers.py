"""Customers as lists and their own page show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import Case, ContactPoint, Customer, Page
from teum.queries import contact_view, pages
from teum.queries.contact_view import ContactView

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHit:
    """A customer in a list: the first way to reach them, and how many cases are open."""

    id: int
    name: str
    contact: str
    open_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDetails:
    """Everything that is known of a customer; contacts in the order in which they prefer them."""

    id: int
    name: str
    language: str
    is_verified: bool
    contacts: tuple[tuple[str, str], ...]
    unproven: tuple[ContactView, ...]
    """Those that were given over their page, and that nobody has heard from them yet."""
    quiet_from: time | None
    quiet_until: time | None
    keeps_shabbat: bool
    prefers_writing: bool
    page_path: str


def search(*, by: Actor, text: str = "") -> list[CustomerHit]:
    """Customers whose name or address matches, the newest first where nothing is asked for."""
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    found = Customer.objects.of(by.organisation_id).filter(erased_at=None)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(pk__in=_by_address(by.organisation_id, text)))
    listed = list(found.order_by("name", "id")[:MOST] if text else found.order_by("-id")[:MOST])
    ids = [customer.pk for customer in listed]
    addresses = _first_addresses(by.organisation_id, ids)
    counts = _open_cases(by.organisation_id, ids)
    return [
        CustomerHit(
            id=customer.pk,
            name=customer.name,
            contact=addresses.get(customer.pk, ""),
            open_cases=counts.get(customer.pk, 0),
        )
        for customer in listed
    ]


def _by_address(organisation_id: int, text: str) -> list[int]:
    digits = "".join(ch for ch in text if ch.isdigit()).lstrip("0")
    like = Q(address__icontains=text)
    if len(digits) >= 3:
        like |= Q(address__contains=digits)
    return list(
        ContactPoint.objects.of(organisation_id).filter(like).values_list("customer", flat=True)[:500]
    )


def like(organisation_id: int, text: str) -> list[int]:
    """The ids of the customers whose name or address matches."""
    by_name = Customer.objects.of(organisation_id).filter(name__icontains=text).values_list("pk", flat=True)
    return [*by_name[:500], *_by_address(organisation_id, text)]


def _first_addresses(organisation_id: int, ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    points = ContactPoint.objects.of(organisation_id).filter(customer__in=ids, is_broken=False)
    for customer, address in points.values_list("customer", "address"):
        found.setdefault(customer, address)
    return found


def _open_cases(organisation_id: int, ids: list[int]) -> dict[int, int]:
    found = Case.objects.of(organisation_id).filter(customer__in=ids, state="open")
    return dict(found.values("customer").annotate(count=Count("id")).values_list("customer", "count"))


def details(customer_id: int, *, by: Actor, now: datetime) -> CustomerDetails:
    """One customer. Raises `Missing`, `NotAllowed`."""
    permissions.require(by, Act.MANAGE_CUSTOMERS)
    row = Customer.objects.of(by.organisation_id).filter(pk=customer_id).first()
    if row is None:
        raise Missing(customer=str(customer_id))
    points = list(ContactPoint.objects.of(by.organisation_id).filter(customer=row))
    shown = [contact_view.of_row(point) for point in points]
    page = Page.objects.of(by.organisation_id).filter(pages.opening(now), customer=row, case=None).last()
    return CustomerDetails(
        id=row.pk,
        name=row.name,
        language=row.language,
        is_verified=row.is_verified,
        contacts=tuple((point.channel, point.address) for point in points),
        unproven=tuple(view for view in shown if view.is_doubtful),
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        keeps_shabbat=row.keeps_shabbat,
        prefers_writing=row.prefers_writing,
        page_path=pages.path(page) if page else "",
    )

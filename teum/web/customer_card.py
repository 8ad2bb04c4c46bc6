"""Who the customer of a case is and how they are reached, beside the case and while it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from teum.core import permissions
from teum.queries import sight
from teum.queries.case_view import CaseView, CustomerView
from teum.web import hits, ids
from teum.web.desk import Reader
from teum.web.hits import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """The customer beside the case."""

    name: str
    url: str
    note: str
    contacts: tuple[Contact, ...]
    is_met: bool
    look_url: str


def stands(request: HttpRequest, reader: Reader, case_id: int) -> bool:
    """Whether the card is as it was `seen`: nothing of the customer changed, and the link on it opens still.

    What a partner sees of it ends with their promise: that is looked at anew.
    """
    until = ids.read(request.GET.get("until"))  # a link ends without anything happening to its customer
    if not reader.may(permissions.Act.SEE_ALL) or (until is not None and until <= reader.now.timestamp()):
        return False
    return request.GET.get("seen") == str(sight.customer_version(case_id, by=reader.by))


def card(case: CaseView) -> CustomerCard:
    """The card of a case's customer."""
    points = case.customer.contacts
    return CustomerCard(
        name=case.customer.name,
        url=reverse("customer", args=[case.customer.id]),
        note=_doubt(case.customer),
        contacts=tuple(
            hits.contacts(
                ((point.channel, point.address) for point in points),
                broken=[point.address for point in points if point.is_broken],
            )
        ),
        is_met=case.customer.is_met,
        look_url=f"{reverse('case_customer', args=[case.id])}?{urlencode(_seen(case))}",
    )


def _seen(case: CaseView) -> dict[str, str]:
    """By what the card is known to stand: the customer's version, and until when the link opens that it shows."""
    seen = {"seen": str(case.customer.version)}
    return seen | ({"until": str(int(case.page_until.timestamp()))} if case.page_until else {})


def _doubt(customer: CustomerView) -> str:
    """Whether an address may not be theirs."""
    if not customer.is_verified:
        return gettext("These details came through a form and are not verified yet.")
    if any(point.is_doubtful for point in customer.contacts):
        return gettext("A way to reach them was given on their page. Ask them whether it is theirs.")
    return ""

"""The links to a customer's page, on the desk: which stand and until when, and an end to one."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from teum.actions import links as actions
from teum.core import link
from teum.core.permissions import Act
from teum.queries import links as queries
from teum.queries.customers import CustomerDetails
from teum.web import moments
from teum.web.answers import see
from teum.web.desk import Reader, desk


def of_customer(customer: CustomerDetails, reader: Reader) -> list[dict[str, str]]:
    """Each with what it shows and until when it opens; none for who may not end one."""
    if not reader.may(Act.REVOKE_LINK):
        return []
    return [
        {
            "path": view.path,
            "shows": view.case or gettext("All of their matters"),
            "until": gettext("It has ended; they can ask for a new one.")
            if link.is_over(view.expires_at, now=reader.now)
            else gettext("Opens until %(day)s, and longer with each message.")
            % {"day": moments.day(view.expires_at.astimezone(reader.zone).date(), now=reader.now)},
            "revoke_url": reverse("link_revocation", args=[view.id]),
            "replace_url": reverse("link_successor", args=[view.id]),
        }
        for view in queries.standing(customer.id, by=reader.by)
    ]


@require_POST
@desk
def make(request: HttpRequest, reader: Reader, customer_id: int) -> HttpResponse:
    """A link where none stands."""
    actions.make(customer_id=customer_id, by=reader.by, now=reader.now)
    flash.success(request, gettext("There is a link again. The next message carries it."))
    return see(reverse("customer", args=[customer_id]))


@require_POST
@desk
def revocation(request: HttpRequest, reader: Reader, page_id: int) -> HttpResponse:
    """It opens nothing any more."""
    customer_id = actions.revoke(page_id=page_id, by=reader.by, now=reader.now).customer_id
    flash.success(request, gettext("Revoked. Nothing opens with this link any more."))
    return see(reverse("customer", args=[customer_id]))


@require_POST
@desk
def successor(request: HttpRequest, reader: Reader, page_id: int) -> HttpResponse:
    """Another takes its place."""
    customer_id = actions.revoke(page_id=page_id, by=reader.by, replace=True, now=reader.now).customer_id
    flash.success(
        request, gettext("Replaced. Where we have the customer's email, the new link goes to it now.")
    )
    return see(reverse("customer", args=[customer_id]))

"""The links to customers' pages: made where none stands, and ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import links
from teum.api import addresses, answers
from teum.api.bodies import RevocationBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import LinkAnswer, Problem
from teum.now import now
from teum.queries import pages

router = Router(tags=["links"])
LINK: dict[Any, Any] = {201: LinkAnswer, (404, 409, 422): Problem}


def _shown(page: Any) -> HttpResponse:
    path = "" if page.revoked_at else pages.path(page)
    shown = LinkAnswer(
        id=str(page.pk),
        page_url=addresses.absolute(path),
        expires_at=page.expires_at,
        revoked_at=page.revoked_at,
    )
    return answers.send(shown, status=201)


@router.post("/customers/{customer_id}/links", response=LINK, operation_id="make_link")
def make(request: HttpRequest, customer_id: Path[Id]) -> HttpResponse:
    """The link to all of a customer's cases, made where none stands."""
    return _shown(links.make(customer_id=customer_id, by=caller(request), now=now()))


@router.post("/links/{link_id}/revocations", response=LINK, operation_id="revoke_link")
def revoke(request: HttpRequest, link_id: Path[Id], said: RevocationBody) -> HttpResponse:
    """End a link, and those that it followed; with `replace` another takes its place, which goes to the customer."""
    return _shown(links.revoke(page_id=link_id, by=caller(request), replace=said.replace, now=now()))

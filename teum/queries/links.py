"""The door behind an unguessable link: whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from teum.models import Page, prepared
from teum.queries import public
from teum.queries.public import Business

_PAGE = prepared.rows(
    lambda token: (
        Page.objects.everywhere()
        .select_related("organisation", "customer")
        .filter(token=token, revoked_at=None)
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What is known of a link before it opens anything."""

    business: Business
    language: str


def door(token: str) -> Door | None:
    """The door of a link; None where there is no such link, or it was revoked."""
    page = _PAGE.first(token)
    if page is None:
        return None
    return Door(business=public.of_row(page.organisation), language=page.customer.language)

"""The unguessable links as doors: what is known before one opens, and which there are to a customer's things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.core import link, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import Page, prepared
from teum.queries import pages, public
from teum.queries.public import Business

_PAGE = prepared.rows(
    lambda token: Page.objects.everywhere().select_related("organisation", "customer").filter(token=token)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What is known of a link before it opens anything."""

    business: Business
    language: str
    expires_at: datetime
    is_revoked: bool

    def is_over(self, now: datetime) -> bool:
        """Whether it opens nothing any more but the way to another: it ended by itself, or was revoked."""
        return self.is_revoked or link.is_over(self.expires_at, now=now)


def door(token: str) -> Door | None:
    """The door of a link; None where there is no such link."""
    page = _PAGE.first(token)
    if page is None:
        return None
    return Door(
        business=public.of_row(page.organisation),
        language=page.customer.language,
        expires_at=page.expires_at,
        is_revoked=page.revoked_at is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link that nobody revoked; `case` is the title of the one case that it shows, empty where it shows all."""

    id: int
    path: str
    case: str
    expires_at: datetime


def standing(customer_id: int, *, by: Actor) -> tuple[LinkView, ...]:
    """The links to a customer's page, the newest of each kind, the one to all of it first. Raises `NotAllowed`."""
    permissions.require(by, Act.REVOKE_LINK)
    found = Page.objects.of(by.organisation_id).filter(customer=customer_id, revoked_at=None)
    newest = {row.case_id: row for row in found.select_related("case").order_by("id")}
    listed = sorted(newest.values(), key=lambda row: (row.case_id is not None, -row.pk))
    return tuple(
        LinkView(
            id=row.pk,
            path=pages.path(row),
            case=row.case.title if row.case else "",
            expires_at=row.expires_at,
        )
        for row in listed
    )

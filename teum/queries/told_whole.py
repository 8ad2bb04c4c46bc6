"""How often a matter was told whole in one contact, and how often customers had to ask us first (A0), for managers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import Conversation
from teum.models.tenancy import OrganisationRows

SPAN = timedelta(days=30)
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A conversation that left something to ask, or in which the customer had to ask about what we owed."""

    case_id: int
    case_title: str
    customer: str
    channel: str
    direction: str
    is_whole: bool
    surprises: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of `matters` with a contact since then, so many were told `whole` in the first, and nobody had to ask again.

    `surprises`: about so many promises a customer had to ask that we owed and had not told them of.
    """

    matters: int
    whole: int
    surprises: int


def figures(*, by: Actor, now: datetime) -> Figures:
    """The last thirty days. Raises `NotAllowed`."""
    first: dict[int, bool] = {}
    surprises = 0
    talks = _talks(by, now).order_by("id").values_list("case", "direction", "is_whole", "surprises")
    for case, direction, is_whole, surprised in talks:
        asked_again = case in first and direction == "in"
        first[case] = bool(is_whole) if case not in first else first[case] and not asked_again
        surprises += surprised
    return Figures(matters=len(first), whole=sum(first.values()), surprises=surprises)


def contacts(*, by: Actor, now: datetime) -> tuple[Contact, ...]:
    """Those behind the figures, the newest first. Raises `NotAllowed`."""
    behind = _talks(by, now).filter(Q(is_whole=False) | Q(surprises__gt=0))
    found = behind.select_related("case", "case__customer").order_by("-at", "-id")
    return tuple(_contact(row) for row in found[:MOST])


def _talks(by: Actor, now: datetime) -> OrganisationRows[Conversation]:
    permissions.require(by, Act.SEE_FIGURES)
    since = now - SPAN
    return Conversation.objects.of(by.organisation_id).filter(at__gte=since, at__lte=now, reached=True)


def _contact(row: Conversation) -> Contact:
    return Contact(
        case_id=row.case_id,
        case_title=row.case.title,
        customer=row.case.customer.name,
        channel=row.channel,
        direction=row.direction,
        is_whole=bool(row.is_whole),
        surprises=row.surprises,
        at=row.at,
    )

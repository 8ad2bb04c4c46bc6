"""The forms that a business puts on its site."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from teum.core import intake, permissions
from teum.core.actor import Actor
from teum.core.alignment import Item, facts
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.models import AlignmentTemplate, Intake
from teum.queries import public
from teum.queries.public import Business


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeView:
    """A form: what it asks, in which language, and who is first in touch (None: whoever has the fewest open tasks).

    `possible` are the items that it may ask.
    """

    id: int
    key: str
    name: Said
    language: str
    owner_id: int | None
    owner: str
    items: tuple[Item, ...]
    possible: tuple[Item, ...]
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A form that takes what is sent through it, with its business."""

    business: Business
    form: IntakeView


def every(*, by: Actor) -> tuple[IntakeView, ...]:
    """All of them, in the order in which they were made. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_SERVICES)
    return tuple(_view(row) for row in _rows(by.organisation_id).order_by("id"))


def one(*, intake_id: int, by: Actor) -> IntakeView:
    """One of them. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.MANAGE_SERVICES)
    row = _rows(by.organisation_id).filter(pk=intake_id).first()
    if row is None:
        raise Missing(form=str(intake_id))
    return _view(row)


def possible(*, by: Actor) -> tuple[tuple[int, Said], ...]:
    """The templates of which something can be asked of a stranger."""
    found = AlignmentTemplate.objects.of(by.organisation_id).filter(is_active=True).order_by("id")
    return tuple((row.pk, Said(row.he, row.en)) for row in found if intake.possible(facts.items(row.items)))


def opened(slug: str, key: str) -> Open | None:
    """The form of that address while it is on."""
    business = public.business(slug)
    if business is None or not slug:
        return None
    row = _rows(business.id).filter(key=key, is_on=True, template__is_active=True).first()
    return Open(business=business, form=_view(row)) if row else None


def _rows(organisation_id: int) -> QuerySet[Intake]:
    return Intake.objects.of(organisation_id).select_related("template", "owner")


def _view(row: Intake) -> IntakeView:
    items = facts.items(row.template.items)
    return IntakeView(
        id=row.pk,
        key=row.key,
        name=Said(row.template.he, row.template.en),
        language=row.language,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        items=intake.asked(items, row.asks),
        possible=intake.possible(items),
        is_on=row.is_on,
    )

"""The items that a business goes through with its customers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.alignment import Item, facts
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.models import AlignmentTemplate
from teum.queries import services
from teum.queries.case_view import CaseView
from teum.queries.services import ServiceView


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """A template; `service` None: offered whatever a case is about. `version` counts its changes."""

    id: int
    name: Said
    service: ServiceView | None
    items: tuple[Item, ...]
    is_active: bool
    version: int


def every(*, by: Actor) -> tuple[TemplateView, ...]:
    """All of them, those that are gone through first. Raises `NotAllowed`."""
    permissions.require(by, Act.OPEN_CASE)
    found = AlignmentTemplate.objects.of(by.organisation_id).select_related("service")
    return tuple(view(row) for row in found.order_by("-is_active", "id"))


def one(*, template_id: int, by: Actor) -> TemplateView:
    """One of them. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.OPEN_CASE)
    found = AlignmentTemplate.objects.of(by.organisation_id).select_related("service")
    row = found.filter(pk=template_id).first()
    if row is None:
        raise Missing(template=str(template_id))
    return view(row)


def offered(case: CaseView, *, by: Actor) -> tuple[TemplateView, ...]:
    """Those that fit a case: of what it is about first, then those of everything."""
    about = Q(service=None) | Q(service=case.service.id if case.service else None)
    found = AlignmentTemplate.objects.of(by.organisation_id).filter(about, is_active=True)
    views = [view(row) for row in found.select_related("service").order_by("id")]
    return tuple(sorted(views, key=lambda one: (one.service is None, one.id)))


def view(row: AlignmentTemplate) -> TemplateView:
    """A row as it is shown."""
    return TemplateView(
        id=row.pk,
        name=Said(row.he, row.en),
        service=services.view(row.service) if row.service else None,
        items=facts.items(row.items),
        is_active=row.is_active,
        version=row.version,
    )

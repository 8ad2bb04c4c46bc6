"""What the business offers, as members choose it and managers keep it."""

from __future__ import annotations

from dataclasses import dataclass

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """A product or a service; new cases may be about it where it `is_active`."""

    id: int
    name: str
    is_active: bool


def offered(*, by: Actor) -> tuple[ServiceView, ...]:
    """What a new case may be about, by name. Raises `NotAllowed`."""
    return tuple(service for service in every(by=by) if service.is_active)


def every(*, by: Actor) -> tuple[ServiceView, ...]:
    """All of them, by name, those offered first. Raises `NotAllowed`."""
    permissions.require(by, Act.OPEN_CASE)
    found = Service.objects.of(by.organisation_id).order_by("-is_active", "name", "id")
    return tuple(view(row) for row in found)


def one(*, service_id: int, by: Actor) -> ServiceView:
    """One of them. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.OPEN_CASE)
    row = Service.objects.of(by.organisation_id).filter(pk=service_id).first()
    if row is None:
        raise Missing(service=str(service_id))
    return view(row)


def view(row: Service) -> ServiceView:
    """A row as it is shown."""
    return ServiceView(id=row.pk, name=row.name, is_active=row.is_active)

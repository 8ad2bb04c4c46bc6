"""The processes as managers keep them, and those that a case may follow."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from teum.core import permissions
from teum.core import process as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.process import Stage
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.models import Process
from teum.queries import services
from teum.queries.case_view import CaseView
from teum.queries.services import ServiceView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessView:
    """A process; `service` None: offered whatever a case is about. `version` counts its changes."""

    id: int
    name: Said
    service: ServiceView | None
    stages: tuple[Stage, ...]
    is_active: bool
    version: int


def every(*, by: Actor) -> tuple[ProcessView, ...]:
    """All of them, those that are followed first. Raises `NotAllowed`."""
    permissions.require(by, Act.OPEN_CASE)
    found = Process.objects.of(by.organisation_id).select_related("service").order_by("-is_active", "id")
    return tuple(view(row) for row in found)


def one(*, process_id: int, by: Actor) -> ProcessView:
    """One process. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.OPEN_CASE)
    row = Process.objects.of(by.organisation_id).select_related("service").filter(pk=process_id).first()
    if row is None:
        raise Missing(process=str(process_id))
    return view(row)


def offered(case: CaseView, *, by: Actor) -> tuple[ProcessView, ...]:
    """The processes that a case may follow: of what it is about first, then those of everything."""
    about = Q(service=None) | Q(service=case.service.id if case.service else None)
    found = Process.objects.of(by.organisation_id).filter(about, is_active=True).select_related("service")
    views = [view(row) for row in found.order_by("id")]
    return tuple(sorted(views, key=lambda one: (one.service is None, one.id)))


def view(row: Process) -> ProcessView:
    """A row as it is shown."""
    return ProcessView(
        id=row.pk,
        name=Said(row.he, row.en),
        service=services.view(row.service) if row.service else None,
        stages=tuple(core.stage(one) for one in row.stages),
        is_active=row.is_active,
        version=row.version,
    )

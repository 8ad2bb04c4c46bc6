"""What a service keeps to be told, as managers keep it and as it is laid before a customer at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.core import digest, permissions
from teum.core import disclosure as core
from teum.core import standing as standings
from teum.core.actor import Actor
from teum.core.disclosure import Shown
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import Organisation, Service, StandingDisclosure
from teum.queries import terms
from teum.queries.case_view import CaseView


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """A standing disclosure as it would be told now; `digest` is that of all that is `shown`."""

    id: int
    shown: Shown
    digest: str
    is_active: bool


def of_service(
    service_id: int, *, by: Actor, now: datetime, since: datetime | None = None
) -> tuple[StandingView, ...]:
    """What a service keeps to be told, those in use first, with the dates that count from `since`, or from now.

    Raises `NotAllowed`, `Missing`.
    """
    permissions.require(by, Act.OPEN_CASE)
    if not Service.objects.of(by.organisation_id).filter(pk=service_id).exists():
        raise Missing(service=str(service_id))
    calendar = terms.calendar(Organisation.objects.get(pk=by.organisation_id))
    kept = StandingDisclosure.objects.of(by.organisation_id).filter(service=service_id)
    found = []
    for row in kept.order_by("-is_active", "id"):
        shown = standings.laid(core.read(row.text), row.days, since=since or now, calendar=calendar)
        sealed = digest.of(row.salt, core.written(shown))
        found.append(StandingView(id=row.pk, shown=shown, digest=sealed, is_active=row.is_active))
    return tuple(found)


def laid(service_id: int, *, by: Actor, now: datetime) -> tuple[StandingView, ...]:
    """What is told at the counter."""
    return tuple(view for view in of_service(service_id, by=by, now=now) if view.is_active)


def untold(case: CaseView, *, by: Actor, now: datetime) -> tuple[StandingView, ...]:
    """What the service of a case keeps to be told, and was not told in it."""
    if case.service is None or case.state == "closed" or not permissions.may(by, Act.OPEN_CASE):
        return ()
    told = {disclosure.kept for disclosure in case.disclosures}
    return tuple(view for view in laid(case.service.id, by=by, now=now) if view.id not in told)

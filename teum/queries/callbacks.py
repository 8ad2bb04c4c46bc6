"""When the customer behind a link can be called."""

from __future__ import annotations

from datetime import datetime

from teum.core import callback, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.core.window import Window
from teum.models import Case
from teum.queries import sight, terms
from teum.queries.public import Visit


def of_case(case_id: int, *, by: Actor, now: datetime) -> tuple[Window, ...]:
    """The windows to choose from, for a member who was asked. Raises `Missing`, `NotAllowed`."""
    found = Case.objects.of(by.organisation_id).select_related("organisation", "customer").filter(pk=case_id)
    case = sight.require(found.first(), by=by)
    permissions.require(by, Act.RECORD)
    return callback.offered(times=terms.times(case.organisation, case.customer), now=now)


def offered(visit: Visit, case_id: int, *, now: datetime) -> tuple[Window, ...]:
    """The windows to choose from, about a case that the link opens. Raises `Missing`."""
    case = next((case for case in visit.cases if case.pk == case_id), None)
    if case is None:
        raise Missing(case=str(case_id))
    return callback.offered(times=terms.times(case.organisation, case.customer), now=now)

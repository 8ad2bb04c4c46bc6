"""When the customer of a case can be called."""

from __future__ import annotations

from datetime import datetime

from teum.core import callback
from teum.core.actor import Actor
from teum.core.refusal import Missing
from teum.core.window import Window
from teum.models import Case, prepared
from teum.queries import terms

_CASE = prepared.rows(
    lambda organisation, case: (
        Case.objects.of(organisation).select_related("organisation", "customer").filter(pk=case)
    )
)


def offered(case_id: int, *, by: Actor, now: datetime) -> tuple[Window, ...]:
    """The windows to choose from. Raises `Missing`."""
    case = _CASE.first(by.organisation_id, case_id)
    if case is None or not by.reaches(case.customer_id):
        raise Missing(case=str(case_id))
    return callback.offered(times=terms.times(case.organisation, case.customer), now=now)

"""To which windows an appointment can move, for the customer behind a link."""

from __future__ import annotations

from datetime import datetime

from teum import language
from teum.core.window import Window
from teum.queries import terms
from teum.queries.public import Visit


def offered(visit: Visit, case_id: int, *, agreed: Window, now: datetime) -> tuple[Window, ...]:
    """As wide as the agreed one, behind it, while somebody is there; an earlier one can still be named."""
    case = next(case for case in visit.cases if case.pk == case_id)
    return language.suggest_instead(agreed, now, terms.calendar(case.organisation))

"""The ask: what the owner is shown before the clock speaks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.core import updates
from teum.core.actor import Actor
from teum.core.window import Window
from teum.models import Promise, Timer
from teum.queries import rows, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A promise that is asked about: its window, when the clock would speak, and by when it would promise a word."""

    promise_id: int
    version: int
    case_id: int
    customer: str
    what: str
    window: Window
    hold_at: datetime | None
    next_due: datetime


def ask(promise_id: int, *, by: Actor, now: datetime) -> Ask | None:
    """The ask about a promise of this organisation; None where there is no such promise."""
    found = Promise.objects.of(by.organisation_id).select_related(
        "case", "case__customer", "case__organisation"
    )
    row = found.filter(pk=promise_id).first()
    if row is None:
        return None
    hold_at = (
        Timer.objects.of(by.organisation_id)
        .filter(promise=row, kind="hold", number=row.number)
        .values_list("fire_at", flat=True)
        .first()
    )
    times = terms.times(row.case.organisation, row.case.customer)
    next_due = updates.word_after(rows.promise(row), times=times, now=hold_at or now)
    return Ask(
        promise_id=row.pk,
        version=row.version,
        case_id=row.case_id,
        customer=row.case.customer.name,
        what=row.what,
        window=rows.window(row.due, row.start, row.zone),
        hold_at=hold_at,
        next_due=next_due,
    )

"""Signs of life of the loops, and what is recorded when the clock was away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from teum.actions import outages
from teum.models import Pulse, prepared
from teum.queries import timers

GAP = timedelta(minutes=2)
"""No sign of life for longer than this: it was away."""


def beat(name: str, *, lag_seconds: float = 0.0, now: datetime) -> None:
    """Leave a sign of life; of several processes with one name the latest counts."""
    with transaction.atomic():
        if not Pulse.objects.filter(name=name, at__lte=now).update(at=now, lag_seconds=lag_seconds):
            Pulse.objects.get_or_create(name=name, defaults={"at": now, "lag_seconds": lag_seconds})


def arrive(name: str, *, now: datetime) -> datetime | None:
    """Since when nobody of that name gave a sign of life, where that is too long; the first who comes back learns it.

    For the clock it is recorded with every business that had something due meanwhile (guarantee 3).
    """
    with transaction.atomic():
        last = _LAST.first(name)
        if last is None or now - last.at <= GAP:
            return None
        _is_back(name, now, last.at)
        if name == "clock":
            _record_absence(last.at, now)
        return last.at


@prepared.changing
def _is_back(name: str, now: datetime, since: datetime) -> prepared.Change:
    return Pulse.objects.filter(name=name), {"at": now, "was_away_since": since}


_LAST = prepared.rows(lambda name: Pulse.objects.select_for_update(no_key=True).filter(name=name))


def _record_absence(since: datetime, now: datetime) -> None:
    """Only what is overdue was missed: a clock that is started every few minutes misses nothing by that.

    And what a person's act found first, in its stead. Where nobody was late by it, it is on no record.
    """
    overdue = timers.organisations_with_due(since=since, until=now - GAP)
    for organisation in sorted({*overdue, *timers.organisations_that_saw_it(since=since)}):
        outages.record(organisation, since=since, until=now)

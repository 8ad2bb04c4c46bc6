"""About when the stages of a case end (A5): what is promised by its date, and what lies between by what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from teum.core import term
from teum.core.process import Journey, Passage
from teum.core.working_time import Calendar


def ends(usual: str, *, calendar: Calendar, since: datetime) -> datetime:
    """When so long a time has passed, at an hour at which the business is there: nobody visits on Shabbat.

    Raises `UnknownTerm`.
    """
    at = term.due_after(usual, calendar=calendar, now=since).astimezone(calendar.zone)
    on = at.date()
    if calendar.is_open_day(on):
        at = min(at, calendar.close_of(on).astimezone(calendar.zone), key=_utc)
        if _utc(at) > _utc(since):
            return at
    return calendar.close_of(calendar.next_open_day(on)).astimezone(calendar.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What is promised of a stage: by when it begins, and by when what it is for is done.

    `promise` is that of the second. `is_kept`: it is done, before the case came there.
    """

    begins: datetime | None = None
    due: datetime | None = None
    promise: int | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """About when a stage ends that is not over: between two moments, by what it usually takes.

    An estimate, unless it `is_promised`. `takes_longer`: it is over its usual time already.
    """

    stage: int
    earliest: datetime
    latest: datetime
    takes_longer: bool = False
    is_promised: bool = False


NOTHING_PROMISED = Promised()


def expected(
    journey: Journey, *, calendar: Calendar, promised: Mapping[int, Promised], now: datetime
) -> tuple[Expected, ...]:
    """About when the stage in which the case is, and each that is to come, ends.

    Estimates only grow wider until the next date that is promised: from that they begin anew, and none before it
    reaches beyond it.
    """
    found: list[Expected] = []
    earliest = latest = now
    if here := journey.here:
        first = _here(journey, here, calendar=calendar, promised=_of(here.stage, promised), now=now)
        found.append(first)
        earliest, latest = first.earliest, first.latest
    for number in journey.ahead:
        one = _ahead(
            journey,
            number,
            calendar=calendar,
            since=(earliest, latest),
            promised=_of(number, promised),
            now=now,
        )
        found.append(one)
        earliest, latest = one.earliest, one.latest
    return _bounded(found, promised, now=now)


def _of(number: int, promised: Mapping[int, Promised]) -> Promised:
    return promised.get(number, NOTHING_PROMISED)


def _here(
    journey: Journey, here: Passage, *, calendar: Calendar, promised: Promised, now: datetime
) -> Expected:
    stage = journey.stages[here.stage]
    since = max(here.entered, promised.begins or here.entered, key=_utc)
    low, high = (ends(usual, calendar=calendar, since=since) for usual in (stage.low, stage.high))
    latest = high if promised.due is None else promised.due
    return Expected(
        stage=here.stage,
        earliest=min(max(low, now, key=_utc), max(latest, now, key=_utc), key=_utc),
        latest=max(latest, now, key=_utc),
        takes_longer=_utc(latest) < _utc(now),
        is_promised=promised.due is not None,
    )


def _ahead(
    journey: Journey,
    number: int,
    *,
    calendar: Calendar,
    since: tuple[datetime, datetime],
    promised: Promised,
    now: datetime,
) -> Expected:
    earliest, latest = since
    if promised.is_kept:
        return Expected(stage=number, earliest=earliest, latest=latest, is_promised=True)
    if promised.due:
        at = max(promised.due, now, key=_utc)
        return Expected(stage=number, earliest=at, latest=at, is_promised=True)
    if promised.begins:
        earliest = latest = max(promised.begins, now, key=_utc)
    stage = journey.stages[number]
    earliest = ends(stage.low, calendar=calendar, since=earliest)
    latest = max(earliest, ends(stage.high, calendar=calendar, since=latest), key=_utc)
    return Expected(stage=number, earliest=earliest, latest=latest)


def _bounded(
    found: list[Expected], promised: Mapping[int, Promised], *, now: datetime
) -> tuple[Expected, ...]:
    """No estimate reaches beyond what is promised of a later stage."""
    bound: datetime | None = None
    kept: list[Expected] = []
    for one in reversed(found):
        if bound and not one.is_promised:
            latest = min(one.latest, max(bound, now, key=_utc), key=_utc)
            one = replace(one, earliest=min(one.earliest, latest, key=_utc), latest=latest)
        kept.append(one)
        said = _of(one.stage, promised)
        dates = [at for at in (bound, said.begins, None if said.is_kept else said.due) if at]
        bound = min(dates, key=_utc) if dates else None
    return tuple(reversed(kept))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)

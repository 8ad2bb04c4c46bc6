"""From what a phrase says to moments in a business calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from teum.core.refusal import Refused
from teum.language.times import days, moments
from teum.language.times.spec import Spec
from teum.language.values import Resolution

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

_LONGEST = {"bday": 2000, "bhour": 5000, "second": 10**7, "minute": 10**6, "hour": 10**5, "day": 40_000}
_LONGEST_OTHER = 5000
_CLOCK_UNITS = {"second": 1, "minute": 60, "hour": 3600}
_CLOCK_GRAINS = {"second": "second", "minute": "second", "hour": "minute"}


def resolve(spec: Spec, now: datetime, calendar: Calendar) -> Resolution | None:
    """The window that a phrase sets; None for one that no reader can place."""
    try:
        found = _resolve(spec, now.astimezone(calendar.zone), calendar)
    except (OverflowError, ValueError, Refused):
        return None
    # 24.11 to 24.11.2026, said in 2028: the end of such a range is past when it begins
    is_backward = found is not None and found.start is not None and found.start > found.due
    return None if is_backward else found


def _resolve(spec: Spec, now: datetime, calendar: Calendar) -> Resolution | None:
    if spec.now:
        return Resolution(now, now, "second")
    if spec.amount is not None and not _is_day_meant(spec):
        return _amount(spec, now, calendar)
    span = days.of(spec, now, calendar)
    if spec.clock is not None:
        return _clock(spec, span, now, calendar)
    if spec.part:
        return _part(spec, span, now, calendar)
    if span is None:
        return None
    start = moments.opening(span.first, calendar) if span.has_start else None
    return Resolution(start, moments.closing(span.last, calendar), span.grain)


def _is_day_meant(spec: Spec) -> bool:
    """Whether the day that is named beside a stretch is the deadline: `within 3 days, by Thursday`."""
    return spec.rel in ("by", "until") and spec.has_day() and not spec.counts_from and not spec.holiday


def _amount(spec: Spec, now: datetime, calendar: Calendar) -> Resolution | None:
    low, high = spec.amount or (0, 0)
    if high > _LONGEST.get(spec.unit, _LONGEST_OTHER):
        return None
    sign = -1 if spec.ago else 1
    if spec.unit in _CLOCK_UNITS:
        seconds = _CLOCK_UNITS[spec.unit] * sign
        start = moments.later(now, low * seconds) if high > low else None
        return Resolution(start, moments.later(now, high * seconds), _CLOCK_GRAINS[spec.unit])
    if spec.unit == "bhour":
        opening = calendar.add_working(now, timedelta(hours=low)) if high > low else None
        return Resolution(opening, calendar.add_working(now, timedelta(hours=high)), "minute")
    base = now.date()
    if spec.holiday:
        base = days.holiday(spec, now, calendar) or base
    elif spec.counts_from or spec.rel == "after":
        base = _counted_from(spec, now, calendar) or base
    first, last = (_shift(base, count * sign, spec.unit, calendar) for count in (low, high))
    if spec.clock is not None:
        return _clock(spec, days.Days(last, last, "day"), now, calendar)
    start = moments.opening(first, calendar) if high > low else None
    grain = spec.unit if spec.unit in ("month", "year") and not sign > 0 else "day"
    return Resolution(start, moments.closing(last, calendar), grain)


def _counted_from(spec: Spec, now: datetime, calendar: Calendar) -> date | None:
    """The day from which a stretch is counted: two weeks from Monday, תוך 3 ימים מיום שני."""
    span = days.of(replace(spec, amount=None), now, calendar) if spec.has_day() else None
    return span.last if span is not None and spec.day is None else None


def _shift(base: date, count: float, unit: str, calendar: Calendar) -> date:
    if unit == "bday":
        return calendar.add_business_days(base, round(count + 0.49) if count > 0 else round(count - 0.49))
    if unit in ("day", "week", "fortnight"):
        return base + timedelta(days=round(count * {"day": 1, "week": 7, "fortnight": 14}[unit] + 0.01))
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    shifted = days.add_months(base, int(months))
    return shifted + timedelta(days=round((months - int(months)) * 30))


def _clock(spec: Spec, span: days.Days | None, now: datetime, calendar: Calendar) -> Resolution | None:
    clock = spec.clock
    if clock is None:
        return None
    if spec.zone:
        now = now.astimezone(ZoneInfo(spec.zone))
    minutes = moments.minutes_of(clock, spec.part)
    end = moments.end_of_range(minutes, spec.clock_end, spec.part) if spec.clock_end is not None else minutes
    grain = (
        "minute" if "minute" in (clock.grain, spec.clock_end.grain if spec.clock_end else "") else clock.grain
    )
    if span is None:
        on, minutes, end = _nearest(spec, minutes, end, now)
    else:
        on = span.last
        is_early = spec.day == 0 and not clock.sure and end < moments.NOON
        if is_early and moments.at(on, end, now) <= now:
            minutes, end = minutes + moments.NOON, end + moments.NOON
    due = moments.at(on, end, now)
    if clock.seconds:
        due += timedelta(seconds=clock.seconds)
    due = due.astimezone(calendar.zone)
    if spec.clock_end is not None:
        return Resolution(moments.at(on, minutes, now).astimezone(calendar.zone), due, grain)
    if spec.rel == "after":
        return Resolution(due, max(due, moments.closing(on, calendar)), grain)
    return Resolution(None if spec.is_deadline() else due, due, grain)


def _nearest(spec: Spec, minutes: int, end: int, now: datetime) -> tuple[date, int, int]:
    """Today where that hour is still ahead, else tomorrow."""
    today = now.date()
    if moments.at(today, end, now) > now:
        return today, minutes, end
    return today + timedelta(days=1), minutes, end


def _part(spec: Spec, span: days.Days | None, now: datetime, calendar: Calendar) -> Resolution | None:
    minutes = moments.PARTS[spec.part]
    if span is None:
        on, _, _ = _nearest(spec, minutes, minutes, now)
    else:
        on = span.last
    return Resolution(None, moments.at(on, minutes, now), "hour")

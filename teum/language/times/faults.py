"""Times that nobody can keep as they are written: 31.11, 25:00, Tuesday the 5th that is a Saturday, from 12 to 10.

None of them is read as the moment nearest to it: it is asked about, under the code of its entry among the vague words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from teum.core import window as windows
from teum.language.times import date_parts, days, holidays, moments
from teum.language.times.spec import Clock, Spec

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

NO_SUCH_DATE, NO_SUCH_HOUR = "no_such_date", "no_such_hour"
DAYS_DISAGREE, HOURS_DISAGREE, BACKWARD = "days_disagree", "hours_disagree", "backward"
PAST = "past"

_LONGEST_NIGHT = 10 * 60
_WRITTEN_OUT = 10 * 60
_HALF_YEAR = 183


def of(spec: Spec, now: datetime, calendar: Calendar) -> str:
    """The code of what is wrong with a time as it is written; nothing where it can be kept."""
    if spec.is_past():
        return ""
    try:
        here = now.astimezone(calendar.zone)
        return of_none(spec) or _of_days(spec, here, calendar) or _of_hours(spec, here, calendar)
    except (OverflowError, ValueError):
        return ""


def of_none(spec: Spec) -> str:
    """The code of a date or an hour that no calendar has; nothing where there may be one."""
    if any(_is_no_date(written) for written in (spec.date, spec.date_end)):
        return NO_SUCH_DATE
    clocks = (spec.clock, spec.clock_end)
    return NO_SUCH_HOUR if any(clock is not None and not clock.exists for clock in clocks) else ""


def _is_backward(begin: int, clock: Clock, part: str) -> bool:
    """Whether a range of hours ends before it begins: between 12:00 and 10:00, and not from 22:00 to 6:00.

    `begin` in minutes since midnight. 10 to 12 are written in full, and are not moved to the evening.
    """
    said = clock.minutes if clock.sure else moments.minutes_of(clock, part)
    if part or said > begin:
        return False
    is_written_out = clock.grain == "minute" and _WRITTEN_OUT <= clock.minutes < 13 * 60 and not clock.sure
    return is_written_out or moments.end_of_range(begin, clock, part) - begin >= _LONGEST_NIGHT


# ── days ──


def _of_days(spec: Spec, now: datetime, calendar: Calendar) -> str:
    if spec.edge or spec.holiday or spec.nth is not None or spec.amount is not None:
        return ""
    if spec.hebrew is None and spec.date is None and spec.day is None:
        return ""
    span = days.of(spec, now, calendar)
    if span is None:
        return NO_SUCH_DATE if spec.hebrew is not None and spec.hebrew.year is not None else ""
    if spec.date_end is not None and (span.last - span.first).days > _HALF_YEAR:
        return BACKWARD if spec.date_end[0] is None else ""
    is_one = spec.period != "week" and spec.is_one_day()
    return DAYS_DISAGREE if is_one and not _agrees(spec, span.first, now.date()) else ""


def _is_no_date(written: tuple[int | None, int | None, int | None] | None) -> bool:
    year, month, day = written or (None, None, None)
    if month is None or day is None:
        return False
    if date_parts.valid(year, month, day) is None:
        return True
    return year is not None and day > holidays.end_of_month(year, month).day


def _agrees(spec: Spec, on: date, today: date) -> bool:
    """Whether all that names the day names this one: its weekday, today or tomorrow."""
    if spec.weekday is not None and spec.weekday_end is None and spec.weekday != on.weekday():
        return False
    return spec.day is None or (on - today).days == spec.day


# ── hours ──


def _of_hours(spec: Spec, now: datetime, calendar: Calendar) -> str:
    clock, end = spec.clock, spec.clock_end
    if clock is None:
        return ""
    if _is_other_half(clock, spec.part):
        return HOURS_DISAGREE
    if end is not None and _is_backward(moments.minutes_of(clock, spec.part), end, spec.part):
        return BACKWARD
    return "" if spec.zone or spec.amount is not None else _of_the_night(spec, now, calendar)


def _is_other_half(clock: Clock, part: str) -> bool:
    """Whether the part of the day is said of an hour that is not in it: 14:00 in the morning."""
    if part in ("morning", "firstthing"):
        return 13 * 60 <= clock.minutes < moments.DAY
    return part in ("afternoon", "evening") and clock.sure and clock.minutes < moments.NOON


def _of_the_night(spec: Spec, now: datetime, calendar: Calendar) -> str:
    """Whether the clocks go forward over one of its hours."""
    span = days.of(replace(spec, clock=None, clock_end=None), now, calendar)
    if span is None or spec.clock is None:
        return ""
    begin = moments.minutes_of(spec.clock, spec.part)
    hours = [begin]
    if spec.clock_end is not None:
        hours.append(moments.end_of_range(begin, spec.clock_end, spec.part))
    return NO_SUCH_HOUR if any(_is_skipped(span.last, minutes, calendar) for minutes in hours) else ""


def _is_skipped(on: date, minutes: int, calendar: Calendar) -> bool:
    try:
        windows.aware(moments.wall(on, minutes), calendar.zone)
    except windows.NoSuchHour:
        return True
    except windows.TwoReadings:
        return False  # the window itself is refused, with both readings
    return False

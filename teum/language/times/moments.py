"""Moments of a day: hours that may be morning or evening, parts of the day, openings and closings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from teum.language.times.spec import Clock

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

NOON, DAY = 12 * 60, 24 * 60
# Until when a promise for that part of the day holds, in minutes since midnight.
PARTS = {
    "morning": NOON,
    "firstthing": NOON,
    "noon": NOON,
    "lunch": NOON,
    "afternoon": 17 * 60,
    "evening": 21 * 60,
    "tonight": DAY - 1,
    "midnight": DAY - 1,
}
_EARLIEST_MORNING = 7 * 60
_NIGHT_ENDS = 5 * 60


def at(on: date, minutes: int, like: datetime) -> datetime:
    """That many minutes after midnight by the wall clock, in the zone of another moment."""
    return wall(on, minutes).replace(tzinfo=like.tzinfo).astimezone(UTC).astimezone(like.tzinfo)


def wall(on: date, minutes: int) -> datetime:
    """That many minutes after midnight as a clock on the wall shows it, in no zone."""
    return datetime.combine(on, time()) + timedelta(minutes=minutes)


def later(moment: datetime, seconds: float) -> datetime:
    """So much later on the clock, across a change of clocks as well."""
    return (moment.astimezone(UTC) + timedelta(seconds=round(seconds))).astimezone(moment.tzinfo)


def opening(on: date, calendar: Calendar) -> datetime:
    """When the business opens on that day."""
    return calendar.open_of(on)


def closing(on: date, calendar: Calendar) -> datetime:
    """When the business closes on that day, or usually would."""
    return calendar.close_of(on)


def minutes_of(clock: Clock, part: str) -> int:
    """Which of its two readings an hour has: by the part of the day, else one to six are in the afternoon."""
    minutes = clock.minutes
    if clock.sure or minutes >= 13 * 60:
        return minutes
    if part in ("morning", "firstthing"):
        return minutes
    if part in ("afternoon", "evening"):
        return minutes + NOON if minutes < NOON else minutes if part == "afternoon" else minutes % NOON + DAY
    if part in ("tonight", "midnight"):
        if minutes >= NOON:
            return minutes % NOON + DAY
        return minutes + (DAY if minutes < _NIGHT_ENDS else NOON)
    return minutes + NOON if 60 <= minutes < _EARLIEST_MORNING else minutes


def end_of_range(begin: int, end: Clock, part: str) -> int:
    """The end of a range of hours: after its beginning, half a day or a day later where it must be."""
    minutes = end.minutes if end.sure else minutes_of(end, part)
    while minutes <= begin:
        minutes += NOON if not end.sure else DAY
    return minutes

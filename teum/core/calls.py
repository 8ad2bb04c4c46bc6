"""Calls that reach nobody: when somebody tries again, and when the message goes instead (A12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from teum.core import delivery
from teum.core.updates import Times


class Result(StrEnum):
    """What became of a call."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


MOST_TRIES = 3
"""After so many calls without an answer the message goes."""
PAUSES = (timedelta(minutes=20), timedelta(hours=1))
"""How long after the first and the second call without an answer somebody tries again."""
TO_CALL = timedelta(minutes=20)
"""How long the message waits for the call that was put off."""
_GRAIN = timedelta(minutes=5)
_MOST_STEPS = 60


def next_try(
    tries: int,
    *,
    times: Times,
    needed_by: datetime | None,
    goes_at: datetime | None = None,
    now: datetime,
) -> datetime | None:
    """When somebody calls again after `tries` calls without an answer; None where the message goes instead.

    While we are open and the customer may be disturbed, and so early that the message could still leave after it. A
    message that waits for the call until `goes_at` waits for no other day, and no longer once that moment has passed.
    """
    if tries >= MOST_TRIES or (goes_at is not None and goes_at <= now):
        return None
    now = now.astimezone(UTC)  # an hour of a change of clocks is an hour, too
    at = first_moment(now + PAUSES[tries - 1], times=times)
    if at is not None and goes_at is not None and at.date() != now.astimezone(at.tzinfo).date():
        return None
    if at is None or needed_by is None or needed_by <= now:
        return at
    left = needed_by.astimezone(UTC) - at.astimezone(UTC)
    return at if left >= TO_CALL + delivery.GOES_AHEAD else None


def another_day(*, times: Times, now: datetime) -> datetime:
    """The next day's first moment for a call, where no message can take its place."""
    calendar = times.calendar
    on = calendar.next_open_day(now.astimezone(calendar.zone).date())
    opens = datetime.combine(on, calendar.blocks_on(on)[0].opens, tzinfo=calendar.zone)
    return first_moment(opens, times=times) or opens


def first_moment(at: datetime, *, times: Times) -> datetime | None:
    """The first moment from there on at which we are open and they may be called; None where there is none for long."""
    at = _round_up(at.astimezone(times.calendar.zone))
    for _ in range(_MOST_STEPS):
        opens = times.calendar.next_opening(at)
        if not times.quiet.is_quiet(opens):
            return opens
        at = times.quiet.next_allowed(opens)
    return None


def _round_up(at: datetime) -> datetime:
    """A full five minutes."""
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at + (_GRAIN - over if over else timedelta(0))

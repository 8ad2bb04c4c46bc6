"""Bad news by voice first: until when somebody calls before the message goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from teum.core import calls
from teum.core.updates import Times

LEFT = 0.5
"""So much of the time until it is needed stays for the message and for what may go wrong with it."""
LEAST_LEFT = timedelta(minutes=30)
TO_CALL = timedelta(minutes=15)
"""A wait shorter than this is none: nobody would get to the phone."""


def call_until(
    *, may_be_called: bool, needed_by: datetime | None, times: Times, now: datetime
) -> datetime | None:
    """By when they are called with it; then the message goes. None where it goes at once.

    `may_be_called`: there is a number of theirs, and they have not asked to be written to instead.

    So many open minutes as the policy says, on the day on which they can be called next, and while more than half of
    the time is left until they need to know. Nobody is kept waiting overnight for a call that can be made today.
    """
    minutes = timedelta(minutes=times.policy.voice_minutes)
    opens = calls.first_moment(now, times=times)
    if not minutes or not may_be_called or opens is None:
        return None
    on = opens.astimezone(times.calendar.zone).date()
    until = min(_utc(times.calendar.add_working(opens, minutes)), _utc(times.calendar.close_of(on)))
    if needed_by is not None and needed_by > now:
        left = max((_utc(needed_by) - _utc(now)) * LEFT, LEAST_LEFT)
        until = min(until, _utc(needed_by) - left)
    if times.quiet.is_quiet(until):
        until = _utc(times.quiet.latest_allowed_before(until))
    return until.astimezone(times.calendar.zone) if until - _utc(opens) >= TO_CALL else None


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)

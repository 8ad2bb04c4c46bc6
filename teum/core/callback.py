"""When a customer who asks for a call can be called: three windows that they choose from by one tap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from teum.core import window as windows
from teum.core.promise import Debtor, Nature, State
from teum.core.refusal import Conflict, Refused
from teum.core.updates import Times
from teum.core.window import Window

WIDTH = timedelta(hours=1)
"""Wide enough to keep, and short enough to wait for."""
STEP = timedelta(minutes=30)
APART = timedelta(hours=2)
"""The second begins no sooner than this after the first has ended."""
SOONEST = timedelta(minutes=15)
"""What was offered a while ago is taken until this before it begins."""
_SEARCH_DAYS = 30


class WindowGone(Conflict):
    """This window is not offered, or no longer."""

    code = "window_gone"


class CallPromised(Conflict):
    """A call is promised already. Carries `promise`."""

    code = "call_promised"


class Said(Protocol):
    """What tells a promise of a call, as a row or as it is shown."""

    @property
    def nature(self) -> str:
        """A deed, or a word."""

    @property
    def debtor(self) -> str:
        """Whose it is."""

    @property
    def channel(self) -> str:
        """How the customer gets it."""

    @property
    def state(self) -> str:
        """Where it stands."""

    @property
    def window(self) -> Window:
        """When it comes."""


def is_owed(promise: Said, *, now: datetime) -> bool:
    """Whether it is a call of ours that is still to come: while there is one, no second is asked for."""
    return _is_open(promise) and not promise.window.is_over(now)


def is_missed(promise: Said, *, now: datetime) -> bool:
    """Whether it is a call of ours that is late: who asks for one again chooses its new time."""
    return _is_open(promise) and promise.window.is_over(now)


def _is_open(promise: Said) -> bool:
    said = (promise.nature, promise.debtor, promise.channel, promise.state)
    return said == (Nature.DEED, Debtor.PROVIDER, "phone", State.OPEN)


def offered(*, times: Times, now: datetime) -> tuple[Window, ...]:
    """At most three: the first once the policy's lead of open time has passed, one later, and one on another day.

    All lie inside the opening hours and outside the customer's quiet time; there are fewer, or none, where those
    leave none within a month.
    """
    lead = timedelta(minutes=times.policy.first_contact_minutes)
    found: list[Window] = []
    for window in _fitting(times.calendar.add_working(now, lead), times=times):
        if _is_another(window, found):
            found.append(window)
        if len(found) == 3:
            break
    return tuple(found)


def _is_another(window: Window, found: list[Window]) -> bool:
    start = window.start or window.due
    if not found:
        return True
    if len(found) == 1:
        return start.astimezone(UTC) >= found[0].due.astimezone(UTC) + APART
    return start.date() > found[1].due.date()


def chosen(start: datetime, *, times: Times, now: datetime) -> Window:
    """The window that begins then, if it is or a moment ago was one to choose. Raises `WindowGone`."""
    last = max((window.due.astimezone(UTC) for window in offered(times=times, now=now)), default=now)
    for window in _fitting(now + SOONEST, times=times):
        if window.due.astimezone(UTC) > last:
            break
        if window.start == start:
            return window
    raise WindowGone(start=start.isoformat())


def _fitting(since: datetime, *, times: Times) -> Iterator[Window]:
    """Every window from a moment on at which somebody is there and the customer may be called, within a month."""
    calendar = times.calendar
    on = since.astimezone(calendar.zone).date()
    last = on + timedelta(days=_SEARCH_DAYS)
    while on <= last:
        if calendar.is_open_day(on):
            for half in range(timedelta(days=1) // STEP):
                start = datetime.combine(on, time(half // 2, half % 2 * 30), tzinfo=calendar.zone)
                window = _window(start, zone=calendar.zone, since=since)
                if window and _suits(window, times):
                    yield window
        on += timedelta(days=1)


def _window(start: datetime, *, zone: ZoneInfo, since: datetime) -> Window | None:
    """The window that begins then; None where that is over, or an hour that two people would read apart."""
    if start.astimezone(UTC) < since.astimezone(UTC):
        return None
    try:
        return windows.of(start=start, due=start + WIDTH, zone=zone, now=since)
    except Refused:
        return None


def _suits(window: Window, times: Times) -> bool:
    begins = (window.start or window.due).astimezone(UTC)
    moments = [begins, begins + STEP, begins + WIDTH - timedelta(minutes=1)]
    return all(times.calendar.is_open(at) and not times.quiet.is_quiet(at) for at in moments)

"""The other time that a customer names for an offer or an appointment: as wide as ours, while somebody is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from teum.core import their_part
from teum.core import window as windows
from teum.core.promise import Debtor, Incomplete, NotPossible, Promise, SameWindow, State
from teum.core.refusal import Conflict, Invalid
from teum.core.window import DuePast, Window
from teum.core.working_time import Calendar

MOST_NAMED = 3
"""So many windows are named at once: enough to choose from, few enough to keep free meanwhile."""


class TooManyTimes(Invalid):
    """More windows than can be kept free meanwhile. Carries `most`."""

    code = "too_many_times"


class NotAsked(Conflict):
    """This window is not one that the customer asked for. Carries `start`."""

    code = "not_asked"


class AlreadyProposed(Invalid):
    """It is the time that we asked them for: they agree to it, and need not ask."""

    code = "already_proposed"


class OutsideHours(Invalid):
    """Nobody is there at that time. Carries `on` (a date) and `hours`, those of that date; none where it is closed."""

    code = "outside_hours"


def window(begins: datetime, *, offered: Window) -> Window:
    """The offered window, moved so that it begins then; where it has no start, it is that moment by which it is due."""
    if offered.start is None:
        return Window(due=begins)
    return Window(start=begins, due=(begins.astimezone(UTC) + width(offered)).astimezone(begins.tzinfo))


def width(window: Window) -> timedelta:
    """How long a window is; nothing where it has no start."""
    return window.due.astimezone(UTC) - (window.start or window.due).astimezone(UTC)


class Timed(Protocol):
    """A promise, or its picture: whose it is, how it stands, its window, and one of ours that waits for their word."""

    @property
    def state(self) -> str: ...
    @property
    def debtor(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def window(self) -> Window: ...
    @property
    def proposed(self) -> Window | None: ...


def is_movable(promise: Timed, *, now: datetime) -> bool:
    """Whether it can move to a time that they asked for: ours that is agreed or proposed for later, or their part."""
    is_ahead = promise.state == State.OPEN and not promise.window.is_over(now)
    is_ours = promise.debtor == Debtor.PROVIDER and (is_ahead or _is_proposed(promise, now))
    return is_ours or _is_their_part(promise)


def is_askable(promise: Timed, *, now: datetime) -> bool:
    """Whether a customer may ask for another time: of an appointment, of their own part, or where we ask for one."""
    is_any = promise.window.start is not None or _is_proposed(promise, now) or _is_their_part(promise)
    return is_any and is_movable(promise, now=now)


def model(promise: Timed, *, now: datetime) -> Window:
    """As wide as which another time is: as the one that we ask for, where there is one, else as what is agreed."""
    return promise.proposed if promise.proposed and _is_proposed(promise, now) else promise.window


def _is_their_part(promise: Timed) -> bool:
    return their_part.is_open(state=promise.state, debtor=promise.debtor, nature=promise.nature)


def _is_proposed(promise: Timed, now: datetime) -> bool:
    return promise.proposed is not None and promise.proposed.due > now


def require_movable(promise: Promise, *, now: datetime) -> None:
    """Refuse with `not_possible` where it can move no more."""
    if not is_movable(promise, now=now):
        raise NotPossible(state=str(promise.state), operation="counter")


def named(
    begin: Iterable[datetime], *, agreed: Promise, calendar: Calendar, now: datetime
) -> tuple[Window, ...]:
    """The windows to which a promise is asked to move, the earliest first: each as wide as its `model`.

    Raises `NotPossible` where it is none that can move, `Incomplete`, `TooManyTimes`, `SameWindow`, `AlreadyProposed`,
    `OutsideHours`, and the refusals of a window.
    """
    if not is_askable(agreed, now=now):
        raise NotPossible(state=str(agreed.state), operation="counter")
    wanted = sorted({at.astimezone(UTC) for at in begin})
    if not wanted:
        raise Incomplete(missing=["start"])
    if len(wanted) > MOST_NAMED:
        raise TooManyTimes(most=MOST_NAMED)
    return tuple(_named(at, agreed, calendar=calendar, now=now) for at in wanted)


def _named(begins: datetime, agreed: Promise, *, calendar: Calendar, now: datetime) -> Window:
    zone = agreed.window.zone
    moved = window(begins.astimezone(zone), offered=model(agreed, now=now))
    moved = windows.of(due=moved.due, start=moved.start, zone=zone, now=now)
    if begins <= now.astimezone(UTC):
        raise DuePast(due=begins.isoformat(), now=now.isoformat())
    if moved == agreed.window:
        raise SameWindow()
    if moved == agreed.proposed:
        raise AlreadyProposed()
    if agreed.debtor is not Debtor.CUSTOMER:
        require_open(moved, calendar=calendar)
    return moved


def answer_by(times: Sequence[Window], *, agreed: Window, next_word: datetime, now: datetime) -> datetime:
    """By when they hear whether it moves: before what was agreed begins, and before the first that they named does."""
    moments = [agreed.start or agreed.due, agreed.due, *(begins(named) for named in times)]
    return min(at.astimezone(UTC) for at in (next_word, *moments) if at > now)


def interval(named: Window) -> str:
    """A window as the ledger holds it: from its beginning, where it has one, to its end, in ISO 8601."""
    return "/".join(at.astimezone(UTC).isoformat() if at else "" for at in (named.start, named.due))


def of_interval(said: str, *, zone: ZoneInfo) -> Window:
    """The window again, in the zone of what it was named for."""
    start, due = (datetime.fromisoformat(at).astimezone(zone) if at else None for at in said.split("/"))
    assert due is not None
    return Window(start=start, due=due)


def begins(named: Window) -> datetime:
    """The moment by which one of several windows is named: its beginning, or where it has none, when it is due."""
    return named.start or named.due


def asked_for(start: datetime, times: Iterable[Window], *, now: datetime) -> Window:
    """The window that begins then, or is due then where it has no beginning, of those that were asked for.

    Raises `NotAsked`, and `DuePast` where it no longer lies ahead.
    """
    found = next((named for named in times if begins(named) == start), None)
    if found is None:
        raise NotAsked(start=start.isoformat())
    if start <= now:
        raise DuePast(due=start.isoformat(), now=now.isoformat())
    return found


def is_open(named: Window, *, calendar: Calendar) -> bool:
    """Whether somebody is there when the window begins and when it ends."""
    return closed_at(named, calendar=calendar) is None


def require_open(named: Window, *, calendar: Calendar) -> None:
    """Refuse a window that begins or ends while the business is closed: it could only be declined."""
    at = closed_at(named, calendar=calendar)
    if at is not None:
        on = at.astimezone(calendar.zone).date()
        hours = [[f"{block.opens:%H:%M}", f"{block.closes:%H:%M}"] for block in calendar.blocks_on(on)]
        raise OutsideHours(on=on.isoformat(), hours=hours)


def closed_at(named: Window, *, calendar: Calendar) -> datetime | None:
    """The moment of a window, its beginning or its end, at which nobody is there; none where somebody is."""
    moments = [] if named.start is None else [named.start]
    # A window may end just as the business closes.
    moments += [] if named.is_appointment else [named.due - timedelta(minutes=1)]
    return next((at for at in moments if not calendar.is_open(at)), None)

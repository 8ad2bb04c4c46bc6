"""The other time that a customer names for an offer or an appointment: as wide as ours, while somebody is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from teum.core.promise import Debtor, NotPossible, Promise, State
from teum.core.refusal import Invalid
from teum.core.window import Window
from teum.core.working_time import Calendar


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


def is_movable(*, state: str, debtor: str, window: Window, now: datetime) -> bool:
    """Whether a customer may ask for another time: it is an appointment of ours that is agreed and lies ahead."""
    is_ours = (state, debtor) == (State.OPEN, Debtor.PROVIDER)
    return is_ours and window.start is not None and not window.is_over(now)


def require_movable(promise: Promise, *, now: datetime) -> None:
    """Refuse with `not_possible` where it is none."""
    if not is_movable(state=promise.state, debtor=promise.debtor, window=promise.window, now=now):
        raise NotPossible(state=str(promise.state), operation="counter")


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

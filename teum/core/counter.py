"""The other time that a customer names for an offer: as wide as ours, and while somebody is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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
    length = offered.due.astimezone(UTC) - offered.start.astimezone(UTC)
    return Window(start=begins, due=(begins.astimezone(UTC) + length).astimezone(begins.tzinfo))


def require_open(named: Window, *, calendar: Calendar) -> None:
    """Refuse a window that begins or ends while the business is closed: it could only be declined."""
    moments = [] if named.start is None else [named.start]
    # A window may end just as the business closes.
    moments += [] if named.is_appointment else [named.due - timedelta(minutes=1)]
    for at in moments:
        if not calendar.is_open(at):
            on = at.astimezone(calendar.zone).date()
            hours = [[f"{block.opens:%H:%M}", f"{block.closes:%H:%M}"] for block in calendar.blocks_on(on)]
            raise OutsideHours(on=on.isoformat(), hours=hours)

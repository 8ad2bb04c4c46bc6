"""When somebody new is called: the window that is promised at once to whoever turned to us (A11)."""

from datetime import datetime, timedelta

from teum.core.policy import Policy
from teum.core.window import Window, clear
from teum.core.working_time import Calendar


def window(*, calendar: Calendar, policy: Policy, now: datetime) -> Window:
    """In the next opening hours, wide enough to keep."""
    starts = _round_up(calendar.next_opening(now + timedelta(minutes=15)))
    due = _round_up(calendar.add_working(starts, timedelta(minutes=policy.first_contact_minutes)))
    if due.astimezone(calendar.zone).date() != starts.astimezone(calendar.zone).date():
        tomorrow = calendar.next_open_day(starts.astimezone(calendar.zone).date())
        starts = datetime.combine(tomorrow, calendar.blocks_on(tomorrow)[0].opens, tzinfo=calendar.zone)
        due = _round_up(calendar.add_working(starts, timedelta(minutes=policy.first_contact_minutes)))
    return Window(start=clear(starts.astimezone(calendar.zone)), due=clear(due.astimezone(calendar.zone)))


def _round_up(at: datetime) -> datetime:
    """The next full half hour (very fine granularity is not needed)."""
    at = at.replace(second=0, microsecond=0)
    return at + timedelta(minutes=-at.minute % 30)

"""A term that runs from a condition: `3 business days`, `8 business hours`, `PT24H`, `P14D` (ISO 8601)."""

import calendar as months
import re
from datetime import date, datetime, time, timedelta

from teum.core.refusal import Invalid
from teum.core.working_time import Calendar

_TERM = re.compile(
    r"(?P<open>\d{1,3}) business (?P<kind>days?|hours?)"
    r"|P(?P<days>\d{1,4})(?P<unit>[DWM])"
    r"|PT(?P<time>\d{1,5})(?P<part>[HM])"
)
_DAY_ENDS = time(17)


class UnknownTerm(Invalid):
    """A term that has no due moment. Carries `term`."""

    code = "unknown_term"


def require(term: str) -> str:
    """The term as it is, or refuse."""
    _read(term)
    return term


def due_after(term: str, *, calendar: Calendar, now: datetime) -> datetime:
    """The due moment of a term that begins now. Raises `UnknownTerm`."""
    read = _read(term)
    today = now.astimezone(calendar.zone).date()
    if read["open"]:
        if read["kind"].startswith("day"):
            return calendar.close_of(calendar.add_business_days(today, int(read["open"])))
        return calendar.add_working(now, timedelta(hours=int(read["open"])))
    if read["time"]:
        minutes = int(read["time"]) * (60 if read["part"] == "H" else 1)
        return now + timedelta(minutes=minutes)
    on = _days_on(today, int(read["days"]), read["unit"])
    return datetime.combine(on, _DAY_ENDS, tzinfo=calendar.zone)


def _read(term: str) -> re.Match[str]:
    found = _TERM.fullmatch(term)
    if found is None:
        raise UnknownTerm(term=term[:40])
    return found


def _days_on(today: date, count: int, unit: str) -> date:
    if unit != "M":
        return today + timedelta(days=count * (7 if unit == "W" else 1))
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))

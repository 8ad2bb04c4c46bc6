"""Which day or days a phrase means: weekdays, dates without a year, weeks, months, edges, holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from teum.language.times import hebrew_dates, holidays
from teum.language.times.spec import Spec

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

_BEFORE = frozenset({"by", "before", "until"})
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_IN_EVERY_MONTH = 28
# A weekday with a date chooses among these, and never a later year in which the two would agree.
_MONTHS_AHEAD, _JUST_PAST = 2, 60


@dataclass(frozen=True, slots=True)
class Days:
    """From a first day to a last one; `has_start` when nothing may come before the first."""

    first: date
    last: date
    grain: str
    has_start: bool = False


def of(spec: Spec, now: datetime, calendar: Calendar) -> Days | None:
    """The days that a phrase names; None where it names none."""
    today = now.date()
    if spec.holiday:
        return _holiday_days(spec, now, calendar)
    if spec.period == "quarter" and spec.nth is not None:
        return _quarter(spec, today)
    if spec.nth is not None and spec.date is not None and spec.weekday is not None:
        return _nth(spec, today)
    if spec.edge and spec.edge != "eod":
        return _edge(spec, today, calendar)
    if spec.hebrew is not None:
        on = hebrew_dates.next_date(spec.hebrew, today)
        return None if on is None else _one(on)
    if spec.date is not None:
        return _dates(spec, today, calendar)
    if spec.weekday is not None:
        return _weekdays(spec, today, calendar)
    if spec.day is not None:
        return _one(today + timedelta(days=spec.day))
    if spec.period:
        return _period(spec, today, calendar)
    return _one(today) if spec.edge == "eod" else None


def holiday(spec: Spec, now: datetime, calendar: Calendar) -> date | None:
    """The date of the holiday that is named, the next one or that of a named year."""
    year = spec.date[0] if spec.date else None
    return holidays.next_date(spec.holiday, calendar, now.date(), year)


def add_months(on: date, count: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    month = on.year * 12 + on.month - 1 + count
    year, month = divmod(month, 12)
    last = holidays.end_of_month(year, month + 1).day
    return date(year, month + 1, min(on.day, last))


def week_start(on: date, calendar: Calendar) -> date:
    """The first day of the week that a date lies in."""
    return on - timedelta(days=(on.weekday() - calendar.week_starts) % 7)


def _one(on: date) -> Days:
    return Days(on, on, "day")


def _holiday_days(spec: Spec, now: datetime, calendar: Calendar) -> Days | None:
    on = holiday(spec, now, calendar)
    if on is None:
        return None
    if spec.rel in _BEFORE:
        if on == now.date():
            on = holidays.next_date(spec.holiday, calendar, on + timedelta(days=1)) or on
        return _one(calendar.last_open_day_before(on))
    return _one(on)


def _nth(spec: Spec, today: date) -> Days | None:
    if spec.nth is None or spec.date is None or spec.weekday is None or spec.date[1] is None:
        return None
    years = [spec.date[0]] if spec.date[0] else [today.year, today.year + 1]
    for year in years:
        found = holidays.nth_weekday(year, spec.date[1], spec.nth[0], spec.weekday)
        if found is not None and (found >= today or spec.date[0]):
            return _one(found)
    return None


def _weekdays(spec: Spec, today: date, calendar: Calendar) -> Days:
    """One weekday, or from one to another."""
    first = _weekday(spec, today, calendar)
    if spec.is_before_shabbat() and not calendar.is_open_day(first) and calendar.week.get(_SUNDAY):
        return _one(calendar.last_open_day_before(first))
    if spec.weekday_end is None:
        return _one(first)
    return Days(
        first, first + timedelta(days=(spec.weekday_end - first.weekday()) % 7), "day", has_start=True
    )


def _weekday(spec: Spec, today: date, calendar: Calendar) -> date:
    weekday = spec.weekday or 0
    place = timedelta(days=(weekday - calendar.week_starts) % 7)
    begin = week_start(today, calendar)
    if spec.period == "week" and spec.period_offset is not None:
        return begin + timedelta(weeks=spec.period_offset) + place
    if spec.weekday_mod == "next":
        return begin + timedelta(weeks=1) + place
    if spec.weekday_mod == "last":
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7, weeks=spec.weeks_ahead)


def _dates(spec: Spec, today: date, calendar: Calendar) -> Days | None:
    if spec.date is None:
        return None
    year, month, day = spec.date
    if day is None:
        return _whole(spec, year, month, today, calendar)
    first = _date(year, month, day, spec, today)
    if first is None:
        return None
    if spec.period == "week" and spec.period_offset is None:
        return _week_of(first, calendar)
    if spec.date_end is not None:
        end_year, end_month, end_day = spec.date_end
        last = date(end_year or first.year, end_month or first.month, end_day or 1)
        if last < first:
            last = add_months(last, 12)
        return Days(first, last, "day", has_start=True)
    return _one(first)


def _week_of(on: date, calendar: Calendar) -> Days:
    """The open days of the week that a date lies in: the week of 7 December."""
    first = calendar.next_open_day(week_start(on, calendar) - timedelta(days=1))
    last = calendar.last_open_day_before(week_start(on, calendar) + timedelta(days=7))
    return Days(first, max(first, last), "week", has_start=True)


def _date(year: int | None, month: int | None, day: int, spec: Spec, today: date) -> date | None:
    """The date itself; without a year or a month the next such one, on the weekday that was said with it."""
    if year is not None and month is not None:
        return date(year, month, day)
    candidates = _candidates(month, day, today, spec)
    if spec.weekday is not None:
        matching = [on for on in candidates if on.weekday() == spec.weekday]
        ahead = [on for on in candidates if on >= today][: 1 if month is not None else _MONTHS_AHEAD]
        near = [on for on in matching if on in ahead or 0 < (today - on).days < _JUST_PAST]
        if near:
            return min(near, key=lambda on: (abs((on - today).days), on < today))
    return next((on for on in candidates if on >= today), None)


def _candidates(month: int | None, day: int, today: date, spec: Spec) -> list[date]:
    months = []
    if spec.period == "month" and spec.period_offset is not None:
        shifted = add_months(today.replace(day=1), spec.period_offset)
        months = [(shifted.year, shifted.month)]
    elif month is not None:
        months = [(today.year + ahead, month) for ahead in range(-1, 9)]
    else:
        start = today.year * 12 + today.month - 1
        months = [((start + ahead) // 12, (start + ahead) % 12 + 1) for ahead in range(-1, 25)]
    return [
        date(y, m, day) for y, m in months if day <= _IN_EVERY_MONTH or day <= holidays.end_of_month(y, m).day
    ]


def _whole(spec: Spec, year: int | None, month: int | None, today: date, calendar: Calendar) -> Days:
    """A whole month or year."""
    if month is None:
        first, last = date(year or today.year, 1, 1), date(year or today.year, 12, 31)
        return Days(first, last, "year", has_start=True)
    if year is None:
        year = (
            today.year
            if month > today.month or (month == today.month and spec.is_deadline())
            else today.year + 1
        )
    return Days(
        date(year, month, 1), holidays.end_of_month(year, month), "month", has_start=spec.rel not in _BEFORE
    )


def period_bounds(unit: str, offset: int, today: date, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day of a week, month, quarter or year, counted from the present one."""
    if unit == "week":
        first = week_start(today, calendar) + timedelta(weeks=offset)
        return first, first + timedelta(days=6)
    if unit == "year":
        return date(today.year + offset, 1, 1), date(today.year + offset, 12, 31)
    months = 3 if unit == "quarter" else 1
    first = add_months(today.replace(day=1, month=(today.month - 1) // months * months + 1), offset * months)
    return first, add_months(first, months) - timedelta(days=1)


def _quarter(spec: Spec, today: date) -> Days:
    """The third quarter, Q1 2027: of this year where it is not over, else of the next."""
    number = spec.nth[0] if spec.nth else 1
    year = spec.date[0] if spec.date and spec.date[0] else today.year
    last = holidays.end_of_month(year, number * 3)
    if last < today and not (spec.date and spec.date[0]):
        year, last = year + 1, holidays.end_of_month(year + 1, number * 3)
    return Days(date(year, number * 3 - 2, 1), last, "quarter", has_start=spec.rel not in _BEFORE)


def _period(spec: Spec, today: date, calendar: Calendar) -> Days:
    """A whole period; a coming week from its first open day to its last one."""
    offset = spec.period_offset or 0
    first, last = period_bounds(spec.period, offset, today, calendar)
    if offset == 0:
        return Days(today, _last_open(spec.period, first, last, today, calendar), spec.period)
    if spec.period == "week" and offset > 0:
        first = calendar.next_open_day(first - timedelta(days=1))
        last = calendar.last_open_day_before(last + timedelta(days=1))
    return Days(first, last, spec.period, has_start=True)


def _last_open(unit: str, first: date, last: date, today: date, calendar: Calendar) -> date:
    if unit != "week":
        return last
    end = calendar.last_open_day_before(last + timedelta(days=1))
    if end < today or end < first:
        end = calendar.last_open_day_before(last + timedelta(days=8))
    return end


def _edge(spec: Spec, today: date, calendar: Calendar) -> Days:
    """The end of a period (its last day; of a week the last open one), its beginning, middle or weekend."""
    unit = spec.period or "month"
    first, last = _edge_bounds(spec, unit, today, calendar)
    if spec.edge == "weekend":
        return _weekend(spec, first, today, calendar)
    if spec.edge in ("begin", "early"):
        return Days(first, first + timedelta(days=2 if unit == "week" else 9), "day", has_start=True)
    if spec.edge == "middle":
        middle = first + timedelta(days=14 if unit == "month" else (last - first).days // 2)
        return Days(middle, middle, "day")
    if unit == "week":
        last = _last_open("week", first, last, today, calendar)
    return Days(last, last, "day")


def _edge_bounds(spec: Spec, unit: str, today: date, calendar: Calendar) -> tuple[date, date]:
    if spec.date is not None and unit == "month" and spec.date[1]:
        year = spec.date[0] or (today.year if spec.date[1] >= today.month else today.year + 1)
        return date(year, spec.date[1], 1), holidays.end_of_month(year, spec.date[1])
    if spec.date is not None and spec.date[0] and unit == "year":
        return date(spec.date[0], 1, 1), date(spec.date[0], 12, 31)
    return period_bounds(unit, spec.period_offset or 0, today, calendar)


def _weekend(spec: Spec, first: date, today: date, calendar: Calendar) -> Days:
    """By the weekend: the last open day; on the weekend: its two days."""
    if spec.rel in _BEFORE:
        end = _last_open("week", first, first + timedelta(days=6), today, calendar)
        return Days(end, end, "day")
    begins = _SATURDAY if calendar.is_open_day(_open_friday(first, calendar)) else _FRIDAY
    begin = first + timedelta(days=(begins - first.weekday()) % 7)
    return Days(begin, begin + timedelta(days=1), "day", has_start=True)


def _open_friday(first: date, calendar: Calendar) -> date:
    """The Friday of that week, or the first one near it that is no holiday."""
    friday = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
    return next(
        (friday + timedelta(weeks=n) for n in range(4) if calendar.is_open_day(friday + timedelta(weeks=n))),
        friday,
    )

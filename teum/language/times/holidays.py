"""Holidays as anchors: their names, and the next date of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from teum.language import data_files
from teum.language.times import hebrew_calendar
from teum.language.times.lexicon import LEXICON
from teum.language.tokens import norms

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by its rule; the calendar's own list of closed days goes before it."""

    key: str
    calendar: str
    rule: str
    hebrew: tuple[int, int] | None

    def in_year(self, year: int) -> date | None:
        """Its date in a civil year, by its rule."""
        if self.hebrew:
            return hebrew_calendar.in_year(year, *self.hebrew)
        if not self.rule:
            return None
        if self.rule.startswith("easter"):
            return easter(year) + timedelta(days=int(self.rule.split()[1]))
        if "-" in self.rule and " " not in self.rule:
            return date.fromisoformat(f"{year:04}-{self.rule}")
        month, nth, weekday, *more = self.rule.split()
        found = nth_weekday(year, int(month), int(nth), _WEEKDAYS.index(weekday))
        return found and found + timedelta(days=int(more[0]) if more else 0)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a month, from its end where `nth` is negative; none when there are not so many."""
    if nth > 0:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = end_of_month(year, month)
        found = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return found if found.month == month else None


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus."""
    golden, century = year % 19, year // 100
    skipped, corrected = century - century // 4, (8 * century + 13) // 25
    epact = (19 * golden + skipped - corrected + 15) % 30
    moon = epact - (1 if epact == 29 or (epact == 28 and golden > 10) else 0)
    weekday = (year + year // 4 + moon + 2 - skipped) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def _load() -> tuple[dict[str, Holiday], dict[str, list[tuple[tuple[str, ...], str]]]]:
    by_key: dict[str, Holiday] = {}
    by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in data_files.read("holidays")["holiday"]:
        hebrew = tuple(entry["hebrew"]) if "hebrew" in entry else None
        by_key[entry["key"]] = Holiday(entry["key"], entry.get("calendar", ""), entry.get("rule", ""), hebrew)
        for name in entry["names"]:
            words = norms(name)
            by_word.setdefault(words[0], []).append((words, entry["key"]))
    for names in by_word.values():
        names.sort(key=lambda name: -len(name[0]))
    return by_key, by_word


HOLIDAYS, NAMES = _load()
LEXICON.open_with(NAMES)


def next_date(key: str, calendar: Calendar, today: date, year: int | None = None) -> date | None:
    """The holiday's next date from today on (or that of a year): the calendar's own day, else by its rule."""
    if year is not None:
        return _date(key, calendar, year)
    dates = (_date(key, calendar, today.year + ahead) for ahead in range(_YEARS_AHEAD + 1))
    return next((on for on in dates if on is not None and on >= today), None)


def last_date(key: str, calendar: Calendar, today: date) -> date | None:
    """The holiday's last date before today."""
    dates = (_date(key, calendar, year) for year in (today.year, today.year - 1))
    return next((on for on in dates if on is not None and on < today), None)


@lru_cache(maxsize=512)
def _date(key: str, calendar: Calendar, year: int) -> date | None:
    """The holiday's date in a civil year."""
    if not date.min.year < year < date.max.year - 1:
        return None
    holiday = HOLIDAYS[key]
    by_rule = holiday.in_year(year)
    own = _closed_days(holiday.calendar, calendar, year) if holiday.calendar else []
    return own[0] if own and by_rule not in own else by_rule


def _closed_days(name: str, calendar: Calendar, year: int) -> list[date]:
    first = date(year, 1, 1)
    days: Iterable[date] = (first + timedelta(days=n) for n in range(366))
    named = ((on, calendar.days.get(on)) for on in days)
    return [on for on, day in named if day is not None and day.name_en == name and on.year == year]

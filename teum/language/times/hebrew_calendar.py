"""The Hebrew calendar's arithmetic: the civil date of a Hebrew day (Nisan is month 1, Tishri month 7)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

# Days before the first of Tishri of the year 1, counted as `date.toordinal` counts.
_EPOCH = -1_373_427
_PARTS_PER_DAY = 25_920
_MONTH_PARTS = 29 * _PARTS_PER_DAY + 13_753
_TISHRI = 7


def is_leap(year: int) -> bool:
    """Whether a Hebrew year has a second Adar."""
    return (7 * year + 1) % 19 < 7


@lru_cache(maxsize=256)
def new_year(year: int) -> int:
    """The ordinal of the first of Tishri: the molad, put off where the rules of postponement ask for it."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    day = 29 * months + parts // _PARTS_PER_DAY
    if 3 * (day + 1) % 7 < 3:
        day += 1
    return _EPOCH + day + _correction(year)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    day = 29 * months + parts // _PARTS_PER_DAY
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _correction(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    if after - this == 356:
        return 2
    return 1 if this - before == 382 else 0


def month_days(year: int, month: int) -> int:
    """How many days a month has; 12 is Adar (the first one in a leap year), 13 the second."""
    length = new_year(year + 1) - new_year(year)
    if month in (2, 4, 6, 10, 13):
        return 29
    if month == 12:
        return 30 if is_leap(year) else 29
    if month == 8:
        return 30 if length % 10 == 5 else 29
    if month == 9:
        return 29 if length % 10 == 3 else 30
    return 30


def ordinal(year: int, month: int, day: int) -> int:
    """The ordinal (`date.fromordinal`) of a Hebrew date."""
    last = 13 if is_leap(year) else 12
    if month >= _TISHRI:
        before = range(_TISHRI, month)
        return new_year(year) + sum(month_days(year, m) for m in before) + day - 1
    whole = list(range(_TISHRI, last + 1)) + list(range(1, month))
    return new_year(year) + sum(month_days(year, m) for m in whole) + day - 1


def in_year(civil_year: int, month: int, day: int) -> date | None:
    """The date on which a Hebrew day falls in a civil year; Adar is the second one in a leap year."""
    for hebrew_year in (civil_year + 3760, civil_year + 3761):
        actual = 13 if month == 12 and is_leap(hebrew_year) else month
        if day > month_days(hebrew_year, actual):
            continue
        on = ordinal(hebrew_year, actual, day)
        if on > 0 and date.fromordinal(on).year == civil_year:
            return date.fromordinal(on)
    return None

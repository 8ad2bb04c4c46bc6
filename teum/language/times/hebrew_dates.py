"""Days of the Hebrew calendar as they are written: ט"ו בשבט, י"ד בניסן תשפ"ז, 5 באייר."""

from __future__ import annotations

import itertools
from datetime import date

from teum.language import data_files
from teum.language.times import hebrew_calendar
from teum.language.times.cursor import Cursor
from teum.language.times.lexicon import LEXICON
from teum.language.times.spec import HebrewDate
from teum.language.tokens import HE, norms

_UNITS = {letter: value for value, letter in enumerate("אבגדהוזחט", 1)}
_TENS = {"י": 10, "כ": 20, "ל": 30}
_VALUES = _UNITS | {"י": 10, "כ": 20, "ל": 30, "מ": 40, "נ": 50, "ס": 60, "ע": 70, "פ": 80, "צ": 90}
_VALUES |= {"ק": 100, "ר": 200, "ש": 300, "ת": 400}
_FIFTEEN = {"טו": 15, "טז": 16}  # written so that they spell no name of God
_PREFIXES = frozenset("ושהבלמכ")
_ADAR, _SECOND_ADAR = 12, 13
_THIS_MILLENNIUM = 5000
_YEARS_AHEAD = 4


def _months() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """The names by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, names in data_files.read("hebrew_dates")["months"].items():
        for name in names:
            parts = norms(name)
            found.setdefault(parts[0], []).append((parts, int(number)))
    for listed in found.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return found


_MONTHS = _months()
LEXICON.open_with(_MONTHS)


def read(cursor: Cursor, at: int) -> tuple[HebrewDate, int] | None:
    """A day, its month and maybe its year at this word, and the word after them."""
    month = _month(cursor, at + 1)
    day = _day(cursor, at) if month is not None else None
    if month is None or day is None:
        return None
    number, after = month
    year = year_of(cursor.norm(after)) if after < cursor.count else None
    return HebrewDate(year, number, day), after + (year is not None)


def _day(cursor: Cursor, at: int) -> int | None:
    word = cursor.words[at]
    if word.is_number:
        return int(word.norm) if word.norm.isdecimal() and 1 <= int(word.norm) <= 30 else None
    if word.kind != HE:
        return None
    letters = word.norm.replace('"', "").replace("'", "")
    for cut in range(3):
        if cut and (cut >= len(letters) or letters[cut - 1] not in _PREFIXES):
            return None
        if (value := _letters(letters[cut:])) is not None:
            return value
    return None


def _letters(letters: str) -> int | None:
    """The number that one or two letters write, up to thirty."""
    if letters in _FIFTEEN:
        return _FIFTEEN[letters]
    if len(letters) == 1:
        return _UNITS.get(letters) or _TENS.get(letters)
    if len(letters) != 2 or letters in ("יה", "יו") or letters[0] not in "יכ" or letters[1] not in _UNITS:
        return None
    return _TENS[letters[0]] + _UNITS[letters[1]]


def _month(cursor: Cursor, at: int) -> tuple[int, int] | None:
    if at >= cursor.count or cursor.words[at].kind != HE:
        return None
    norm = cursor.norm(at)
    for first in (norm, norm[1:] if norm[0] in "בל" else ""):
        for parts, number in _MONTHS.get(first, ()):
            if all(cursor.norm(at + step) == parts[step] for step in range(1, len(parts))):
                return number, at + len(parts)
    return None


def year_of(written: str) -> int | None:
    """The year that letters write (תשפ"ז, התשפ"ז), with or without its thousands; digits as they are."""
    if written.isdecimal():
        return int(written) if written[:2] in ("57", "58") and len(written) == 4 else None
    letters = written.replace('"', "").replace("'", "").removeprefix("ה")
    if len(letters) < 3 or not letters.startswith("ת") or not set(letters) <= set(_VALUES):
        return None
    values = [_VALUES[letter] for letter in letters]
    is_descending = all(a >= b for a, b in itertools.pairwise(values))
    return _THIS_MILLENNIUM + sum(values) if is_descending else None


def next_date(written: HebrewDate, today: date) -> date | None:
    """The date in its year, or the next such day from today on."""
    if written.year is not None:
        return _in_year(written.year, written)
    first = today.year + 3760
    found = (_in_year(year, written) for year in range(first, first + _YEARS_AHEAD))
    return next((on for on in found if on is not None and on >= today), None)


def _in_year(year: int, written: HebrewDate) -> date | None:
    is_leap = hebrew_calendar.is_leap(year)
    month = _ADAR if written.month == _SECOND_ADAR and not is_leap else written.month
    if written.day > hebrew_calendar.month_days(year, month):
        return None
    return date.fromordinal(hebrew_calendar.ordinal(year, month, written.day))

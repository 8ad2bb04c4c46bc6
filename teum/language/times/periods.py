"""Weeks, months and their edges, and holidays: next week, סוף החודש, EOD, by Thanksgiving, לפני פסח."""

from __future__ import annotations

from teum.language.times import date_parts
from teum.language.times.cursor import Cursor
from teum.language.times.holidays import NAMES
from teum.language.times.spec import Spec
from teum.language.tokens import EN, HE

_OFFSETS = {"next": 1, "coming": 1, "this": 0, "last": -1}
_PERIODS = frozenset({"week", "month", "quarter", "year"})
_SHORT = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_EDGE_UNITS = _PERIODS | {"day"}
_WEEK_OF = frozenset({"of", "commencing", "beginning", "starting"})
_WISHED = frozenset({"נעים", "טוב", "רגוע", "מקסים", "שקט", "נפלא", "מהנה"})
_PREFIXES = "ושהבלמכ"


def read(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """A period, the edge of one, or a holiday at this word; None where there is none."""
    end = None
    if not spec.holiday:
        end = _holiday(cursor, at, spec)
    if end is None and not spec.edge:
        end = _edge(cursor, at, spec)
    if end is None and not spec.period:
        end = _quarter(cursor, at, spec)
    if end is None and not spec.period:
        end = _period(cursor, at, spec)
    return end


def _edge(cursor: Cursor, at: int, spec: Spec) -> int | None:
    phrase = cursor.phrase(at, "edge")
    if phrase is not None:
        return _short_edge(cursor, phrase[1], spec, str(phrase[0]))
    name = cursor.text(at, "edge")
    if not name:
        return None
    if name in _SHORT or name in ("eod", "weekend"):
        return _short_edge(cursor, at + 1, spec, name)
    if spec.amount is not None:
        return None
    return _edge_of(cursor, at, spec, name)


def _short_edge(cursor: Cursor, after: int, spec: Spec, name: str) -> int | None:
    if name == "weekend":
        if spec.has_day() or cursor.norm(after) in _WISHED:
            return None
        modifier = cursor.text(after, "modifier") or cursor.text(after - 2, "modifier")
        spec.edge, spec.period, spec.period_offset = "weekend", "week", _OFFSETS.get(modifier, 0)
        if modifier == "coming":
            spec.period_offset = 0
        return after + (cursor.text(after, "modifier") != "")
    spec.edge = name
    if name in _SHORT:
        spec.edge, spec.period, spec.period_offset = "end", _SHORT[name], 0
        if cursor.norm(after) == "next":
            spec.period_offset, after = 1, after + 1 + (cursor.text(after + 1, "unit") != "")
    if cursor.norm(after) in ("of", "on") and cursor.means(after + 1, "day") is not None:
        return after + 1
    return after


def _edge_of(cursor: Cursor, at: int, spec: Spec, name: str) -> int | None:
    """End of next week, סוף החודש, beginning of January, אמצע מרץ, early March."""
    after = at + 1
    offset = 0
    while cursor.norm(after) in ("of", "the", "around", "של", "-"):
        after += 1
    while cursor.means(after, "modifier") is not None:
        offset = _OFFSETS[cursor.text(after, "modifier")]
        after += 1
    unit = cursor.text(after, "unit")
    if unit in _EDGE_UNITS:
        return _edge_of_unit(cursor, after, spec, name, unit, offset)
    month = cursor.integer(after, "month")
    if month is not None and spec.date is None:
        year = cursor.norm(after + 1)
        has_year = len(year) == 4 and year.isdecimal()
        spec.edge, spec.period, spec.date = name, "month", (int(year) if has_year else None, month, None)
        return after + 1 + has_year
    year = cursor.norm(after)
    if len(year) == 4 and year.isdecimal() and year[:2] in ("19", "20") and spec.date is None:
        spec.edge, spec.period, spec.date = name, "year", (int(year), None, None)
        return after + 1
    return None


def _edge_of_unit(cursor: Cursor, at: int, spec: Spec, name: str, unit: str, offset: int) -> int | None:
    if cursor.words[at].kind == HE and cursor.words[at].prefix not in ("", "ה"):
        return None
    after = at + 1
    modifier = cursor.text(after, "modifier")
    if modifier and cursor.words[after].kind == HE:
        offset, after = _OFFSETS[modifier], after + 1
        if modifier == "coming":
            offset = 0
    if unit == "day":
        if name != "end":
            return None
        spec.edge = "eod"
        return after
    spec.edge, spec.period, spec.period_offset = name, unit, offset
    return after


def _period(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """Next week, this month, בשבוע הבא, החודש, next March, 2027."""
    if spec.amount is not None:
        return None
    word = cursor.words[at]
    if word.kind == EN:
        return _english_period(cursor, at, spec)
    unit = cursor.text(at, "unit")
    if unit in _PERIODS:
        modifier = cursor.text(at + 1, "modifier")
        if modifier:
            return _set(spec, unit, _OFFSETS[modifier], at + 2)
        if word.prefix in ("ה", "וה", "שה"):
            return _set(spec, unit, 0, at + 1)
    month = cursor.integer(at, "month")
    if month is not None and cursor.text(at + 1, "modifier") == "next" and spec.date is None:
        spec.date, spec.period = (None, month, None), "month"
        return at + 2
    return _year(cursor, at, spec)


def _quarter(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """Q3, Q1 2027, 18q4, the 4th quarter of 2018, הרבעון השלישי."""
    if spec.has_day() or spec.amount is not None:
        return None
    word = cursor.words[at]
    number, after, year = 0, at + 1, None
    if word.norm == "q" and cursor.norm(at + 1) in ("1", "2", "3", "4"):
        number, after = int(cursor.norm(at + 1)), at + 2
    elif (
        word.is_number
        and word.norm.isdecimal()
        and cursor.norm(at + 1) == "q"
        and cursor.norm(at + 2) in ("1", "2", "3", "4")
    ):
        number, after, year = int(cursor.norm(at + 2)), at + 3, date_parts.full_year(word.norm)
    elif word.kind == HE and cursor.text(at, "unit") == "quarter" and cursor.words[after : after + 1]:
        number, after = cursor.integer(after, "ordinal") or 0, after + 1
    else:
        ordinal = cursor.integer(at, "ordinal")
        if word.is_number and cursor.means(after, "suffix") is not None and word.norm in ("1", "2", "3", "4"):
            ordinal, after = int(word.norm), after + 1
        if ordinal is not None and cursor.text(after, "unit") == "quarter" and word.kind != HE:
            number, after = ordinal, after + 1
    if not 1 <= number <= 4:
        return None
    if year is None:
        year, after = date_parts.year_at(cursor, after)
    spec.period, spec.nth, spec.date = "quarter", (number, "quarter"), (year, None, None)
    return after


def _english_period(cursor: Cursor, at: int, spec: Spec) -> int | None:
    start = at + 1 if cursor.norm(at) == "the" else at
    if cursor.norm(start) == "week" and cursor.norm(start + 1) in _WEEK_OF and not spec.has_day():
        spec.period = "week"
        return start + 2
    modifier = cursor.text(start, "modifier")
    if not modifier:
        return _year(cursor, at, spec)
    unit = cursor.text(start + 1, "unit")
    if unit in _PERIODS and not cursor.norm(start + 1).endswith("s"):
        offset = _OFFSETS[modifier]
        return _set(spec, unit, offset, start + 2)
    if cursor.integer(start + 1, "month") is not None and cursor.loose and spec.date is None:
        spec.date, spec.period = (None, cursor.integer(start + 1, "month"), None), "month"
        return start + 2
    return _next_units(cursor, start, modifier, spec)


def _next_units(cursor: Cursor, at: int, modifier: str, spec: Spec) -> int | None:
    """The next hour; next three weeks."""
    unit = cursor.text(at + 1, "unit")
    if modifier in ("next", "coming") and unit in ("hour", "minute", "day") and cursor.norm(at + 1) == unit:
        spec.amount, spec.unit, spec.from_now = (1.0, 1.0), unit, True
        return at + 2
    return None


def _year(cursor: Cursor, at: int, spec: Spec) -> int | None:
    text = cursor.norm(at)
    is_year = len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20")
    if not (cursor.loose and is_year and cursor.count <= at + 3 and spec.is_empty()):
        return None
    if cursor.norm(at + 1) in ("-", "/", ".") or cursor.text(at + 1, "unit"):
        return None
    spec.date, spec.period = (int(text), None, None), "year"
    return at + 1


def _set(spec: Spec, unit: str, offset: int, after: int) -> int:
    spec.period, spec.period_offset = unit, offset
    return after


_EVE = frozenset({"ערב", "בערב", "erev"})


def _holiday(cursor: Cursor, at: int, spec: Spec) -> int | None:
    word = cursor.words[at]
    if word.norm in _EVE and spec.rel and cursor.word(at + 1) is not None and cursor.norm(at + 1) not in _EVE:
        eve = _holiday(cursor, at + 1, spec)
        if eve is not None:
            spec.note("by" if spec.rel != "after" else "")
            return eve
    names = NAMES.get(word.norm)
    if names is None and word.kind == HE and len(word.norm) > 3 and word.norm[0] in _PREFIXES:
        names = NAMES.get(word.norm[1:]) or NAMES.get(word.norm[2:])
    if names is None or not (
        cursor.loose or spec.rel in ("by", "before", "until", "after", "around", "on", "at")
    ):
        return None
    for parts, key in names:
        if at + len(parts) <= cursor.count and all(
            cursor.words[at + step].norm == parts[step] for step in range(1, len(parts))
        ):
            spec.holiday = key
            return at + len(parts)
    return None

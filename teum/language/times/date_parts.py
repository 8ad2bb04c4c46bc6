"""The parts of a date: the number of a day, a month behind it, a year."""

from __future__ import annotations

from teum.language.times.cursor import Cursor
from teum.language.times.spec import Date
from teum.language.tokens import HE, NUM


def day_number(cursor: Cursor, at: int) -> tuple[int | None, int]:
    """The number of a day: 9, 9th, ninth, התשעה עשר, עשרים."""
    word = cursor.word(at)
    if word is None:
        return None, at
    after = at + 1
    if word.kind == NUM:
        if not word.norm.isdecimal() or len(word.norm) > 2 or not 1 <= int(word.norm) <= 31:
            return None, at
        if cursor.means(after, "suffix") is not None and cursor.words[after].start == word.end:
            after += 1
        return int(word.norm), after
    value = cursor.integer(at, "number") if word.kind == HE else cursor.integer(at, "ordinal")
    if word.kind == HE and value is None:
        value = cursor.integer(at, "ordinal")
    if value is None or (word.norm == "second" and cursor.norm(after) != "of"):
        return None, at
    if word.kind == HE and value < 10 and cursor.means(after, "teen") is not None:
        return value + 10, after + 1
    if (
        word.kind == HE
        and value in (20, 30)
        and cursor.words[after : after + 1]
        and cursor.words[after].prefix == "ו"
    ):
        more = cursor.integer(after, "number")
        return (value + more, after + 1) if more is not None and more < 10 else (value, after)
    return (value, after) if 1 <= value <= 31 else (None, at)


def month_behind(cursor: Cursor, at: int) -> tuple[int | None, int]:
    word = cursor.word(at)
    if word is None:
        return None, at
    if word.norm in ("of", "ב", "ל", ","):
        at += 1 + (cursor.norm(at + 1) == "-")
    month = cursor.integer(at, "month")
    return (month, at + 1) if month is not None else (None, at)


def year_at(cursor: Cursor, at: int) -> tuple[int | None, int]:
    start = at + 1 if cursor.norm(at) in (",", "of", ".") else at
    text = cursor.norm(start)
    if len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20", "21"):
        return int(text), start + 1
    short = len(text) == 2 and text.isdecimal() and cursor.loose and start + 1 == cursor.count and start == at
    return (full_year(text), start + 1) if short and cursor.norm(at - 1) != "-" else (None, at)


def full_year(text: str) -> int | None:
    if not text.isdecimal():
        return None
    value = int(text)
    if len(text) == 2:
        return value + (2000 if value < 60 else 1900)
    return value if len(text) == 4 else None


def valid(year: int | None, month: int, day: int) -> Date | None:
    days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= days[month - 1] else None

"""Days: today, מחרתיים, next Tuesday, יום ג', 24.11, 29 January 2027, ה-11 לחודש, the last Friday of March."""

from __future__ import annotations

from teum.language.times import date_parts, hebrew_dates, weekdays
from teum.language.times.cursor import Cursor
from teum.language.times.spec import Date, Spec
from teum.language.tokens import GAP, HE, NUM, OTHER

_OF_A_DATE = frozenset({"number", "ordinal", "month"})
_AMOUNTS = frozenset(
    {"שקל", "שקלים", "אחוז", "אחוזים", "דולר", "יורו", "€", "£", "percent", "m", "mm", "cm", "kg"}
)
_MOST_DAYS = 39
_UNTIL = frozenset({"by", "until", "before"})
_TO = frozenset({"-", "to", "thru", "through", "until", "till", "עד"})


def read(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """A day at this word; None where there is none."""
    end = in_letters(cursor, at, spec)
    if end is None and spec.day is None and spec.date is None and spec.weekday is None:
        end = weekdays.day_word(cursor, at, spec)
    if end is None and spec.weekday is None and spec.day is None:
        end = weekdays.weekday_at(cursor, at, spec)
    if end is None and spec.date is None:
        end = _date_or_range(cursor, at, spec)
    return end


def in_letters(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """A day of the Hebrew calendar at this word; None where there is none."""
    if spec.date is not None or spec.hebrew is not None:
        return None
    found = hebrew_dates.read(cursor, at)
    if found is None:
        return None
    spec.hebrew, after = found
    glued = cursor.words[at].norm[0]
    spec.note({"ב": "on", "מ": "from"}.get(glued, "") if len(cursor.words[at].norm) > 2 else "")
    return after


def _date_or_range(cursor: Cursor, at: int, spec: Spec) -> int | None:
    word = cursor.words[at]
    if word.kind != NUM and _OF_A_DATE.isdisjoint(word.means):
        return None
    first = _date(cursor, at, spec)
    days = _days_of_month(cursor, at, spec)
    if days is not None and (first is None or days[2] > first[1]):
        spec.date, spec.date_end = days[0], days[1]
        return days[2]
    if first is None:
        return None
    spec.date, after = first
    later = _later_date(cursor, after, spec)
    if later is not None:
        spec.date_end, after = later
    return after


def _later_date(cursor: Cursor, at: int, spec: Spec) -> tuple[Date, int] | None:
    begin = _behind_to(cursor, at, spec)
    if begin is None or not spec.date or spec.date[1] is None:
        return None
    year, month, _ = spec.date
    full = _date(cursor, begin, spec) if begin < cursor.count else None
    if full is not None and full[0][1] is not None and full[0][2] is not None:
        return full
    day, after = date_parts.day_number(cursor, begin)
    if day is None or cursor.means(after, "ampm") is not None or ":" in cursor.norm(begin):
        return None
    if cursor.text(after, "unit") or not spec.date[2] or day <= spec.date[2]:
        return None
    return (year, month, day), after


def _behind_to(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """The place behind the word that joins two days: `to`, a dash, the `and` of `between`, a glued ל."""
    if cursor.norm(at) in _TO or (cursor.norm(at) == "and" and spec.rel == "between"):
        at += 1
    elif cursor.glued_letters(at)[-1:] != "ל" if at < cursor.count else True:
        return None
    else:
        at += 1 + (cursor.norm(at + 1) == "-")
    if cursor.norm(at) == "the":
        return at + 1
    is_glued = at < cursor.count and cursor.glued_letters(at) == "ה"
    return at + 1 + (cursor.norm(at + 1) == "-") if is_glued else at


def _days_of_month(cursor: Cursor, at: int, spec: Spec) -> tuple[Date, Date, int] | None:
    """13-15 July, 13th to the 15th of July, between 3 and 5 March, בין ה-12 ל-14 בנובמבר."""
    low, after = date_parts.day_number(cursor, at)
    begin = _behind_to(cursor, after, spec) if low is not None else None
    if low is None or begin is None or begin >= cursor.count:
        return None
    high, after = date_parts.day_number(cursor, begin)
    if high is None or high <= low:
        return None
    month, after = date_parts.month_behind(cursor, after)
    if month is None:
        return None
    year, after = date_parts.year_at(cursor, after)
    return (year, month, low), (year, month, high), after


def _date(cursor: Cursor, at: int, spec: Spec) -> tuple[Date, int] | None:
    word = cursor.words[at]
    if word.kind == NUM and not word.norm.isdecimal():
        written = _written(cursor, at, spec)
        return None if written is None else (written, at + 1)
    return _split_date(cursor, at) or _month_first(cursor, at, spec) or _day_first(cursor, at, spec)


def _written(cursor: Cursor, at: int, spec: Spec) -> Date | None:
    """2026-11-24, 24/11/26, 24.11: a date in digits."""
    text = cursor.words[at].norm
    sign = next((sign for sign in "-/." if sign in text), "")
    parts = text.split(sign) if sign else []
    if (
        ":" in text
        or cursor.is_dotted_hour(at)
        or not all(part.isdecimal() for part in parts)
        or len(parts) < 2
    ):
        return None
    numbers = [int(part) for part in parts]
    if len(parts) == 3 and len(parts[0]) == 4:
        return numbers[0], numbers[1], numbers[2]
    year = date_parts.full_year(parts[2]) if len(parts) == 3 else None
    if len(parts) == 2 and not _is_date(cursor, at, sign, spec):
        return None
    first, second = numbers[0], numbers[1]
    orders = [(second, first)] if sign == "." else [(second, first), (first, second)]
    if not (cursor.day_first or sign == "."):
        orders.reverse()
    found = next((date for month, day in orders if (date := date_parts.valid(year, month, day))), None)
    return found or _no_date(cursor, at, (year, *orders[0]))


def _no_date(cursor: Cursor, at: int, written: tuple[int | None, int, int]) -> Date | None:
    """What is written as a date and is none (31.11), unless it may as well be an amount."""
    year, month, day = written
    is_amount = year is None and (not (1 <= day <= _MOST_DAYS and month) or month > _MOST_DAYS)
    return None if is_amount or cursor.norm(at + 1) in _AMOUNTS else (year, month, day)


def _is_date(cursor: Cursor, at: int, sign: str, spec: Spec) -> bool:
    """Whether 24.11 or 3/5 is a date: 1.5 may be a measure, 24/7 a way to say always."""
    text, following = cursor.words[at].norm, cursor.norm(at + 1)
    if text == "24/7" or cursor.text(at + 1, "unit") or following in ("%", "₪", "$", 'ש"ח'):
        return False
    if (
        cursor.loose
        or spec.weekday is not None
        or spec.rel in ("by", "on", "before", "until", "after", "from", "between")
    ):
        return sign == "/" or cursor.loose or cursor.day_first
    if cursor.norm(at - 1) in ("(", ",") and at > 1 and cursor.means(at - 2, "day") is not None:
        return cursor.day_first  # today (22.11)
    before = cursor.words[at - 1] if at else None
    glued = before is not None and before.norm == "-"
    return sign == "/" or glued or ("." in text and cursor.means(at + 1, "rel") == "at")


def _split_date(cursor: Cursor, at: int) -> tuple[Date, int] | None:
    """2 / 15, 2-15, 10-31-74, 31/Oct/1974: a date whose parts the tokens keep apart."""
    if not cursor.loose or cursor.words[at].kind != NUM or cursor.norm(at + 1) not in ("/", "-"):
        return None
    sign = cursor.norm(at + 1)
    if sign == "-" and cursor.means(at + 3, "ampm") is not None:
        return None
    month = cursor.integer(at + 2, "month")
    if month is not None and cursor.norm(at + 3) == sign:
        year = date_parts.full_year(cursor.norm(at + 4))
        date = date_parts.valid(year, month, int(cursor.words[at].norm)) if year else None
        return None if date is None else (date, at + 5)
    if cursor.norm(at + 2).isdecimal() and len(cursor.norm(at)) <= 2 and len(cursor.norm(at + 2)) <= 2:
        first, second = int(cursor.norm(at)), int(cursor.norm(at + 2))
        orders = (
            [(second, first), (first, second)] if cursor.day_first else [(first, second), (second, first)]
        )
        date = next((found for m, d in orders if (found := date_parts.valid(None, m, d))), None)
        return None if date is None else (date, at + 3)
    return None


def _month_first(cursor: Cursor, at: int, spec: Spec) -> tuple[Date, int] | None:
    """January 29th, 2027; במרץ 3; October 2014; March."""
    month = cursor.integer(at, "month")
    word = cursor.words[at]
    if month is None or (
        word.norm in ("may", "march", "mar", "sun") and not (cursor.loose or _is_month(cursor, at, spec))
    ):
        return None
    begin = at + 1 + (cursor.norm(at + 1) == "." and len(word.norm) <= 4)
    begin += cursor.norm(begin) == "the"
    day, after = date_parts.day_number(cursor, begin)
    if day is not None and ":" not in cursor.norm(begin) and cursor.means(after, "ampm") is None:
        year, after = date_parts.year_at(cursor, after)
        return (year, month, day), after
    year, after = date_parts.year_at(cursor, at + 1)
    if year is None and not (
        cursor.loose or spec.rel in ("by", "in", "on", "before", "until", "during") or word.prefix
    ):
        return None
    if year is None and cursor.means(after, "modifier") is not None:
        return None
    return (year, month, None), after


def _is_month(cursor: Cursor, at: int, spec: Spec) -> bool:
    return cursor.norm(at + 1).isdecimal() or (
        spec.rel in ("by", "in", "before", "until") and cursor.norm(at) != "may"
    )


def _day_first(cursor: Cursor, at: int, spec: Spec) -> tuple[Date, int] | None:
    """9 באוגוסט, the 29th of January 2027, 11 לחודש, the 15th."""
    day, after = date_parts.day_number(cursor, at)
    if day is None:
        return None
    month, behind = date_parts.month_behind(cursor, after)
    if month is not None:
        year, end = date_parts.year_at(cursor, behind)
        return (year, month, day), end
    of_month = _of_the_month(cursor, after)
    if of_month > after:
        return (None, None, day), _of_which_month(cursor, of_month, spec)
    suffixed = after > at + 1 or cursor.integer(at, "ordinal") is not None
    the = cursor.norm(at - 1) in ("the", "ה", "-") or cursor.words[at].prefix[-1:] == "ה"
    if (
        suffixed
        and cursor.words[at].kind != HE
        and (cursor.loose or (the and spec.rel in ("by", "on", "before", "until")))
    ):
        return (None, None, day), after
    if (spec.rel in _UNTIL or spec.weekday is not None) and _is_the_nth(cursor, at):
        return (None, None, day), after  # עד ה-30, ביום שני ה-11
    if cursor.loose and the and (spec.weekday is not None or cursor.words[at].kind == NUM):
        return (None, None, day), after
    return None


def _is_the_nth(cursor: Cursor, at: int) -> bool:
    """Whether a ה is glued to a number that counts nothing: עד ה-30, and not עד ה-30 ימים."""
    before = at - 2 if cursor.norm(at - 1) == "-" else at - 1
    if cursor.words[at].kind != NUM or cursor.norm(before)[-1:] != "ה" or len(cursor.norm(before)) > 2:
        return False
    following = cursor.word(at + 1)
    if following is None or following.kind in (OTHER, GAP):
        return following is None or following.norm not in ("%", "₪", "$", "-", ":")
    return "unit" not in following.means and not following.norm.endswith(("ים", "ות"))


def _of_which_month(cursor: Cursor, at: int, spec: Spec) -> int:
    """The הבא of ב-25 לחודש הבא."""
    modifier = cursor.text(at, "modifier")
    if modifier not in ("next", "this"):
        return at
    spec.period, spec.period_offset = "month", int(modifier == "next")
    return at + 1


def _of_the_month(cursor: Cursor, at: int) -> int:
    """לחודש, בחודש, החודש, of this month: the month that is meant is the nearest."""
    word = cursor.word(at)
    if word is None:
        return at
    if word.kind == HE and word.norm in ("לחודש", "בחודש", "החודש", "לחדש", "בחדש"):
        return at + 1
    words = [cursor.norm(at + step) for step in range(3)]
    if words[0] == "of" and words[1] in ("the", "this") and words[2] == "month":
        return at + 3
    return at

"""Days: today, מחרתיים, next Tuesday, יום ג', 24.11, 29 January 2027, ה-11 לחודש, the last Friday of March."""

from __future__ import annotations

from teum.language.times.cursor import Cursor
from teum.language.times.spec import Date, Spec
from teum.language.tokens import EN, HE, NUM

_TO = frozenset({"-", "to", "thru", "through", "until", "till", "עד"})
_SHABBAT = 5


def read(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """A day at this word; None where there is none."""
    end = None
    if spec.day is None and spec.date is None and spec.weekday is None:
        end = _day_word(cursor, at, spec)
    if end is None and spec.weekday is None and spec.day is None:
        end = _weekday(cursor, at, spec)
    if end is None and spec.date is None:
        end = _date_or_range(cursor, at, spec)
    return end


def _day_word(cursor: Cursor, at: int, spec: Spec) -> int | None:
    phrase = cursor.phrase(at, "day")
    if phrase is not None:
        spec.day = int(str(phrase[0]))
        return phrase[1]
    word = cursor.words[at]
    if cursor.loose and word.norm in ("now", "עכשיו", "מייד", "מיד", "atm", "כעת"):
        spec.now = True
        return at + 1
    value = word.means.get("day")
    if not isinstance(value, int) or (word.prefix and word.prefix[-1] in "הכ"):
        return None
    spec.day = value
    if value < 0:
        spec.ago = True
    return at + 1


def _weekday(cursor: Cursor, at: int, spec: Spec) -> int | None:
    start, modifier = at, ""
    if cursor.words[at].kind == EN:
        while cursor.means(start, "modifier") is not None:
            modifier = cursor.text(start, "modifier")
            start += 1
        return _english_weekday(cursor, start, modifier, spec)
    has_day_word = cursor.words[at].norm.endswith(("יום", "ימי")) and cursor.text(at, "unit") == "day"
    if has_day_word:
        start += 1
        letter = cursor.integer(start, "letter")
        if letter is not None and not (letter == _SHABBAT and spec.rel):
            return _named(cursor, start, letter, spec)
    weekday = cursor.integer(start, "weekday")
    if weekday is None or (has_day_word and cursor.words[start].prefix not in ("", "ה")):
        return None
    if not has_day_word and not _stands_alone(cursor, start, spec):
        return None
    return _named(cursor, start, weekday, spec)


def _stands_alone(cursor: Cursor, at: int, spec: Spec) -> bool:
    """Whether שלישי without יום is Tuesday: ב or עד before it, or a word of time behind it."""
    word = cursor.words[at]
    if cursor.norm(at + 1) == "שלום":
        return False
    if cursor.loose or spec.edge == "eod":
        return cursor.means(at + 1, "unit") is None
    if cursor.means(at + 1, "modifier") in ("next", "coming") or cursor.means(at + 1, "part") is not None:
        return True
    if word.prefix:
        following = cursor.word(at + 1)
        telling = following is None or following.kind != HE or bool(following.means) or word.prefix[-1] == "ב"
        return word.prefix[-1] in "בל" and telling
    return spec.rel in ("by", "before", "after", "between")


def _named(cursor: Cursor, at: int, weekday: int, spec: Spec) -> int:
    spec.weekday = weekday
    after = at + 1
    modifier = cursor.text(after, "modifier")
    if modifier and not cursor.words[after].prefix:
        spec.weekday_mod = modifier
        after += 1
        if modifier == "last" and cursor.loose:
            after = _of_month(cursor, after, spec, -1)
    elif cursor.loose and cursor.integer(after, "ordinal"):
        after = _of_month(cursor, after + 1, spec, cursor.integer(after, "ordinal") or 1)
    return after


def _of_month(cursor: Cursor, at: int, spec: Spec, nth: int) -> int:
    """של מרץ [2014]: the nth such weekday of a month."""
    start = at + 1 if cursor.norm(at) in ("של", "of", "in") else at
    month = cursor.integer(start, "month")
    if month is None:
        return at
    year, after = _year(cursor, start + 1)
    spec.nth, spec.date, spec.weekday_mod = (nth, "weekday"), (year, month, None), ""
    return after


def _english_weekday(cursor: Cursor, at: int, modifier: str, spec: Spec) -> int | None:
    word = cursor.word(at)
    weekday = cursor.integer(at, "weekday")
    if word is None or weekday is None or word.kind != EN:
        return None
    if word.norm in ("sun", "sat", "wed") and not (
        cursor.loose or modifier or spec.rel or cursor.is_short_day(at)
    ):
        return None
    spec.weekday, spec.weekday_mod = weekday, modifier
    after = at + 1
    if cursor.norm(after) == "." and cursor.norm(at) in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        after += int(after + 1 == cursor.count or cursor.means(after + 1, "month") is not None)
    if cursor.norm(after) == "after" and cursor.norm(after + 1) == "next":
        spec.weekday_mod, after = "next", after + 2
    if modifier == "last" or modifier == "":
        nth_after = _of_month(cursor, after, spec, -1) if modifier == "last" else after
        after = nth_after
    return after


def _date_or_range(cursor: Cursor, at: int, spec: Spec) -> int | None:
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
    if cursor.norm(at) not in _TO or not spec.date or spec.date[1] is None:
        return None
    year, month, _ = spec.date
    begin = at + 2 if cursor.norm(at + 1) == "the" else at + 1
    full = _date(cursor, begin, spec) if begin < cursor.count else None
    if full is not None and full[0][1] is not None and full[0][2] is not None:
        return full
    day, after = _day_number(cursor, begin)
    if day is None or cursor.means(after, "ampm") is not None or ":" in cursor.norm(begin):
        return None
    if cursor.text(after, "unit") or not spec.date[2] or day <= spec.date[2]:
        return None
    return (year, month, day), after


def _days_of_month(cursor: Cursor, at: int, spec: Spec) -> tuple[Date, Date, int] | None:
    """13-15 July, 13th to the 15th of July, 12-14 בנובמבר."""
    low, after = _day_number(cursor, at)
    if low is None or cursor.norm(after) not in _TO:
        return None
    begin = after + 2 if cursor.norm(after + 1) in ("the", "ה") else after + 1
    high, after = _day_number(cursor, begin)
    if high is None or high <= low:
        return None
    month, after = _month_behind(cursor, after)
    if month is None:
        return None
    year, after = _year(cursor, after)
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
    if ":" in text or not all(part.isdecimal() for part in parts) or len(parts) < 2:
        return None
    numbers = [int(part) for part in parts]
    if len(parts) == 3 and len(parts[0]) == 4:
        return _valid(numbers[0], numbers[1], numbers[2])
    year = _full_year(parts[2]) if len(parts) == 3 else None
    if len(parts) == 2 and not _is_date(cursor, at, sign, spec):
        return None
    first, second = numbers[0], numbers[1]
    day_first = cursor.day_first if sign != "." else True
    orders = [(second, first), (first, second)] if day_first else [(first, second), (second, first)]
    return next((date for month, day in orders if (date := _valid(year, month, day))), None)


def _is_date(cursor: Cursor, at: int, sign: str, spec: Spec) -> bool:
    """Whether 24.11 or 3/5 is a date: 1.5 may be a measure, 24/7 a way to say always."""
    text, following = cursor.words[at].norm, cursor.norm(at + 1)
    if text == "24/7" or cursor.text(at + 1, "unit") or following in ("%", "₪", "$", 'ש"ח'):
        return False
    if (
        cursor.loose
        or spec.weekday is not None
        or spec.rel in ("by", "on", "before", "until", "after", "from")
    ):
        return sign == "/" or cursor.loose or cursor.day_first
    before = cursor.words[at - 1] if at else None
    glued = before is not None and before.norm == "-"
    return sign == "/" or glued or ("." in text and cursor.means(at + 1, "rel") == "at")


def _split_date(cursor: Cursor, at: int) -> tuple[Date, int] | None:
    """2 / 15, 2-15, 10-31-74, 31/Oct/1974: a date whose parts the tokens keep apart."""
    if not cursor.loose or cursor.words[at].kind != NUM or cursor.norm(at + 1) not in ("/", "-"):
        return None
    sign = cursor.norm(at + 1)
    month = cursor.integer(at + 2, "month")
    if month is not None and cursor.norm(at + 3) == sign:
        year = _full_year(cursor.norm(at + 4))
        date = _valid(year, month, int(cursor.words[at].norm)) if year else None
        return None if date is None else (date, at + 5)
    if cursor.norm(at + 2).isdecimal() and len(cursor.norm(at)) <= 2 and len(cursor.norm(at + 2)) <= 2:
        first, second = int(cursor.norm(at)), int(cursor.norm(at + 2))
        orders = (
            [(second, first), (first, second)] if cursor.day_first else [(first, second), (second, first)]
        )
        date = next((found for m, d in orders if (found := _valid(None, m, d))), None)
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
    day, after = _day_number(cursor, begin)
    if day is not None and ":" not in cursor.norm(begin) and cursor.means(after, "ampm") is None:
        year, after = _year(cursor, after)
        return ((year, month, day), after) if _valid(year, month, day) else None
    year, after = _year(cursor, at + 1)
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
    day, after = _day_number(cursor, at)
    if day is None:
        return None
    month, behind = _month_behind(cursor, after)
    if month is not None:
        year, end = _year(cursor, behind)
        return ((year, month, day), end) if _valid(year, month, day) else None
    of_month = _of_the_month(cursor, after)
    if of_month > after:
        return (None, None, day), of_month
    suffixed = after > at + 1 or cursor.integer(at, "ordinal") is not None
    the = cursor.norm(at - 1) in ("the", "ה", "-") or cursor.words[at].prefix[-1:] == "ה"
    if (
        suffixed
        and cursor.words[at].kind != HE
        and (cursor.loose or (the and spec.rel in ("by", "on", "before", "until")))
    ):
        return (None, None, day), after
    if cursor.loose and the and (spec.weekday is not None or cursor.words[at].kind == NUM):
        return (None, None, day), after
    return None


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


def _day_number(cursor: Cursor, at: int) -> tuple[int | None, int]:
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


def _month_behind(cursor: Cursor, at: int) -> tuple[int | None, int]:
    word = cursor.word(at)
    if word is None:
        return None, at
    if word.norm in ("of", "ב", "ל", ","):
        at += 1 + (cursor.norm(at + 1) == "-")
    month = cursor.integer(at, "month")
    return (month, at + 1) if month is not None else (None, at)


def _year(cursor: Cursor, at: int) -> tuple[int | None, int]:
    start = at + 1 if cursor.norm(at) in (",", "of", ".") else at
    text = cursor.norm(start)
    if len(text) == 4 and text.isdecimal() and text[:2] in ("19", "20", "21"):
        return int(text), start + 1
    short = len(text) == 2 and text.isdecimal() and cursor.loose and start + 1 == cursor.count and start == at
    return (_full_year(text), start + 1) if short and cursor.norm(at - 1) != "-" else (None, at)


def _full_year(text: str) -> int | None:
    if not text.isdecimal():
        return None
    value = int(text)
    if len(text) == 2:
        return value + (2000 if value < 60 else 1900)
    return value if len(text) == 4 else None


def _valid(year: int | None, month: int, day: int) -> Date | None:
    days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= days[month - 1] else None

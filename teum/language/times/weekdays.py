"""Today, מחרתיים, and the days of the week: next Tuesday, יום ג׳, the last Friday of March."""

from __future__ import annotations

from teum.language.times import date_parts
from teum.language.times.cursor import Cursor
from teum.language.times.spec import Spec
from teum.language.tokens import EN, GAP, HE, OTHER

_SHABBAT = 5
_OR = frozenset({"או", "or", "-"})
_WE = frozenset({"אני", "אנחנו", "אנו"})
_TO = frozenset({"-", "to", "through", "thru", "until", "till", "עד"})


def day_word(cursor: Cursor, at: int, spec: Spec) -> int | None:
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
    later = cursor.integer(at + 2, "day") if cursor.norm(at + 1) in _OR else None
    if later is None or later <= value:
        return at + 1
    spec.day = later  # היום או מחר: late only after the later one
    return at + 3


def weekday_at(cursor: Cursor, at: int, spec: Spec) -> int | None:
    start, modifier = at, ""
    if cursor.words[at].kind == EN or cursor.words[at].is_number:
        nth = _nth(cursor, at, spec)
        if nth is not None:
            return nth
        while cursor.means(start, "modifier") is not None:
            modifier = cursor.text(start, "modifier")
            start += 1
        return _english_weekday(cursor, start, modifier, spec)
    has_day_word = cursor.words[at].norm.endswith(("יום", "ימי", "ימים")) and cursor.text(at, "unit") == "day"
    if has_day_word:
        start += 1
        letter = cursor.integer(start, "letter")
        if letter is not None and not (letter == _SHABBAT and spec.rel):
            return _named(cursor, start, letter, spec)
    letter = cursor.integer(start, "letter")
    if not has_day_word and letter is not None and spec.rel in ("by", "before"):
        following = cursor.word(start + 1)
        ends = following is None or following.kind in (OTHER, GAP) or "part" in following.means
        if cursor.norm(start).endswith("'") and ends:  # עד ה' בצהריים
            return _named(cursor, start, letter, spec)
    weekday = cursor.integer(start, "weekday")
    if weekday is None or (has_day_word and cursor.words[start].prefix not in ("", "ה")):
        return None
    if not has_day_word and not _stands_alone(cursor, start, spec):
        return None
    return _named(cursor, start, weekday, spec)


def _nth(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """The third Tuesday of September 2014; three Fridays from now."""
    word = cursor.words[at]
    ordinal = word.means.get("ordinal") if word.kind == EN else None
    after = at + 1
    if word.is_number and cursor.means(after, "suffix") is not None and word.norm.isdecimal():
        ordinal, after = int(word.norm), after + 1
    weekday = cursor.integer(after, "weekday")
    if weekday is None:
        return None
    if isinstance(ordinal, int) and ordinal <= 5:
        spec.weekday = weekday
        end = _of_month(cursor, after + 1, spec, ordinal)
        if end > after + 1:
            return end
        spec.weekday = None
    count = int(word.norm) if word.is_number and word.norm.isdecimal() else word.means.get("number")
    hence = cursor.phrase(at + 2, "hence")
    if isinstance(count, int) and 0 < count < 100 and hence is not None and cursor.loose:
        spec.weekday, spec.weeks_ahead = weekday, count - 1
        return hence[1]
    return None


def _stands_alone(cursor: Cursor, at: int, spec: Spec) -> bool:
    """Whether שלישי without יום is Tuesday: ב or עד before it, or a word of time behind it."""
    word = cursor.words[at]
    if cursor.norm(at + 1) == "שלום" or cursor.means(at + 1, "month") is not None:
        return False  # השלישי באוקטובר is a date
    if cursor.norm(at + 1) in ("לחודש", "בחודש"):
        return False  # בראשון לחודש
    if cursor.text(at + 1, "unit") == "week" and cursor.means(at + 2, "modifier") is not None:
        return True
    if cursor.loose or spec.edge == "eod":
        return cursor.means(at + 1, "unit") is None
    if cursor.means(at + 1, "modifier") in ("next", "coming") or cursor.means(at + 1, "part") is not None:
        return True
    if cursor.norm(at + 1) in _WE and (at == 0 or cursor.words[at - 1].kind in (OTHER, GAP)):
        return True  # שישי אני אצלך
    if word.prefix == "ה" and word.means.get("weekday") == _SHABBAT:
        return spec.rel in ("by", "before")  # לפני השבת
    if word.prefix:
        following = cursor.word(at + 1)
        telling = following is None or following.kind != HE or bool(following.means) or word.prefix[-1] == "ב"
        return word.prefix[-1] in "בל" and telling
    return spec.rel in ("by", "before", "after", "between")


def _named(cursor: Cursor, at: int, weekday: int, spec: Spec) -> int:
    spec.weekday = weekday
    after = at + 1
    later = _later_weekday(cursor, after, spec)
    if later is not None:
        return later
    modifier = cursor.text(after, "modifier")
    if modifier and not cursor.words[after].prefix:
        spec.weekday_mod = modifier
        after += 1
        if modifier == "last" and cursor.loose:
            after = _of_month(cursor, after, spec, -1)
    elif cursor.loose and cursor.integer(after, "ordinal"):
        after = _of_month(cursor, after + 1, spec, cursor.integer(after, "ordinal") or 1)
    return after


def _later_weekday(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """The other end of `between Monday and Wednesday`, `Monday to Wednesday`, בין יום שני לרביעי, מא' עד ג'."""
    word = cursor.word(at)
    if word is None or spec.weekday_end is not None:
        return None
    is_between = spec.rel == "between"
    begin = at
    if word.norm in _TO or (word.norm in ("and", "&") and is_between):
        begin += 1
    elif not (is_between or spec.rel == "from"):
        return None
    elif cursor.glued_letters(at) == "ל":
        begin += 1 + (cursor.norm(at + 1) == "-")
    elif word.kind != HE or word.prefix[-1:] not in ("ל", "ו"):
        return None
    begin += cursor.text(begin, "unit") == "day" and cursor.words[begin].kind == HE
    weekday = cursor.integer(begin, "weekday")
    if weekday is None:
        weekday = cursor.integer(begin, "letter")
    if weekday is None or weekday == spec.weekday:
        return None
    spec.weekday_end = weekday
    return begin + 1


def _of_month(cursor: Cursor, at: int, spec: Spec, nth: int) -> int:
    """של מרץ [2014]: the nth such weekday of a month."""
    start = at + 1 if cursor.norm(at) in ("של", "of", "in") else at
    month = cursor.integer(start, "month")
    if month is None:
        return at
    year, after = date_parts.year_at(cursor, start + 1)
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
    later = _later_weekday(cursor, after, spec)
    if later is not None:
        return later
    if cursor.norm(after) == "." and cursor.norm(at) in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        after += int(after + 1 == cursor.count or cursor.means(after + 1, "month") is not None)
    if cursor.norm(after) == "week" and not modifier:
        spec.weeks_ahead, after = 1, after + 1
    if cursor.norm(after) == "after" and cursor.norm(after + 1) == "next":
        spec.weekday_mod, after = "next", after + 2
    if modifier == "last" or modifier == "":
        nth_after = _of_month(cursor, after, spec, -1) if modifier == "last" else after
        after = nth_after
    return after

"""Stretches of time: in 3 days, within five business days, עוד שעה-שעתיים, תוך חצי שעה, two weeks ago."""

from __future__ import annotations

from teum.language.times.cursor import Cursor
from teum.language.times.numbers import is_range_sign, number, span
from teum.language.times.spec import Spec
from teum.language.tokens import EN, HE, NUM

_BEFORE_ONE = frozenset({"within", "in", "until", "by", "during", "before", "after", "around"})
_FROM_NOW = frozenset({"מהיום", "אחרי השינוי", "מרגע", "מהרגע"})
_FROM_TODAY = frozenset({"מהיום", "אחרי השינוי"})
_BUSINESS_UNITS = {"day": "bday", "hour": "bhour"}
_OF_THE_HOUR = frozenset({"past", "to", "after", "from", "before", "till", "til"})
_BETWEEN_COUNT_AND_UNIT = frozenset({"more", "full", "to", "-", "upcoming", "coming", "נוספים", "נוספות"})
_FEW = {"few": 3, "couple": 2, "pair": 2}

Amount = tuple[float, float, str, int]  # from, to, unit, the word after


def read(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """A stretch of time at this word; None where there is none."""
    if spec.amount is not None or spec.edge or spec.weekday is not None:
        return None
    found = _amount(cursor, at, spec)
    if found is None:
        return None
    low, high, unit, after = found
    if unit == "minute" and cursor.norm(after) in _OF_THE_HOUR and _is_hour(cursor, after + 1):
        return None
    after = _tail(cursor, after, spec)
    spec.amount, spec.unit = (low, high), unit
    if spec.rel == "before" and cursor.words[at].kind == HE:
        spec.ago = True
    return after


def _is_hour(cursor: Cursor, at: int) -> bool:
    """Whether an hour follows: `20 minutes to 2pm` is a time of day."""
    word = cursor.word(at)
    return word is not None and (word.is_number or "number" in word.means or word.means.get("part") == "noon")


def _amount(cursor: Cursor, at: int, spec: Spec) -> Amount | None:
    return (
        _next_one(cursor, at, spec)
        or _part_of_a_unit(cursor, at)
        or _dual(cursor, at)
        or _counted(cursor, at, spec)
        or _few(cursor, at)
        or _single(cursor, at, spec)
    )


def _part_of_a_unit(cursor: Cursor, at: int) -> Amount | None:
    """Half an hour, a quarter of an hour, רבע שעה, שלושת רבעי שעה, 1/2 hour."""
    phrase = cursor.phrase(at, "fraction")
    sixtieths = phrase[0] if phrase else cursor.means(at, "fraction")
    after = phrase[1] if phrase else at + 1
    if cursor.norm(at) in ("1/2", "1/4", "3/4"):
        sixtieths = {"1/2": 30, "1/4": 15, "3/4": 45}[cursor.norm(at)]
    elif cursor.norm(at) in ("a", "an") and cursor.means(at + 1, "fraction"):
        sixtieths, after = cursor.means(at + 1, "fraction"), at + 2
    if not isinstance(sixtieths, int):
        return None
    while cursor.norm(after) in ("of", "a", "an"):
        after += 1
    unit = "hour" if cursor.norm(after) == "השעה" else cursor.text(after, "unit")
    if unit not in ("hour", "day", "minute", "year"):
        return None
    is_coming = cursor.means(after + 1, "modifier") == "coming"  # בחצי השעה הקרובה
    if cursor.words[after].norm[0] == "ה" and not is_coming:
        return None
    if unit == "hour":
        to = after + 2 if is_range_sign(cursor.words, after + 1) else after + 1
        if cursor.text(to, "one") == "hour" and not cursor.words[to].prefix:  # חצי שעה-שעה
            return float(sixtieths), 60.0, "minute", to + 1
        return float(sixtieths), float(sixtieths), "minute", after + 1
    part = sixtieths / 60
    if unit == "year":
        return 12 * part, 12 * part, "month", after + 1
    return part, part, unit, after + 1


def _next_one(cursor: Cursor, at: int, spec: Spec) -> Amount | None:
    """The hour of `in the next hour`, `within the hour`."""
    coming = cursor.phrase(at, "one")  # בשעה הקרובה
    if coming is not None:
        spec.from_now = True
        return 1.0, 1.0, str(coming[0]), coming[1]
    is_the = spec.rel == "within" and cursor.norm(at - 1) == "the" and cursor.norm(at) in ("hour", "week")
    unit = cursor.text(at, "unit") if spec.from_now or is_the else ""
    return (
        (1.0, 1.0, unit, at + 1) if unit and cursor.words[at].kind == EN and cursor.norm(at) == unit else None
    )


def _dual(cursor: Cursor, at: int) -> Amount | None:
    """יומיים, שעתיים, שבועיים; with a half: שעתיים וחצי."""
    unit = cursor.text(at, "two")
    if not unit:
        return None
    more, after = _and_a_part(cursor, at + 1)
    following = cursor.integer(at + 1, "number")
    if following == 3 and not cursor.words[at + 1].prefix and not cursor.text(at + 2, "unit"):
        return 2.0, 3.0, unit, at + 2  # עוד יומיים שלושה
    high = cursor.integer(at + 2, "number")
    if (
        cursor.norm(at + 1) in ("-", "או", "עד")
        and high is not None
        and high > 2
        and not cursor.text(at + 3, "unit")
    ):
        return 2.0, float(high), unit, at + 3
    if after == at + 1 and unit == "day" and "business" in _means(cursor, after):
        return 2.0, 2.0, "bday", after + 1
    return 2 + more, 2 + more, unit, after


def _single(cursor: Cursor, at: int, spec: Spec) -> Amount | None:
    """A unit that stands for one of it: תוך שעה, עוד שבוע, שעה-שעתיים, יום עסקים."""
    unit = cursor.text(at, "one")
    if not unit:
        return None
    word = cursor.words[at]
    dual_at = at + 2 if is_range_sign(cursor.words, at + 1) else at + 1 if at + 1 < cursor.count else at
    if at + 1 < cursor.count and cursor.text(dual_at, "two") == unit:
        return 1.0, 2.0, unit, dual_at + 1
    business = at + 1 < cursor.count and "business" in cursor.words[at + 1].means and unit in _BUSINESS_UNITS
    if business and (spec.rel in _BEFORE_ONE or word.prefix in ("ל", "ב")):
        return 1.0, 1.0, _BUSINESS_UNITS[unit], at + 2
    if cursor.integer(at + 1, "number") == 1:
        return 1.0, 1.0, unit, at + 2
    if word.prefix == "ב" and cursor.norm(at + 1) == "הקרובה":
        return 1.0, 1.0, unit, at + 1
    if (spec.rel not in _BEFORE_ONE or spec.rel == "around") and cursor.norm(at + 1) not in _FROM_TODAY:
        return None
    is_it = cursor.norm(at + 1) == "זה"  # תוך דקה זה אצלך
    if cursor.means(at + 1, "modifier") and cursor.means(at + 1, "modifier") != "coming" and not is_it:
        return None
    if unit == "day" and (
        cursor.means(at + 1, "weekday") is not None or cursor.means(at + 1, "letter") is not None
    ):
        return None
    if unit == "day" and word.prefix:
        return None
    more, after = _and_a_part(cursor, at + 1)
    return 1 + more, 1 + more, unit, after


def _and_a_part(cursor: Cursor, at: int) -> tuple[float, int]:
    """The half in שעה וחצי."""
    word = cursor.word(at)
    part = word.means.get("fraction") if word is not None and word.prefix == "ו" else None
    return (part / 60, at + 1) if isinstance(part, int) else (0.0, at)


def _counted(cursor: Cursor, at: int, spec: Spec) -> Amount | None:
    """A number or a range of two, and its unit."""
    found = span(cursor.words, at)
    if found is None:
        return None
    low, high, after = found
    half, after = _and_a_half(cursor, after)
    while cursor.norm(after) in _BETWEEN_COUNT_AND_UNIT:
        spec.from_now |= cursor.means(after, "modifier") is not None
        after += 1
    unit, after = _unit(cursor, after)
    if not unit:
        return _minutes_sign(cursor, at, low, high, after)
    more, after = _and_a_half(cursor, after)
    return low + half + more, high + half + more, unit, after


def _minutes_sign(cursor: Cursor, at: int, low: float, high: float, after: int) -> Amount | None:
    if cursor.loose and cursor.norm(after) in ("'", '"') and cursor.words[at].kind == NUM:
        return low, high, "minute" if cursor.norm(after) == "'" else "second", after + 1
    return None


def _and_a_half(cursor: Cursor, at: int) -> tuple[float, int]:
    if cursor.norm(at) == "and" and cursor.norm(at + 1) in ("a", "an") and cursor.norm(at + 2) == "half":
        return 0.5, at + 3
    return (
        _and_a_part(cursor, at) if cursor.word(at) is not None and cursor.words[at].kind == HE else (0.0, at)
    )


def _unit(cursor: Cursor, at: int) -> tuple[str, int]:
    """A unit, its word of business before (English) or behind it (Hebrew)."""
    word = cursor.word(at)
    if word is None:
        return "", at
    if word.kind == EN and word.means.get("business") and cursor.text(at + 1, "unit") in _BUSINESS_UNITS:
        return _BUSINESS_UNITS[cursor.text(at + 1, "unit")], at + 2
    unit = cursor.text(at, "unit")
    is_this = word.prefix == "ה" and "one" in word.means  # 15 החודש is a date, שלושת הימים a stretch
    if not unit or is_this or (word.kind == HE and word.prefix not in ("", "ה")):
        return "", at
    following = _means(cursor, at + 1)
    if unit in _BUSINESS_UNITS and word.kind == HE and following.get("business"):
        return _BUSINESS_UNITS[unit], at + 2
    if (
        unit == "hour"
        and word.norm == "h"
        and cursor.words[at - 1].kind == NUM
        and not _is_before(cursor, at - 1)
    ):
        return "", at
    return unit, at + 1


def _is_before(cursor: Cursor, at: int) -> bool:
    return cursor.norm(at - 1) in ("in", "within", "for", "next", "every")


def _few(cursor: Cursor, at: int) -> Amount | None:
    """A couple of hours, a few days: a number only for a phrase that is known to be a time."""
    if not cursor.loose:
        return None
    after = at + 1 if cursor.norm(at) in ("a", "the") else at
    count = _FEW.get(cursor.norm(after))
    if count is None:
        return None
    after += 1 + (cursor.norm(after + 1) == "of")
    unit, after = _unit(cursor, after)
    return (float(count), float(count), unit, after) if unit else None


def _tail(cursor: Cursor, at: int, spec: Spec) -> int:
    """What may follow: from now, hence, ago, הקרובות, מהיום."""
    phrase = cursor.phrase(at, "hence")
    if phrase is not None:
        spec.from_now = True
        return phrase[1]
    rel = cursor.means(at, "rel")
    if rel == "hence" or (cursor.norm(at) in _FROM_NOW and cursor.norm(at) != "מרגע"):
        spec.from_now = True
        return at + 1
    if rel == "ago":
        spec.ago = True
        return at + 1
    if cursor.means(at, "modifier") == "coming":
        spec.from_now = True
        return at + 1
    return at


def _means(cursor: Cursor, at: int) -> dict[str, object]:
    word = cursor.word(at)
    return word.means if word is not None else {}


def next_units(cursor: Cursor, at: int) -> Amount | None:
    """The next three days, the coming 48 hours: a count behind `next`."""
    found = number(cursor.words, at)
    if found is None:
        return None
    unit, after = _unit(cursor, found[1])
    return (found[0], found[0], unit, after) if unit else None

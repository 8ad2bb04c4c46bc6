"""Hours of the day and parts of it: 14:00, 3 p.m., half past two, רבע לארבע, between 10 and 12, in the evening."""

from __future__ import annotations

from teum.language.times import hours, zones
from teum.language.times.cursor import Cursor
from teum.language.times.spec import Clock, Spec
from teum.language.tokens import EN, GAP, HE, NUM, OTHER

NOON = 12 * 60
_SHABBAT = 5
_AT = frozenset({"at", "around", "by", "until", "between", "from", "on", "before", "after"})
_TO = frozenset({"-", "to", "until", "till", "til", "untill", "and", "עד", "&", "through", "thru"})
_MAY_FOLLOW_HOUR = frozenset(
    [
        "today",
        "tomorrow",
        "tonight",
        "on",
        "in",
        "this",
        "at",
        "and",
        "so",
        "to",
        "but",
        "for",
        "if",
        "or",
        "sharp",
        "latest",
        "the",
        "i",
        "we",
        "you",
        "-",
        "–",
        ",",
        ".",
        ";",
        "!",
        "?",
        ")",
        "and",
        *zones.NAMES,
    ]
)
# Hours are feminine: עד שלוש is one, עד שלושה is not.
_HOURS_HE = frozenset(
    ["אחת", "שתיים", "שתים", "שלוש", "שלש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר"]
)
_GOOD = frozenset(["טוב", "טובה", "טובים", "נעים", "נעימה", "אור", "חג", "שבת", "מצוין", "ושבוע"])
_NOT_HOURS = frozenset(
    ['ש"ח', "₪", "%", "$", "€", "£", "שקל", "שקלים", "אחוז", "אחוזים", "th", "st", "nd", "rd", "am."]
)

Read = tuple[Clock, int]


def read(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """An hour, a range of hours or a part of the day at this word; None where there is none."""
    end = None
    if spec.clock is None:
        end = _hours(cursor, at, spec)
    if end is None and not spec.part:
        end = _part(cursor, at, spec)
    return end


def _hours(cursor: Cursor, at: int, spec: Spec) -> int | None:
    begin = hours.clock(cursor, at, spec.rel in _AT or cursor.loose, has_day=spec.has_day())
    if begin is None:
        return None
    clock, after = begin
    later = _range_end(cursor, after, spec)
    if later is not None:
        spec.clock, spec.clock_end = _same_half(clock, later[0]), later[0]
        return _zone(cursor, later[1], spec)
    if spec.rel == "between" or not _is_hour(cursor, at, after, clock, spec):
        return None
    spec.clock = clock
    return _zone(cursor, after, spec)


def _zone(cursor: Cursor, at: int, spec: Spec) -> int:
    found = zones.read(cursor, at)
    if found is None:
        return at
    spec.zone, after = found
    return after


def _is_hour(cursor: Cursor, at: int, after: int, clock: Clock, spec: Spec) -> bool:
    """Whether a bare number is an hour: `by 5 today`, and not `by 5 people`."""
    word = cursor.words[at]
    if after > at + 1 or ":" in word.norm or cursor.loose or clock.grain == "minute":
        return True
    if word.kind == HE and word.prefix and word.prefix[-1] == "ב":
        following = cursor.word(after)
        return following is None or following.kind != HE or bool(following.means) or spec.has_day()
    if spec.rel == "on" and word.kind == NUM and word.kind != HE and not _glued_before(cursor, at):
        return False
    if word.norm in _HOURS_HE and spec.rel in ("by", "before"):
        following = cursor.word(after)
        if following is None or following.kind in (OTHER, GAP):
            return True  # ההצעה תהיה אצלך עד שלוש
    if word.kind == HE and not word.prefix and spec.rel in ("by", "before", "after", "on", "from"):
        return bool(cursor.means(after, "part")) or cursor.phrase(after, "part") is not None
    following = cursor.word(after)
    if following is None or following.kind not in (HE, EN):
        return following is None or following.norm not in _NOT_HOURS
    if following.kind == EN:
        return following.norm in _MAY_FOLLOW_HOUR or bool(following.means)
    is_counted = following.norm.endswith(("ים", "ות")) and "part" not in following.means
    return following.norm not in _NOT_HOURS and not is_counted


def _glued_before(cursor: Cursor, at: int) -> bool:
    before = cursor.word(at - 1)
    return before is not None and (before.end == cursor.words[at].start or before.norm == "ב")


def _range_end(cursor: Cursor, at: int, spec: Spec) -> Read | None:
    """The second hour of a range, behind `to`, `-`, `and`, ל or עד."""
    word = cursor.word(at)
    if word is None:
        return None
    is_between = spec.rel == "between"
    if word.norm in _TO and not (word.norm in ("and", "&", "by") and not is_between):
        begin = at + 1
        if word.norm == "עד" and spec.rel == "by":
            return None
    elif word.kind == HE and (
        cursor.glued_letters(at)[-1:] == "ל" or (word.prefix[-1:] == "ל" and "number" in word.means)
    ):
        begin = at if word.prefix else at + 1 + (cursor.norm(at + 1) == "-")
    elif word.kind == HE and is_between and cursor.glued_letters(at)[-1:] == "ו":
        begin = at + 1 + (cursor.norm(at + 1) == "-")
    else:
        return None
    if cursor.norm(begin) == "השעה":
        begin += 1
    glued = cursor.glued_letters(begin) if begin < cursor.count else ""
    if glued:
        begin += 1 + (cursor.norm(begin + 1) == "-")
    return hours.clock(cursor, begin, True, has_day=spec.has_day()) if begin < cursor.count else None


def _same_half(begin: Clock, end: Clock) -> Clock:
    """The first hour of `8-10am` and `3-4pm`, which takes its half of the day from the second."""
    if begin.sure or not end.sure:
        return begin
    for minutes in (begin.minutes % NOON + (end.minutes // NOON) * NOON, begin.minutes % NOON):
        if minutes < end.minutes:
            return Clock(minutes, True, grain=begin.grain)
    return begin


def _part(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """Morning, noon, אחה"צ, tonight: a part of the day."""
    if cursor.norm(at) in ("early", "late") and cursor.means(at + 1, "part") is not None:
        at += 1
    phrase = cursor.phrase(at, "part")
    if phrase is not None:
        spec.part = str(phrase[0])
        if cursor.norm(phrase[1] - 1).endswith(("שבת", 'מוצ"ש', "מוצש")) and not spec.has_day():
            spec.weekday = _SHABBAT
        return phrase[1]
    word = cursor.words[at]
    name = word.means.get("part")
    if not isinstance(name, str):
        return None
    if name == "lunch" and not (cursor.loose or spec.has_day()):
        return None
    if not _is_part(cursor, at, spec):
        return None
    spec.part = name
    is_todays = word.norm in ("הערב", "הבוקר", "הלילה", "tonight", "tonite") or cursor.norm(at - 1) == "this"
    if is_todays and not spec.has_day():
        spec.day = 0
    return at + 1


def _is_part(cursor: Cursor, at: int, spec: Spec) -> bool:
    """Whether ערב or `evening` is the time, and not a greeting or a holiday's eve."""
    word = cursor.words[at]
    if cursor.norm(at + 1) in _GOOD or cursor.norm(at - 1) in ("good", "happy", "lovely"):
        return False
    if cursor.loose or spec.has_day() or spec.clock is not None:
        return True
    if word.kind == EN:
        named = word.norm in ("tonight", "tonite", "noon", "midday", "lunchtime")
        return named or cursor.norm(at - 1) in ("this", "the", "by", "before", "every")
    if word.norm in ("ערב", "בוקר", "לילה", "צהריים", "צהרים"):
        return (bool(word.prefix) and word.prefix[-1] in "בל") or spec.rel in ("by", "before", "during")
    return not word.prefix or word.prefix[-1] in "ושבל"

"""One hour of the day: 14:00, 3 p.m., half past two, רבע לארבע, שבע וחצי בערב."""

from __future__ import annotations

from teum.language.times.cursor import Cursor
from teum.language.times.spec import Clock
from teum.language.tokens import EN, HE, NUM

NOON = 12 * 60
_PAST = frozenset({"past", "after", "אחרי"})
_TO_HOUR = frozenset({"to", "before", "til", "till", "of", "from"})

_THE_HOUR = frozenset({"בשעה", "השעה", "לשעה"})

Read = tuple[Clock, int]


def clock(cursor: Cursor, at: int, bare: bool, *, full: bool = False, has_day: bool = False) -> Read | None:
    """The time of day at this word.

    `bare` lets a number be one by itself; `full` asks for an hour that minutes are counted from or to, which is none
    that is itself counted so; `has_day` tells that the day was said already.
    """
    word = cursor.words[at]
    if word.kind == NUM:
        return _digital(cursor, at, bare, full, has_day)
    if word.kind == EN:
        return _english(cursor, at, bare, full)
    if word.kind == HE:
        return _hebrew(cursor, at, bare, full)
    return None


def _digital(cursor: Cursor, at: int, bare: bool, full: bool, has_day: bool) -> Read | None:
    text = cursor.words[at].norm
    if ":" in text:
        return _with_colon(cursor, at, text, bare or has_day)
    if cursor.is_dotted_hour(at):
        whole, _, past_hour = text.partition(".")
        return _with_half(cursor, Clock(int(whole) * 60 + int(past_hour), False, grain="minute"), at + 1)
    if not text.isdecimal() or len(text) > 4:
        return None
    value = int(text)
    past = None if full else _minutes_past(cursor, at, value)
    if past is not None:
        return past
    if cursor.norm(at + 1) == "h":
        return _with_h(cursor, at, value)
    if len(text) >= 3:
        half = _with_half(cursor, Clock(value // 100 * 60 + value % 100, False, grain="minute"), at + 1)
        is_clock = value % 100 < 60 and value // 100 < 24 and (half[0].sure or (bare and cursor.loose))
        return half if is_clock else None
    if value > 24:
        return (_no_hour(), at + 1) if cursor.norm(at - 1) in _THE_HOUR else None
    clock, after = _with_half(cursor, Clock(value * 60, value > 12 or text[0] == "0"), at + 1)
    if after > at + 1 or bare:
        spoken = cursor.words[after].norm if after < cursor.count else ""
        if cursor.loose and after == at + 1 and spoken.isdecimal() and len(spoken) == 2 and int(spoken) < 60:
            return Clock(value * 60 + int(spoken), False, grain="minute"), after + 1
        return clock, after
    if cursor.means(after, "part") is not None or (
        cursor.norm(after) == "in" and cursor.norm(after + 1) == "the"
    ):
        return clock, after
    if has_day and _is_span_of_hours(cursor, at, value):
        return clock, after
    return (
        (clock, after)
        if _range_follows(cursor, after) or (cursor.means(after, "day") is not None and cursor.loose)
        else None
    )


def _with_colon(cursor: Cursor, at: int, text: str, is_hour: bool) -> Read | None:
    """14:00, 14:00:30; and 25:00 where it can only be meant as an hour, which is none."""
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    if hours * 60 + minutes > 24 * 60 or minutes > 59 or (seconds and seconds[0] > 59):
        return (_no_hour(), at + 1) if is_hour else None
    sure = hours > 12 or text[0] == "0" or hours == 0
    clock = Clock(hours * 60 + minutes, sure, seconds[0] if seconds else 0, "second" if seconds else "minute")
    return _with_half(cursor, clock, at + 1)


def _no_hour() -> Clock:
    """What is written as an hour and is none."""
    return Clock(0, True, grain="minute", exists=False)


def _range_follows(cursor: Cursor, at: int) -> bool:
    """Whether `-10am` follows: `8-10am`, `1pm-2pm`, `9:30-11:00`."""
    if cursor.norm(at) != "-" or at + 1 >= cursor.count or cursor.words[at + 1].kind != NUM:
        return False
    return ":" in cursor.norm(at + 1) or cursor.means(at + 2, "ampm") is not None


def _is_span_of_hours(cursor: Cursor, at: int, value: int) -> bool:
    """Whether two hours stand beside a day: מחר 8-10."""
    high = cursor.norm(at + 2)
    if cursor.norm(at + 1) != "-" or not high.isdecimal() or len(high) > 2 or not value < int(high) <= 24:
        return False
    following = cursor.word(at + 3)
    return following is None or not ("unit" in following.means or "month" in following.means)


def _with_h(cursor: Cursor, at: int, value: int) -> Read | None:
    """15h30, 16h."""
    minutes = cursor.norm(at + 2)
    adjacent = at + 2 < cursor.count and cursor.words[at + 2].start == cursor.words[at + 1].end
    if value > 24 or cursor.words[at + 1].start != cursor.words[at].end:
        return None
    if adjacent and minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60:
        return Clock(value * 60 + int(minutes), True, grain="minute"), at + 3
    return (Clock(value * 60, True, grain="minute"), at + 2) if cursor.norm(at - 1) != "in" else None


def _with_half(cursor: Cursor, clock: Clock, after: int) -> Read:
    """The am, pm or o'clock behind an hour."""
    while cursor.means(after, "clockword") is not None:
        after += 1
    half, end = cursor.integer(after, "ampm"), after + 1
    if (
        half is None
        and cursor.norm(after) in ("p", "a")
        and cursor.words[after].start == cursor.words[after - 1].end
    ):
        half = 12 if cursor.norm(after) == "p" else 0
    if half is None and cursor.norm(after) in ("p", "a") and cursor.norm(after + 1) == "m":
        half, end = (12 if cursor.norm(after) == "p" else 0), after + 2
    if half is None and cursor.norm(after) == "in" and cursor.norm(after + 1) == "the":
        half, end = cursor.integer(after + 2, "ampm"), after + 3
    if half is None or clock.minutes >= 13 * 60:
        return (_no_hour(), end) if half == 0 and clock.minutes < 24 * 60 else (clock, after)
    while cursor.means(end, "clockword") is not None:
        end += 1
    hours = clock.minutes // 60 % 12 + half
    return Clock(hours * 60 + clock.minutes % 60, True, clock.seconds, clock.grain), end


def _minutes_past(cursor: Cursor, at: int, value: int) -> Read | None:
    """15 past 3pm, 20 minutes to two, 10 after noon."""
    after = at + 1 + (cursor.text(at + 1, "unit") == "minute")
    sign = cursor.norm(after)
    if (sign not in _PAST and not (sign in _TO_HOUR and (after > at + 1 or cursor.loose))) or value > 59:
        return None
    return _around_hour(cursor, after + 1, value if sign in _PAST else -value)


def _around_hour(cursor: Cursor, at: int, minutes: int) -> Read | None:
    if at >= cursor.count:
        return None
    if cursor.text(at, "part") == "noon":
        return Clock(NOON + minutes, True, grain="minute"), at + 1
    hour = clock(cursor, at, True, full=True)
    if hour is None or hour[0].minutes % 60:
        return None
    return Clock((hour[0].minutes + minutes) % (24 * 60), hour[0].sure, grain="minute"), hour[1]


def _english(cursor: Cursor, at: int, bare: bool, full: bool) -> Read | None:
    word = cursor.words[at]
    start = at + 1 if word.norm in ("a", "an") and cursor.means(at + 1, "fraction") else at
    part = cursor.integer(start, "fraction")
    if part is not None and full:
        return None
    if part is not None:
        sign = cursor.norm(start + 1)
        if sign in _PAST or (sign in _TO_HOUR and part == 15):
            return _around_hour(cursor, start + 2, part if sign in _PAST else -part)
        if part == 30 and cursor.integer(start + 1, "number"):
            return _around_hour(cursor, start + 1, 30)
        return None
    if word.means.get("part") == "midnight":
        return Clock(24 * 60, True), at + 1
    value = word.means.get("number")
    if not isinstance(value, int) or value > 59 or word.norm in ("a", "an"):
        return None
    past = None if full else _minutes_past(cursor, at, value)
    if past is not None:
        return past
    if value > 12:
        return None
    return _spoken(cursor, at, value, bare)


def _spoken(cursor: Cursor, at: int, value: int, bare: bool) -> Read | None:
    """Seven thirty p.m., three twenty, eight."""
    minutes, after = cursor.integer(at + 1, "number"), at + 1
    if minutes in (10, 15, 20, 30, 40, 45, 50):
        after = at + 2
        units = cursor.integer(after, "number")
        if minutes >= 20 and units is not None and units < 10:
            minutes, after = minutes + units, after + 1
    else:
        minutes = 0
    clock = Clock(value * 60 + (minutes or 0), False, grain="minute" if minutes else "hour")
    found = _with_half(cursor, clock, after)
    has_part = cursor.means(found[1], "part") is not None
    return found if bare or found[1] > after or has_part else None


def _hebrew(cursor: Cursor, at: int, bare: bool, full: bool) -> Read | None:
    """שלוש וחצי, ארבע ורבע, רבע לארבע, עשרה לשלוש, שבע בערב."""
    word = cursor.words[at]
    if word.means.get("part") == "midnight":
        return Clock(24 * 60, True), at + 1
    is_range = word.prefix[-1:] == "מ" and cursor.norm(at + 1) == "עד"  # משמונה עד עשר
    bare = bare or word.prefix[-1:] in ("ב", "ל") or is_range
    part = word.means.get("fraction")
    value = word.means.get("number")
    if isinstance(part, int) and not cursor.text(at + 1, "unit"):
        return None if full else _hebrew_to(cursor, at + 1, part)
    if not isinstance(value, int) or (value > 12 and value != 20):
        return None
    after = at + 1
    if value < 10 and cursor.means(after, "teen") is not None and not cursor.words[after].prefix:
        value, after = value + 10, after + 1
    to = (
        _hebrew_to(cursor, after + (cursor.text(after, "unit") == "minute"), value)
        if value in (5, 10, 20) and not full
        else None
    )
    if to is not None:
        return to
    if value > 12:
        return None
    minutes, end = _hebrew_minutes(cursor, after)
    if (
        end == after
        and not bare
        and cursor.means(after, "part") is None
        and cursor.phrase(after, "part") is None
    ):
        return None
    return Clock(value * 60 + minutes, False, grain="minute" if minutes else "hour"), end


def _hebrew_to(cursor: Cursor, at: int, minutes: int) -> Read | None:
    word = cursor.word(at)
    if word is None or word.kind != HE:
        return None
    if word.norm == "אחרי":
        return _around_hour(cursor, at + 1, minutes)
    if word.prefix[-1:] == "ל" and isinstance(word.means.get("number"), int):
        return _around_hour(cursor, at, -minutes)
    if word.norm == "ל" and cursor.words[at + 1 : at + 2] and cursor.norm(at + 1) != "":
        return _around_hour(cursor, at + 1 + (cursor.norm(at + 1) == "-"), -minutes)
    return None


def _hebrew_minutes(cursor: Cursor, at: int) -> tuple[int, int]:
    word = cursor.word(at)
    if word is None or word.kind != HE or word.prefix != "ו":
        return 0, at
    part, value = word.means.get("fraction"), word.means.get("number")
    if isinstance(part, int):
        return part, at + 1
    if isinstance(value, int) and value < 60:
        end = at + 1
        units = cursor.integer(end, "number")
        if value >= 20 and units is not None and cursor.words[end].prefix == "ו":
            return value + units, end + 1
        return value, end + (cursor.text(end, "unit") == "minute")
    return 0, at

"""Hours of the day and parts of it: 14:00, 3 p.m., half past two, רבע לארבע, between 10 and 12, in the evening."""

from __future__ import annotations

from teum.language.times.cursor import Cursor
from teum.language.times.spec import Clock, Spec
from teum.language.tokens import EN, HE, NUM

NOON = 12 * 60
_AT = frozenset({"at", "around", "by", "until", "between", "from", "on", "before", "after"})
_TO = frozenset({"-", "to", "until", "till", "til", "untill", "and", "עד", "&", "through", "thru"})
_PAST = frozenset({"past", "after", "אחרי"})
_TO_HOUR = frozenset({"to", "before", "til", "till", "of", "from"})
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
    ]
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
    begin = _clock(cursor, at, spec.rel in _AT or cursor.loose, spec)
    if begin is None:
        return None
    clock, after = begin
    later = _range_end(cursor, after, spec)
    if later is not None:
        spec.clock, spec.clock_end = _same_half(clock, later[0]), later[0]
        return later[1]
    if spec.rel == "between" or not _is_hour(cursor, at, after, clock, spec):
        return None
    spec.clock = clock
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
    if word.kind == HE and not word.prefix and spec.rel in ("by", "before", "after", "on", "from"):
        return bool(cursor.means(after, "part")) or cursor.phrase(after, "part") is not None
    following = cursor.word(after)
    if following is None or following.kind not in (HE, EN):
        return following is None or following.norm not in _NOT_HOURS
    if following.kind == EN:
        return following.norm in _MAY_FOLLOW_HOUR or bool(following.means)
    return following.norm not in _NOT_HOURS and not following.norm.endswith(("ים", "ות"))


def _glued_before(cursor: Cursor, at: int) -> bool:
    before = cursor.word(at - 1)
    return before is not None and before.end == cursor.words[at].start


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
    return _clock(cursor, begin, True, spec) if begin < cursor.count else None


def _same_half(begin: Clock, end: Clock) -> Clock:
    """The first hour of `8-10am` and `3-4pm`, which takes its half of the day from the second."""
    if begin.sure or not end.sure:
        return begin
    for minutes in (begin.minutes % NOON + (end.minutes // NOON) * NOON, begin.minutes % NOON):
        if minutes < end.minutes:
            return Clock(minutes, True, grain=begin.grain)
    return begin


def _clock(cursor: Cursor, at: int, bare: bool, spec: Spec) -> Read | None:
    word = cursor.words[at]
    if word.kind == NUM:
        return _digital(cursor, at, bare)
    if word.kind == EN:
        return _english(cursor, at, bare)
    if word.kind == HE:
        return _hebrew(cursor, at, bare, spec)
    return None


def _digital(cursor: Cursor, at: int, bare: bool) -> Read | None:
    text = cursor.words[at].norm
    if ":" in text:
        hours, minutes, *seconds = (int(part) for part in text.split(":"))
        if hours > 24 or minutes > 59 or (seconds and seconds[0] > 59):
            return None
        sure = hours > 12 or text[0] == "0" or hours == 0
        clock = Clock(
            hours * 60 + minutes, sure, seconds[0] if seconds else 0, "second" if seconds else "minute"
        )
        return _with_half(cursor, clock, at + 1)
    if not text.isdecimal() or len(text) > 4:
        return None
    value = int(text)
    past = _minutes_past(cursor, at, value)
    if past is not None:
        return past
    if cursor.norm(at + 1) == "h":
        return _with_h(cursor, at, value)
    if len(text) >= 3:
        half = _with_half(cursor, Clock(value // 100 * 60 + value % 100, False, grain="minute"), at + 1)
        is_clock = value % 100 < 60 and value // 100 < 24 and (half[0].sure or (bare and cursor.loose))
        return half if is_clock else None
    if value > 24:
        return None
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
    return (
        (clock, after)
        if _range_follows(cursor, after) or (cursor.means(after, "day") is not None and cursor.loose)
        else None
    )


def _range_follows(cursor: Cursor, at: int) -> bool:
    """Whether `-10am` follows: `8-10am`, `1pm-2pm`, `9:30-11:00`."""
    if cursor.norm(at) != "-" or at + 1 >= cursor.count or cursor.words[at + 1].kind != NUM:
        return False
    return ":" in cursor.norm(at + 1) or cursor.means(at + 2, "ampm") is not None


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
        return clock, after
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
    hour = _clock(cursor, at, True, Spec())
    if hour is None or hour[0].minutes % 60:
        return None
    return Clock((hour[0].minutes + minutes) % (24 * 60), hour[0].sure, grain="minute"), hour[1]


def _english(cursor: Cursor, at: int, bare: bool) -> Read | None:
    word = cursor.words[at]
    start = at + 1 if word.norm in ("a", "an") and cursor.means(at + 1, "fraction") else at
    part = cursor.integer(start, "fraction")
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
    past = _minutes_past(cursor, at, value)
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


def _hebrew(cursor: Cursor, at: int, bare: bool, spec: Spec) -> Read | None:
    """שלוש וחצי, ארבע ורבע, רבע לארבע, עשרה לשלוש, שבע בערב."""
    word = cursor.words[at]
    bare = bare or word.prefix[-1:] in ("ב", "ל")
    part = word.means.get("fraction")
    value = word.means.get("number")
    if isinstance(part, int) and not cursor.text(at + 1, "unit"):
        return _hebrew_to(cursor, at + 1, part)
    if not isinstance(value, int) or (value > 12 and value != 20):
        return None
    after = at + 1
    if value < 10 and cursor.means(after, "teen") is not None and not cursor.words[after].prefix:
        value, after = value + 10, after + 1
    to = (
        _hebrew_to(cursor, after + (cursor.text(after, "unit") == "minute"), value)
        if value in (5, 10, 20)
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


def _part(cursor: Cursor, at: int, spec: Spec) -> int | None:
    """Morning, noon, אחה"צ, tonight: a part of the day."""
    phrase = cursor.phrase(at, "part")
    if phrase is not None:
        spec.part = str(phrase[0])
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

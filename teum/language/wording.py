"""Windows in words: the one formatter, in Hebrew and English, always with the date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from teum.core.window import Window

_DAYS_HE = ("שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(window: Window, lang: str, now: datetime) -> str:
    """A window as people say it, always with its date.

    `עד יום שלישי, 24.11, בשעה 14:00`; `on Tuesday 24 November, between 10:00 and 12:00`. The year is named only when
    it is not the present one. Never "today" or "tomorrow": a message is read on another day.
    """
    due = window.due
    local_now = now.astimezone(due.tzinfo)
    start = window.start.astimezone(due.tzinfo) if window.start is not None else None
    return _hebrew(start, due, local_now) if lang == "he" else _english(start, due, local_now)


def in_full(window: Window, lang: str) -> str:
    """The same with its year, which is named whichever it is: a paper is read in other years."""
    return in_words(window, lang, window.due.replace(year=window.due.year - 1, day=1))


def on_day(on: date, lang: str, now: datetime) -> str:
    """A day as people say it: `ביום שלישי, 24.11`; `on Tuesday 24 November`."""
    at = datetime.combine(on, time(12))
    return _on_he(at, now) if lang == "he" else _on_en(at, now)


def _hebrew(start: datetime | None, due: datetime, now: datetime) -> str:
    if start is None:
        return f"עד {_day_he(due, now)}, בשעה {_clock(due)}"
    if start == due:
        return f"{_on_he(due, now)}, בשעה {_clock(due)}"
    if start.date() == due.date():
        return f"{_on_he(due, now)}, בין {_clock(start)} ל-{_clock(due)}"
    return f"בין {_day_he(start, now)}, בשעה {_clock(start)}, ל{_day_he(due, now)}, בשעה {_clock(due)}"


def _english(start: datetime | None, due: datetime, now: datetime) -> str:
    if start is None:
        return f"by {_day_en(due, now)}, {_clock(due)}"
    if start == due:
        return f"{_on_en(due, now)}, at {_clock(due)}"
    if start.date() == due.date():
        return f"{_on_en(due, now)}, between {_clock(start)} and {_clock(due)}"
    return f"between {_day_en(start, now)}, {_clock(start)}, and {_day_en(due, now)}, {_clock(due)}"


def _clock(at: datetime) -> str:
    return f"{at.hour:02}:{at.minute:02}"


def _day_he(at: datetime, now: datetime) -> str:
    day = _DAYS_HE[at.weekday()]
    named = "שבת" if day == "שבת" else f"יום {day}"
    return f"{named}, {_date_he(at, now)}"


def _on_he(at: datetime, now: datetime) -> str:
    return f"ב{_day_he(at, now)}"


def _date_he(at: datetime, now: datetime) -> str:
    return f"{at.day}.{at.month}" if at.year == now.year else f"{at.day}.{at.month}.{at.year}"


def _day_en(at: datetime, now: datetime) -> str:
    year = "" if at.year == now.year else f" {at.year}"
    return f"{_DAYS_EN[at.weekday()]} {at.day} {_MONTHS_EN[at.month - 1]}{year}"


def _on_en(at: datetime, now: datetime) -> str:
    return f"on {_day_en(at, now)}"


def round_up(at: datetime, minutes: int) -> datetime:
    """The next quarter or half hour (itself when it is one)."""
    floor = at.replace(minute=at.minute // minutes * minutes, second=0, microsecond=0)
    return floor if floor == at else floor + timedelta(minutes=minutes)

"""Moments and windows as the desk shows them, in the reader's language and the business's zone."""

from __future__ import annotations

import re
from datetime import date as date_
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language

from teum import language
from teum.core.window import Window

SATURDAY = 5
_TOGETHER = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=\bat) (?=\d)|(?<=בשעה) (?=\d)")


def lang() -> str:
    """The language of this page: he or en."""
    return "en" if (get_language() or "he").startswith("en") else "he"


def in_words(window: Window, *, now: datetime) -> str:
    """A window in words."""
    return language.in_words(window, lang(), now)


def by(due: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """By a moment, in words: "עד יום שלישי, 24.11, בשעה 14:00"."""
    return in_words(Window(due=due.astimezone(zone)), now=now)


def at(moment: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """At a moment, in words: "ביום שלישי, 24.11, בשעה 14:00"."""
    there = moment.astimezone(zone).replace(second=0, microsecond=0)
    return in_words(Window(start=there, due=there), now=now)


def alone(moment: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """The same where it stands alone: it begins as a sentence, and no line breaks within a date or before an hour."""
    said = _TOGETHER.sub("\u00a0", at(moment, zone=zone, now=now))
    return said[:1].upper() + said[1:]


def hour(moment: datetime, *, zone: ZoneInfo) -> str:
    """The hour alone: "14:00"."""
    return f"{moment.astimezone(zone):%H:%M}"


def short_day(date: date_) -> str:
    """A day where there is room for no more: "24.11", "24 Nov"."""
    return f"{date.day}.{date.month}" if lang() == "he" else f"{date.day} {date:%b}"


def day(date: date_, *, now: datetime) -> str:
    """A day in words: "יום שלישי, 24.11", "Tuesday 24 November"; the year only where it is another."""
    if lang() == "he":
        name = str(WEEKDAYS[date.weekday()])
        named = name if date.weekday() == SATURDAY else f"יום {name}"
        return f"{named}, {date.day}.{date.month}" + (f".{date.year}" if date.year != now.year else "")
    return f"{date:%A} {date.day} {date:%B}" + (f" {date.year}" if date.year != now.year else "")

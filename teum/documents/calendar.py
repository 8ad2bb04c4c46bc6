"""Promises as entries of a calendar (RFC 5545): each moves as its window does, and is cancelled with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import icalendar

from teum import __version__
from teum.core.window import Window

YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A promise as an entry: `uid` stays for its life, `version` grows with each change of it."""

    uid: str
    version: int
    window: Window
    title: str
    text: str
    is_cancelled: bool = False
    is_doubtful: bool = False
    """Its time passed or may not be kept."""


def parts(
    entries: Sequence[Entry], *, name: str, organizer: str, at: datetime
) -> tuple[tuple[str, bytes], ...]:
    """What goes with a letter, each with its method: one file of what stands, one of what was cancelled."""
    stands = [entry for entry in entries if not entry.is_cancelled]
    gone = [entry for entry in entries if entry.is_cancelled]
    return tuple(
        (method, calendar(of, name=name, is_feed=False, at=at, organizer=organizer))
        for method, of in (("PUBLISH", stands), ("CANCEL", gone))
        if of
    )


def calendar(
    entries: Sequence[Entry], *, name: str, is_feed: bool, at: datetime, organizer: str = ""
) -> bytes:
    """A calendar file; a feed is asked for again every hour. `at` is when it is made.

    `organizer` is the address from which it comes, where it comes by mail.
    """
    made = icalendar.Calendar()
    made.add("prodid", f"-//Teum//{__version__}//EN")
    made.add("version", "2.0")
    # One entry that is cancelled takes itself out of the calendar that has it; a feed shows all as they stand.
    is_gone = not is_feed and all(entry.is_cancelled for entry in entries)
    made.add("method", "CANCEL" if is_gone else "PUBLISH")
    if is_feed:
        made.add("x-wr-calname", name)
        made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", timedelta(hours=1))
    for zone in _zones(entries):
        made.add_component(zone)
    for entry in entries:
        event = _event(entry, at=at)
        if organizer:
            event.add("organizer", f"mailto:{organizer}", parameters={"CN": name})
        made.add_component(event)
    return bytes(made.to_ical())


def _zones(entries: Sequence[Entry]) -> list[icalendar.Timezone]:
    """Each zone with its changes of clocks around what is entered."""
    names = sorted({entry.window.zone.key for entry in entries})
    days = [entry.window.due.date() for entry in entries]
    return [
        icalendar.Timezone.from_tzid(name, first_date=min(days) - YEAR, last_date=max(days) + YEAR)
        for name in names
    ]


def _event(entry: Entry, *, at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.version)
    event.add("dtstamp", at)
    start, due = entry.window.start or entry.window.due, entry.window.due
    event.add("dtstart", start)
    if due > start:  # one moment has no end: an appointment, or that by which something is due
        event.add("dtend", due)
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("status", _status(entry))
    event.add("transp", "OPAQUE" if due > start else "TRANSPARENT")
    return event


def _status(entry: Entry) -> str:
    if entry.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_doubtful else "CONFIRMED"

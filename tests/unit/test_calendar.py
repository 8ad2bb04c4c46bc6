"""Promises as entries of a calendar, read back with the parser of the library that other programs use."""

from datetime import UTC, timedelta

import icalendar
import pytest

from tests.cast import SUNDAY_1000, at
from teum.core.window import Window
from teum.documents.calendar import Entry, calendar

VISIT = Window(start=at("2026-11-24 10:00"), due=at("2026-11-24 12:00"))


def entry(window: Window = VISIT, **said: object) -> Entry:
    """An entry; what is not said is ordinary."""
    values: dict[str, object] = {
        "uid": "promise-7@abc",
        "version": 3,
        "title": "מזגני הגליל: התקנה",
        "text": "שורה; עם, סימנים\nושורה שנייה",
    }
    return Entry(window=window, **{**values, **said})  # type: ignore[arg-type]


def read(*entries: Entry, is_feed: bool = False) -> icalendar.Calendar:
    """The calendar as its reader has it."""
    made = calendar(entries, name="מזגני הגליל", is_feed=is_feed, at=SUNDAY_1000)
    assert all(len(line) <= 75 for line in made.split(b"\r\n")), "lines are folded at bytes"
    found = icalendar.Calendar.from_ical(made)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_an_entry_is_read_as_it_was_written() -> None:
    (event,) = read(entry()).events
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("promise-7@abc", 3, "CONFIRMED")
    assert (event.start, event.end) == (VISIT.start, VISIT.due)
    assert str(event["SUMMARY"]) == "מזגני הגליל: התקנה"
    assert str(event["DESCRIPTION"]) == "שורה; עם, סימנים\nושורה שנייה"
    assert event["DTSTAMP"].dt == SUNDAY_1000.astimezone(UTC)


@pytest.mark.parametrize(
    "window",
    [Window(due=at("2026-11-24 14:00")), Window(start=at("2026-11-24 14:00"), due=at("2026-11-24 14:00"))],
)
def test_one_moment_has_no_end(window: Window) -> None:
    (event,) = read(entry(window)).events
    assert event["DTSTART"].dt == window.due
    assert "DTEND" not in event and event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(("moment", "offset"), [("2026-11-24 10:00", 2), ("2027-07-06 10:00", 3)])
def test_its_time_stands_in_the_promised_zone_whatever_the_season(moment: str, offset: int) -> None:
    found = read(entry(Window(start=at(moment), due=at(moment) + timedelta(hours=2))))
    (zone,), (event,) = found.timezones, found.events
    assert zone.tz_name == event["DTSTART"].params["TZID"] == "Asia/Jerusalem"
    wall = at(moment).replace(tzinfo=None)
    assert zone.to_tz(lookup_tzid=False).utcoffset(wall) == timedelta(hours=offset)


def test_what_is_gone_takes_itself_out() -> None:
    gone = read(entry(is_cancelled=True))
    assert (gone["METHOD"], gone.events[0]["STATUS"]) == ("CANCEL", "CANCELLED")


def test_a_feed_shows_all_as_it_stands() -> None:
    found = read(entry(), entry(uid="promise-8@abc", is_cancelled=True), is_feed=True)
    assert found["METHOD"] == "PUBLISH" and found["X-WR-CALNAME"] == "מזגני הגליל"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert [event["STATUS"] for event in found.events] == ["CONFIRMED", "CANCELLED"]
    assert not read(is_feed=True).events, "nothing agreed is an empty calendar"

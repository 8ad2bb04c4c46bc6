"""Windows in words, and the windows that are offered."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.core.window import Window
from teum.core.working_time import Block, Calendar

JERUSALEM = ZoneInfo("Asia/Jerusalem")
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=JERUSALEM)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JERUSALEM)


@pytest.mark.parametrize(
    ("start", "due", "hebrew", "english"),
    [
        (None, "2026-11-24T14:00", "עד יום שלישי, 24.11, בשעה 14:00", "by Tuesday 24 November, 14:00"),
        (
            "2026-11-24T10:00",
            "2026-11-24T12:00",
            "ביום שלישי, 24.11, בין 10:00 ל-12:00",
            "on Tuesday 24 November, between 10:00 and 12:00",
        ),
        (
            "2026-11-24T10:00",
            "2026-11-24T10:00",
            "ביום שלישי, 24.11, בשעה 10:00",
            "on Tuesday 24 November, at 10:00",
        ),
        (None, "2026-11-22T17:00", "עד יום ראשון, 22.11, בשעה 17:00", "by Sunday 22 November, 17:00"),
        (
            "2026-11-23T09:00",
            "2026-11-23T11:00",
            "ביום שני, 23.11, בין 09:00 ל-11:00",
            "on Monday 23 November, between 09:00 and 11:00",
        ),
        (None, "2027-01-02T12:00", "עד שבת, 2.1.2027, בשעה 12:00", "by Saturday 2 January 2027, 12:00"),
        (
            "2026-11-29T09:00",
            "2026-12-03T17:00",
            "בין יום ראשון, 29.11, בשעה 09:00, ליום חמישי, 3.12, בשעה 17:00",
            "between Sunday 29 November, 09:00, and Thursday 3 December, 17:00",
        ),
    ],
)
def test_a_window_is_said_with_its_date(start: str | None, due: str, hebrew: str, english: str) -> None:
    window = Window(due=at(due), start=at(start) if start else None)
    assert language.in_words(window, "he", NOW) == hebrew
    assert language.in_words(window, "en", NOW) == english


def test_what_is_said_is_understood_again() -> None:
    for lang in ("he", "en"):
        for start, due in (
            (None, "2026-11-24T14:00"),
            ("2026-11-24T10:00", "2026-11-24T12:00"),
            (None, "2027-01-06T09:30"),
        ):
            window = Window(due=at(due), start=at(start) if start else None)
            words = language.in_words(window, lang, NOW)
            heard = language.resolve(words, NOW, working_time.israel())
            assert heard is not None, words
            assert (heard.start, heard.due) == (window.start, window.due), words


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            "2026-11-22T09:30",
            ["2026-11-22T11:30", "2026-11-22T17:00", "2026-11-23T12:00", "2026-11-29T12:00"],
        ),
        ("2026-11-22T16:40", ["2026-11-23T10:45", "2026-11-23T12:00", "2026-11-29T12:00"]),
        (
            "2026-11-26T17:40",
            ["2026-11-29T11:00", "2026-11-29T17:00", "2026-11-30T12:00", "2026-12-06T12:00"],
        ),
        (
            "2026-11-27T11:00",
            ["2026-11-29T11:00", "2026-11-29T17:00", "2026-11-30T12:00", "2026-12-06T12:00"],
        ),
    ],
)
def test_offers_fit_the_opening_hours(now: str, expected: list[str]) -> None:
    offered = language.suggest(at(now), working_time.israel(), "he")
    assert [s.due for s in offered] == [at(due) for due in expected]


def test_offers_are_made_after_the_holiday_and_none_by_a_business_that_never_opens() -> None:
    eve = at("2027-04-21T16:30")
    assert language.suggest(eve, working_time.israel(), "en")[0].due.date().isoformat() == "2027-04-25"
    assert language.suggest(NOW, Calendar(JERUSALEM, {}), "he") == ()


def test_offers_of_a_business_with_a_break_stay_inside_its_hours() -> None:
    week = {day: (Block(time(8), time(13)), Block(time(16), time(19))) for day in range(6)}
    calendar = Calendar(JERUSALEM, week)
    for hour in range(24):
        for offer in language.suggest(at(f"2026-11-22T{hour:02}:20"), calendar, "he"):
            closes = calendar.close_of(offer.due.date())
            assert calendar.is_open(offer.due) or offer.due == closes or offer.due.time() == time(13)
            assert offer.due.minute % 15 == 0


@pytest.mark.parametrize(
    ("start", "due", "now", "expected"),
    [
        # A visit stays a visit; what lies before it or is closed is not offered, although it is Sunday morning.
        ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-22T10:00",
         [("2026-11-24T14:00", "2026-11-24T16:00"), ("2026-11-24T15:00", "2026-11-24T17:00"),
          ("2026-11-25T10:00", "2026-11-25T12:00"), ("2026-11-29T10:00", "2026-11-29T12:00")]),
        # One that has passed moves to what lies ahead of now.
        ("2026-11-22T10:00", "2026-11-22T12:00", "2026-11-22T13:00",
         [("2026-11-22T15:00", "2026-11-22T17:00"), ("2026-11-23T10:00", "2026-11-23T12:00"),
          ("2026-11-23T15:00", "2026-11-23T17:00"), ("2026-11-29T10:00", "2026-11-29T12:00")]),
        (None, "2026-11-24T14:00", "2026-11-22T10:00",
         [(None, "2026-11-24T16:00"), (None, "2026-11-24T17:00"), (None, "2026-11-25T12:00"),
          (None, "2026-11-29T12:00")]),
        # Nobody comes for a visit at closing time.
        ("2026-11-24T14:00", "2026-11-24T14:00", "2026-11-22T10:00",
         [("2026-11-24T16:00", "2026-11-24T16:00"), ("2026-11-25T12:00", "2026-11-25T12:00"),
          ("2026-11-29T12:00", "2026-11-29T12:00")]),
    ],
)  # fmt: skip
def test_what_an_agreed_time_may_move_to_lies_behind_it_and_is_as_wide(
    start: str | None, due: str, now: str, expected: list[tuple[str | None, str]]
) -> None:
    agreed = Window(due=at(due), start=start and at(start))
    offered = language.suggest_instead(agreed, at(now), working_time.israel())
    assert [(w.start, w.due) for w in offered] == [(s and at(s), at(d)) for s, d in expected]

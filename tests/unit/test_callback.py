"""The windows for a call: while somebody is there and the customer may be called, once the lead has passed."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from tests.cast import HOURS, JERUSALEM, at
from teum.core import callback
from teum.core.callback import WindowGone
from teum.core.policy import DEFAULT
from teum.core.quiet import Hours, Quiet
from teum.core.updates import Times
from teum.core.window import Window
from teum.core.working_time import Block, Calendar

CALENDAR = Calendar(zone=JERUSALEM, week=HOURS.week)
TIMES = Times(calendar=CALENDAR, quiet=Quiet(zone=JERUSALEM), policy=DEFAULT)
SUNDAY = at("2026-11-22 10:05")


def hour(said: str) -> Window:
    """The hour that begins then."""
    return Window(start=at(said), due=at(said) + timedelta(hours=1))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SUNDAY, ("2026-11-22 12:30", "2026-11-22 15:30", "2026-11-23 09:00")),
        # The lead is open time: asked on Sunday at 16:00, an hour of it passes on Monday.
        (at("2026-11-22 16:00"), ("2026-11-23 10:00", "2026-11-23 13:00", "2026-11-24 09:00")),
        # Friday closes at one; Saturday is a day of rest.
        (at("2026-11-27 10:00"), ("2026-11-27 12:00", "2026-11-29 09:00", "2026-11-30 09:00")),
    ],
)
def test_three_windows_with_room_between_them(now: datetime, expected: tuple[str, ...]) -> None:
    assert callback.offered(times=TIMES, now=now) == tuple(map(hour, expected))


def test_the_customers_quiet_hours_are_left_alone() -> None:
    quiet = Quiet(zone=JERUSALEM, quiet=(Hours(time(8), time(16)),))
    found = callback.offered(times=replace(TIMES, quiet=quiet), now=SUNDAY)
    assert found == tuple(map(hour, ("2026-11-22 16:00", "2026-11-23 16:00", "2026-11-24 16:00")))


def test_where_no_hour_suits_both_sides_there_is_none() -> None:
    quiet = Quiet(zone=JERUSALEM, quiet=(Hours(time(8), time(18)),))
    times = replace(TIMES, quiet=quiet)
    assert callback.offered(times=times, now=SUNDAY) == ()
    with pytest.raises(WindowGone):
        callback.chosen(at("2026-11-22 12:30"), times=times, now=SUNDAY)


def test_the_policys_lead_is_kept() -> None:
    times = replace(TIMES, policy=replace(DEFAULT, first_contact_minutes=30))
    assert callback.offered(times=times, now=SUNDAY)[0] == hour("2026-11-22 11:00")


@pytest.mark.parametrize("now", [SUNDAY, SUNDAY + timedelta(hours=2)])
def test_what_was_offered_a_while_ago_is_taken(now: datetime) -> None:
    assert callback.chosen(at("2026-11-22 12:30"), times=TIMES, now=now) == hour("2026-11-22 12:30")


@pytest.mark.parametrize(
    ("start", "now"),
    [
        ("2026-11-22 12:30", at("2026-11-22 12:16")),
        ("2026-11-22 12:10", SUNDAY),
        ("2026-11-22 20:00", SUNDAY),
        ("2026-12-20 10:00", SUNDAY),
    ],
)
def test_what_is_over_between_hours_or_far_away_is_not(start: str, now: datetime) -> None:
    with pytest.raises(WindowGone):
        callback.chosen(at(start), times=TIMES, now=now)


def test_no_window_touches_an_hour_that_the_clocks_skip_or_repeat() -> None:
    night = Calendar(zone=JERUSALEM, week=dict.fromkeys(range(7), (Block(time(0), time(5)),)))
    quiet = Quiet(zone=JERUSALEM, allowed=Hours(time(0), time(23)), rests=False)
    times = replace(TIMES, calendar=night, quiet=quiet)
    # The clocks go forward on 26 March 2027 at two, and back on 25 October 2026 at two.
    starts = {
        w.start
        for now in ("2027-03-26 00:00", "2026-10-25 00:00")
        for w in callback.offered(times=times, now=at(now))
    }
    assert at("2027-03-26 03:00") in starts
    assert at("2026-10-25 02:00") in starts
    assert not starts & {
        at("2027-03-26 02:00"),
        at("2027-03-26 01:30"),
        at("2026-10-25 01:00"),
        at("2026-10-25 01:30"),
    }

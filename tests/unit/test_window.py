"""The window of a promise: what is accepted, what is refused, and which readings a refusal offers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.core import window
from teum.core.refusal import Invalid

JERUSALEM = ZoneInfo("Asia/Jerusalem")
NEW_YORK = ZoneInfo("America/New_York")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=JERUSALEM)


def test_a_window_carries_the_zone_in_which_it_was_promised() -> None:
    made = window.of(due=datetime(2026, 11, 24, 12, 0, 59, 7, tzinfo=UTC), zone=JERUSALEM, now=NOW)
    assert made.zone is JERUSALEM
    assert made.due.isoformat() == "2026-11-24T14:00:00+02:00"
    assert made.start is None
    assert not made.is_appointment


def test_an_appointment_starts_when_it_is_due() -> None:
    at = datetime(2026, 11, 24, 14, 0, tzinfo=JERUSALEM)
    assert window.of(start=at, due=at, zone=JERUSALEM, now=NOW).is_appointment


@pytest.mark.parametrize(
    ("start", "due", "code"),
    [
        (None, datetime(2026, 11, 24, 14, 0), "naive_moment"),
        (datetime(2026, 11, 24, 14, 0), datetime(2026, 11, 24, 14, 0, tzinfo=UTC), "naive_moment"),
        (None, datetime(2026, 11, 22, 7, 30, tzinfo=UTC), "due_past"),
        (None, datetime(2026, 11, 22, 7, 30, 59, tzinfo=UTC), "due_past"),
        (
            datetime(2026, 11, 24, 15, 0, tzinfo=JERUSALEM),
            datetime(2026, 11, 24, 14, 0, tzinfo=JERUSALEM),
            "due_before_start",
        ),
        (None, datetime.max.replace(tzinfo=timezone(-timedelta(hours=5))), "moment_out_of_range"),
        (None, datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), "moment_out_of_range"),
    ],
)
def test_what_two_readers_would_read_apart_is_refused(
    start: datetime | None, due: datetime, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        window.of(start=start, due=due, zone=JERUSALEM, now=NOW)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("due", "zone", "readings"),
    [
        ("2027-03-26T02:30:00+02:00", JERUSALEM, ["2027-03-26T01:30:00+02:00", "2027-03-26T03:30:00+03:00"]),
        ("2027-03-26T02:30:00+03:00", JERUSALEM, ["2027-03-26T01:30:00+02:00", "2027-03-26T03:30:00+03:00"]),
        ("2027-03-14T02:15:00-05:00", NEW_YORK, ["2027-03-14T01:15:00-05:00", "2027-03-14T03:15:00-04:00"]),
    ],
)
def test_an_hour_that_the_clocks_skip_is_refused_with_two_readings(
    due: str, zone: ZoneInfo, readings: list[str]
) -> None:
    with pytest.raises(window.NoSuchHour) as refused:
        window.of(due=datetime.fromisoformat(due), zone=zone, now=NOW)
    assert refused.value.code == "no_such_hour"
    assert refused.value.details["readings"] == readings


def test_a_moment_in_utc_is_an_instant_and_skips_nothing() -> None:
    made = window.of(due=datetime(2027, 3, 28, 1, 30, tzinfo=UTC), zone=LONDON, now=NOW)
    assert made.due.isoformat() == "2027-03-28T02:30:00+01:00"


@pytest.mark.parametrize("offset", ["+02:00", "+03:00"])
def test_an_hour_that_comes_twice_is_refused_with_both_readings(offset: str) -> None:
    with pytest.raises(window.TwoReadings) as refused:
        window.of(due=datetime.fromisoformat(f"2027-10-31T01:30:00{offset}"), zone=JERUSALEM, now=NOW)
    assert refused.value.details["readings"] == ["2027-10-31T01:30:00+03:00", "2027-10-31T01:30:00+02:00"]


def test_a_form_reads_wall_time_in_the_zone() -> None:
    assert window.aware(datetime(2026, 11, 24, 14, 0), JERUSALEM).isoformat() == "2026-11-24T14:00:00+02:00"
    with pytest.raises(window.NoSuchHour):
        window.aware(datetime(2027, 3, 26, 2, 30), JERUSALEM)
    with pytest.raises(window.TwoReadings):
        window.aware(datetime(2027, 10, 31, 1, 30), JERUSALEM)


def test_around_a_change_of_clocks_order_is_that_of_the_moments() -> None:
    start = datetime.fromisoformat("2027-10-31T00:30:00+03:00")
    due = datetime.fromisoformat("2027-10-31T02:30:00+02:00")
    assert window.of(start=start, due=due, zone=JERUSALEM, now=NOW).due - start == timedelta(hours=3)


@given(
    due=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.timezones()),
    zone=st.sampled_from([JERUSALEM, NEW_YORK, LONDON]),
)
def test_whatever_is_given_becomes_the_same_moment_or_a_refusal(due: datetime, zone: ZoneInfo) -> None:
    try:
        made = window.of(due=due, zone=zone, now=NOW)
    except Invalid as refused:
        assert refused.code in {"due_past", "no_such_hour", "two_readings"}
        return
    assert made.zone is zone
    assert abs(made.due.astimezone(UTC) - due.astimezone(UTC)) < timedelta(minutes=1)
    assert made.due.astimezone(UTC) > NOW


@given(
    wall=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),
    zone=st.sampled_from([JERUSALEM, NEW_YORK, LONDON]),
)
def test_a_wall_time_that_is_accepted_is_shown_again_as_it_was_typed(wall: datetime, zone: ZoneInfo) -> None:
    try:
        read = window.aware(wall, zone)
    except Invalid as refused:
        assert len(refused.details["readings"]) == 2
        return
    shown = read.astimezone(UTC).astimezone(zone)
    assert shown.replace(tzinfo=None) == wall.replace(second=0, microsecond=0)


@pytest.mark.parametrize("due", [datetime(9999, 12, 31, 14), datetime(9991, 1, 1)])
def test_what_lies_beyond_the_calendar_of_plans_is_refused(due: datetime) -> None:
    with pytest.raises(window.MomentOutOfRange):
        window.of(due=due.replace(tzinfo=JERUSALEM), zone=JERUSALEM, now=NOW)

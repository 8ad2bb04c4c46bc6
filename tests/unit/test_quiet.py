"""Quiet time: night, Shabbat, holidays and a customer's own hours."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.core import quiet
from teum.core.quiet import Hours, Quiet

JERUSALEM = ZoneInfo("Asia/Jerusalem")
USUAL = Quiet(JERUSALEM)
SECULAR = Quiet(JERUSALEM, rests=False)
NAPS = Quiet(JERUSALEM, quiet=(Hours(time(14), time(16)),))
NIGHT_OWL = Quiet(JERUSALEM, allowed=Hours(time(20), time(2)), rests=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JERUSALEM)


@pytest.mark.parametrize(
    ("moment", "hours", "is_quiet"),
    [
        ("2026-11-22T07:59", USUAL, True),
        ("2026-11-22T08:00", USUAL, False),
        ("2026-11-22T19:59", USUAL, False),
        ("2026-11-22T20:00", USUAL, True),
        ("2026-11-27T15:00", USUAL, False),  # Friday; candles in Jerusalem at 15:56
        ("2026-11-27T15:40", USUAL, True),
        ("2026-11-28T12:00", USUAL, True),
        ("2026-11-28T17:20", USUAL, True),  # havdalah at about 17:13
        ("2026-11-28T18:00", USUAL, False),
        ("2026-11-28T12:00", SECULAR, False),
        ("2027-10-02T12:00", USUAL, True),  # Rosh Hashana, two days of it
        ("2027-10-03T12:00", USUAL, True),
        ("2027-10-04T12:00", USUAL, False),
        ("2027-05-12T12:00", USUAL, False),  # Independence Day
        ("2026-11-22T15:00", NAPS, True),
        ("2026-11-22T16:00", NAPS, False),
        ("2026-11-23T01:59", NIGHT_OWL, False),
        ("2026-11-23T02:00", NIGHT_OWL, True),
    ],
)
def test_when_nothing_is_sent(moment: str, hours: Quiet, is_quiet: bool) -> None:
    assert hours.is_quiet(at(moment)) is is_quiet


@pytest.mark.parametrize(
    ("moment", "latest", "earliest"),
    [
        ("2026-11-22T10:00", "2026-11-22T10:00", "2026-11-22T10:00"),
        ("2026-11-22T23:00", "2026-11-22T19:59", "2026-11-23T08:00"),
        ("2026-11-22T06:00", "2026-11-21T19:59", "2026-11-22T08:00"),
    ],
)
def test_the_nearest_moments_around_a_night(moment: str, latest: str, earliest: str) -> None:
    assert USUAL.latest_allowed_before(at(moment)) == at(latest)
    assert USUAL.next_allowed(at(moment)) == at(earliest)


def test_a_warning_on_shabbat_moves_to_friday_before_candle_lighting() -> None:
    moved = USUAL.latest_allowed_before(at("2026-11-28T12:00"))
    assert at("2026-11-27T15:00") < moved < at("2026-11-27T15:56")


def test_a_long_holiday_is_one_quiet_time() -> None:
    """The eve of Rosh Hashana 2027 is a Friday: nothing from that afternoon until Sunday night."""
    moved = USUAL.next_allowed(at("2027-10-01T18:30"))
    assert at("2027-10-03T19:00") < moved < at("2027-10-03T20:00")
    assert USUAL.latest_allowed_before(at("2027-10-03T12:00")) < at("2027-10-01T18:00")


def test_hours_that_leave_nothing_are_refused() -> None:
    silent = Quiet(JERUSALEM, quiet=(Hours(time(0), time(0)),))
    assert silent.is_quiet(at("2026-11-22T10:00"))
    with pytest.raises(quiet.NeverAllowed):
        silent.next_allowed(at("2026-11-22T10:00"))
    with pytest.raises(quiet.NeverAllowed):
        silent.latest_allowed_before(at("2026-11-22T10:00"))


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    hours=st.sampled_from([USUAL, SECULAR, NAPS, NIGHT_OWL]),
)
def test_the_nearest_moments_are_allowed_and_on_their_side(moment: datetime, hours: Quiet) -> None:
    latest, earliest = hours.latest_allowed_before(moment), hours.next_allowed(moment)
    assert latest <= moment <= earliest
    assert not hours.is_quiet(latest)
    assert not hours.is_quiet(earliest)
    if not hours.is_quiet(moment):
        assert latest == moment == earliest
    else:
        assert hours.is_quiet(earliest - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("own", "allowed", "quiet_hours"),
    [
        (None, Hours(time(8), time(20)), ()),
        (Hours(time(13), time(16)), Hours(time(8), time(20)), (Hours(time(13), time(16)),)),
        (Hours(time(8), time(20)), Hours(time(20), time(8)), ()),  # nothing of ours is left: theirs
        (Hours(time(22), time(21, 30)), Hours(time(21, 30), time(22)), ()),
        (Hours(time(9), time(9)), Hours(time(8), time(20)), ()),  # a whole day says nothing
    ],
)
def test_a_business_and_a_customer_always_have_hours_together(
    own: Hours | None, allowed: Hours, quiet_hours: tuple[Hours, ...]
) -> None:
    assert quiet.agreed(Hours(time(8), time(20)), own) == (allowed, quiet_hours)


@given(st.times(), st.times(), st.integers(12, 23), st.integers(0, 11))
def test_whatever_both_choose_something_may_be_sent(
    since: time, until: time, quiet_from: int, quiet_until: int
) -> None:
    own = Hours(since.replace(second=0, microsecond=0), until.replace(second=0, microsecond=0))
    allowed, left_alone = quiet.agreed(Hours(time(quiet_until), time(quiet_from)), own)
    both = Quiet(JERUSALEM, allowed=allowed, quiet=left_alone)
    assert both.latest_allowed_before(at("2026-11-22T12:00")) <= both.next_allowed(at("2026-11-22T12:00"))

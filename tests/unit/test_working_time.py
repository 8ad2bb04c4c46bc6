"""Open hours: days, blocks, eves, zones and changes of clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.core import working_time
from teum.core.working_time import Block, Calendar, Day, DayChoice

JERUSALEM = ZoneInfo("Asia/Jerusalem")
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

MORNING = Block(time(8, 30), time(13))
AFTERNOON = Block(time(16), time(19))
FRIDAY = Block(time(8, 30), time(12, 30))
CLINIC_WEEK = {
    SUN: (MORNING, AFTERNOON),
    MON: (MORNING, AFTERNOON),
    TUE: (MORNING,),
    WED: (MORNING, AFTERNOON),
    THU: (MORNING, AFTERNOON),
    FRI: (FRIDAY,),
    SAT: (),
}


def clinic(**choices: object) -> Calendar:
    return working_time.build(zone=JERUSALEM, week=CLINIC_WEEK, **choices)  # type: ignore[arg-type]


def at(text: str, zone: ZoneInfo = JERUSALEM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_the_three_countries_are_open_as_their_weeks_say() -> None:
    il, us, uk = working_time.israel(), working_time.us(), working_time.uk()
    assert [il.is_open_day(date(2026, 11, 22) + timedelta(days=n)) for n in range(7)] == [True] * 5 + [
        False
    ] * 2
    assert il.blocks_on(date(2026, 11, 22)) == (Block(time(9), time(17)),)
    assert not us.is_open_day(date(2026, 11, 26)), "Thanksgiving"
    assert not us.is_open_day(date(2026, 7, 3)), "Independence Day, observed"
    assert not uk.is_open_day(date(2026, 12, 28)), "Boxing Day, observed"
    assert not il.is_open_day(date(2027, 5, 12)), "Independence Day of Israel"
    assert il.is_open_day(date(2027, 4, 21)), "the schema's calendar knows no eves"
    assert (il.week_starts, us.week_starts, uk.week_starts) == (SUN, SUN, MON)
    assert (il.day_first, us.day_first, uk.day_first) == (True, False, True)
    assert il is working_time.israel()


@pytest.mark.parametrize(
    ("since", "count", "reached"),
    [
        (date(2026, 11, 22), 3, date(2026, 11, 25)),
        (date(2026, 11, 26), 1, date(2026, 11, 29)),
        (date(2026, 11, 27), 1, date(2026, 11, 29)),
        (date(2027, 4, 21), 1, date(2027, 4, 25)),
        (date(2026, 11, 29), -1, date(2026, 11, 26)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_business_days_are_the_open_days_after_today(since: date, count: int, reached: date) -> None:
    assert working_time.israel().add_business_days(since, count) == reached


@pytest.mark.parametrize(
    ("since", "hours", "reached"),
    [
        ("2026-11-22T09:30", 2, "2026-11-22T11:30"),
        ("2026-11-22T12:00", 2, "2026-11-22T17:00"),
        ("2026-11-24T12:00", 2, "2026-11-25T09:30"),
        ("2026-11-27T12:00", 1, "2026-11-29T09:00"),
        ("2026-11-28T20:00", 1, "2026-11-29T09:30"),
        ("2026-11-22T09:00", 4, "2026-11-22T13:00"),
    ],
)
def test_open_hours_run_over_lunch_and_the_weekend(since: str, hours: int, reached: str) -> None:
    calendar = clinic()
    assert calendar.add_working(at(since), timedelta(hours=hours)) == at(reached)
    assert calendar.working_between(at(since), at(reached)) == timedelta(hours=hours)


def test_opening_closing_and_half_days() -> None:
    calendar = clinic()
    assert calendar.is_open(at("2026-11-22T08:30"))
    assert not calendar.is_open(at("2026-11-22T13:00"))
    assert calendar.next_opening(at("2026-11-22T13:00")) == at("2026-11-22T16:00")
    assert calendar.next_opening(at("2026-11-22T17:10")) == at("2026-11-22T17:10")
    assert calendar.next_opening(at("2026-11-27T12:30")) == at("2026-11-29T08:30")
    assert calendar.close_of(date(2026, 11, 27)) == at("2026-11-27T12:30")
    assert calendar.close_of(date(2026, 11, 28)) == at("2026-11-28T19:00"), "closed: the usual hour"
    assert calendar.open_of(date(2026, 11, 28)) == at("2026-11-28T08:30")
    assert calendar.next_open_day(date(2026, 11, 27)) == date(2026, 11, 29)
    assert calendar.last_open_day_before(date(2026, 11, 29)) == date(2026, 11, 27)


EVES_2027 = {
    date(2027, 4, 21): "Eve of Passover",
    date(2027, 4, 27): "Eve of the seventh day of Passover",
    date(2027, 5, 11): "Eve of Independence Day",
    date(2027, 6, 10): "Eve of Shavuot",
    date(2027, 10, 1): "Eve of Rosh Hashana",
    date(2027, 10, 10): "Eve of Yom Kippur",
    date(2027, 10, 15): "Eve of Sukkot",
    date(2027, 10, 22): "Eve of Simchat Torah",
}


def test_eves_are_half_days_of_an_organisation_unless_it_says_otherwise() -> None:
    halves, open_eves, closed = clinic(), clinic(eves=DayChoice.OPEN), clinic(eves=DayChoice.CLOSED)
    for on, name in EVES_2027.items():
        usual = CLINIC_WEEK[on.weekday()]
        assert halves.days[on].name_en == name
        assert halves.blocks_on(on) == tuple(b for b in usual if b.closes <= time(13))
        assert open_eves.blocks_on(on) == usual
        assert closed.blocks_on(on) == ()
    assert not halves.is_open_day(date(2027, 10, 3)), "second day of Rosh Hashana, no eve of itself"


def test_chol_hamoed_and_memorial_days_are_by_choice() -> None:
    calendar = clinic(chol_hamoed=DayChoice.HALF, memorial_days=DayChoice.HALF, half_day_closes=time(12))
    assert calendar.blocks_on(date(2027, 4, 25)) == (Block(time(8, 30), time(12)),)
    assert calendar.blocks_on(date(2027, 10, 18)) == (Block(time(8, 30), time(12)),)
    assert calendar.days[date(2027, 5, 4)].name_en == "Holocaust Remembrance Day"
    assert clinic().blocks_on(date(2027, 4, 25)) == CLINIC_WEEK[SUN]


def test_the_day_of_remembrance_keeps_away_from_the_sabbath() -> None:
    calendar = clinic(memorial_days=DayChoice.CLOSED)
    named = {on for on, day in calendar.days.items() if day.name_en == "Holocaust Remembrance Day"}
    assert {on for on in named if on.year in (2024, 2026, 2027, 2028)} == {
        date(2024, 5, 6),
        date(2026, 4, 14),
        date(2027, 5, 4),
        date(2028, 4, 24),
    }


def test_closed_dates_and_special_days_win_over_the_week() -> None:
    stocktaking = Day((Block(time(10), time(11)),), "ספירת מלאי", "Stocktaking")
    calendar = clinic(
        closed_dates=[date(2026, 11, 23), date(2026, 11, 24)], special_days={date(2026, 11, 24): stocktaking}
    )
    assert not calendar.is_open_day(date(2026, 11, 23))
    assert calendar.blocks_on(date(2026, 11, 24)) == stocktaking.blocks
    assert calendar.add_business_days(date(2026, 11, 22), 1) == date(2026, 11, 24)


def test_a_business_that_opens_on_holidays_and_one_without_a_country() -> None:
    assert clinic(holidays=DayChoice.OPEN).is_open_day(date(2027, 5, 12))
    assert clinic(country=None).is_open_day(date(2027, 5, 12))
    assert clinic(country="UK").week_starts == MON
    assert not clinic(country="US").day_first


def test_open_until_midnight_and_all_night_ends_the_day() -> None:
    whole_day = (Block(time(0), time(0)),)
    calendar = Calendar(JERUSALEM, dict.fromkeys(range(7), whole_day))
    # The night of 26 March 2027 is an hour short, that of 31 October an hour long.
    assert calendar.add_working(at("2027-03-25T12:00"), timedelta(hours=24)) == at("2027-03-26T13:00")
    assert calendar.add_working(at("2027-10-30T12:00"), timedelta(hours=24)) == at("2027-10-31T11:00")
    assert calendar.close_of(date(2027, 3, 25)) == at("2027-03-26T00:00")


def test_a_block_inside_skipped_hours_is_as_long_as_the_clock_says() -> None:
    calendar = Calendar(JERUSALEM, {FRI: (Block(time(1), time(4)),)})
    assert calendar.working_between(at("2027-03-26T00:00"), at("2027-03-26T12:00")) == timedelta(hours=2)


def test_a_business_that_never_opens_says_so() -> None:
    calendar = Calendar(JERUSALEM, {})
    asks: list[Callable[[], object]] = [
        lambda: calendar.next_opening(at("2026-11-22T09:00")),
        lambda: calendar.next_open_day(date(2026, 11, 22)),
        lambda: calendar.add_working(at("2026-11-22T09:00"), timedelta(hours=1)),
        lambda: calendar.subtract_working(at("2026-11-22T09:00"), timedelta(hours=1)),
        lambda: calendar.next_open_day(date.max),
    ]
    for ask in asks:
        with pytest.raises(working_time.NeverOpen):
            ask()
    assert calendar.close_of(date(2026, 11, 22)) == at("2026-11-22T17:00")


def test_blocks_that_overlap_or_run_backwards_are_refused() -> None:
    for blocks in ((AFTERNOON, MORNING), (Block(time(9), time(0)), AFTERNOON)):
        with pytest.raises(working_time.OverlappingBlocks):
            Calendar(JERUSALEM, {SUN: blocks})
    with pytest.raises(working_time.OverlappingBlocks):
        Block(time(17), time(9))


CALENDARS = st.sampled_from(
    [
        working_time.israel(),
        working_time.us(),
        working_time.uk(),
        clinic(),
        clinic(chol_hamoed=DayChoice.HALF),
    ]
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
SPANS = st.integers(1, 60 * 200).map(lambda minutes: timedelta(minutes=minutes))


@given(calendar=CALENDARS, moment=MOMENTS, span=SPANS)
def test_adding_open_time_and_measuring_it_agree(
    calendar: Calendar, moment: datetime, span: timedelta
) -> None:
    reached = calendar.add_working(moment, span)
    assert calendar.working_between(moment, reached) == span
    assert calendar.working_between(calendar.subtract_working(moment, span), moment) == span
    assert reached.tzinfo is calendar.zone


@given(calendar=CALENDARS, moment=MOMENTS, first=SPANS, second=SPANS)
def test_open_time_adds_up(calendar: Calendar, moment: datetime, first: timedelta, second: timedelta) -> None:
    assert calendar.add_working(moment, first + second) == calendar.add_working(
        calendar.add_working(moment, first), second
    )


@given(calendar=CALENDARS, moment=MOMENTS)
def test_the_next_opening_is_open_and_nothing_before_it_is(calendar: Calendar, moment: datetime) -> None:
    opening = calendar.next_opening(moment)
    assert opening >= moment
    assert calendar.is_open(opening)
    assert calendar.working_between(moment, opening) == timedelta()


@given(calendar=CALENDARS, on=st.dates(date(2026, 1, 1), date(2028, 12, 31)), count=st.integers(1, 40))
def test_business_days_are_open_and_so_many(calendar: Calendar, on: date, count: int) -> None:
    reached = calendar.add_business_days(on, count)
    between = (on + timedelta(days=n) for n in range(1, (reached - on).days + 1))
    assert sum(calendar.is_open_day(day) for day in between) == count
    assert calendar.is_open_day(reached)

"""The other time that a customer names: as wide as what was offered, and while somebody is there."""

import pytest

from tests.cast import HOURS, JERUSALEM, at
from teum.core import counter
from teum.core.counter import OutsideHours
from teum.core.window import Window
from teum.core.working_time import Calendar

CALENDAR = Calendar(zone=JERUSALEM, week=HOURS.week)
WEDNESDAY = at("2026-11-25 12:00")


@pytest.mark.parametrize(
    ("offered", "named"),
    [
        (Window(due=at("2026-11-24 14:00")), Window(due=WEDNESDAY)),
        (
            Window(start=at("2026-11-24 14:00"), due=at("2026-11-24 14:00")),
            Window(start=WEDNESDAY, due=WEDNESDAY),
        ),
        (
            Window(start=at("2026-11-24 10:00"), due=at("2026-11-24 12:30")),
            Window(start=WEDNESDAY, due=at("2026-11-25 14:30")),
        ),
    ],
)
def test_it_is_as_wide_as_what_was_offered(offered: Window, named: Window) -> None:
    assert counter.window(WEDNESDAY, offered=offered) == named


def test_its_width_is_true_time_across_a_change_of_clocks() -> None:
    offered = Window(start=at("2026-11-24 10:00"), due=at("2026-11-24 14:00"))
    # On 25 October 2026 the clocks go back at two.
    assert counter.window(at("2026-10-25 00:00"), offered=offered).due == at("2026-10-25 03:00")


@pytest.mark.parametrize(
    "named",
    [
        Window(due=WEDNESDAY),
        Window(due=at("2026-11-25 17:00")),
        Window(start=at("2026-11-25 09:00"), due=at("2026-11-25 17:00")),
        Window(start=at("2026-11-25 16:59"), due=at("2026-11-25 16:59")),
    ],
)
def test_a_time_in_the_opening_hours_is_taken(named: Window) -> None:
    counter.require_open(named, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("named", "hours"),
    [
        (Window(due=at("2026-11-25 17:01")), [["09:00", "17:00"]]),
        (Window(due=at("2026-11-27 14:00")), [["09:00", "13:00"]]),
        (Window(due=at("2026-11-28 12:00")), []),
        (Window(start=at("2026-11-25 17:00"), due=at("2026-11-25 17:00")), [["09:00", "17:00"]]),
        (Window(start=at("2026-11-25 16:00"), due=at("2026-11-25 18:00")), [["09:00", "17:00"]]),
        (Window(start=at("2026-11-25 08:30"), due=at("2026-11-25 10:00")), [["09:00", "17:00"]]),
    ],
)
def test_a_time_at_which_nobody_is_there_is_refused_with_the_hours_of_that_day(
    named: Window, hours: list[list[str]]
) -> None:
    with pytest.raises(OutsideHours) as refused:
        counter.require_open(named, calendar=CALENDAR)
    assert refused.value.details["hours"] == hours

"""Incidents: each one's own new window by one rule, who is offered something, and how it stands with each."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import HOURS, JERUSALEM, MONDAY_1000, SUNDAY_1000, TUESDAY_1400, at
from teum.core import incident, remedy, working_time
from teum.core.incident import Rule, State, Terms
from teum.core.remedy import BadRemedy, Kind, Remedy
from teum.core.window import DuePast, Window

CALENDAR = working_time.build(zone=JERUSALEM, week=HOURS.week)
BY_TUESDAY = Window(due=TUESDAY_1400)
VISIT = Window(due=at("2026-11-24 12:00"), start=at("2026-11-24 10:00"))
TENTH = Remedy(kind=Kind.PERCENT, value=10)


def moved(terms: Terms, old: Window, now: str = "2026-11-23 10:00") -> Window | None:
    return incident.new_window(terms, old, calendar=CALENDAR, now=at(now))


@pytest.mark.parametrize(
    ("terms", "old", "due", "start"),
    [
        (Terms(rule=Rule.SHIFT, days=1), BY_TUESDAY, "2026-11-25 14:00", None),
        (Terms(rule=Rule.SHIFT, days=2), VISIT, "2026-11-26 12:00", "2026-11-26 10:00"),
        # from Thursday over the end of the week: Friday is a working day, Saturday is none
        (
            Terms(rule=Rule.SHIFT, days=2),
            Window(due=at("2026-11-26 12:00")),
            "2026-11-29 12:00",
            None,
        ),
        # four open hours from 14:00, closed at 17:00
        (Terms(rule=Rule.SHIFT, minutes=240), BY_TUESDAY, "2026-11-25 10:00", None),
        (Terms(rule=Rule.FIXED, window=VISIT), BY_TUESDAY, "2026-11-24 12:00", "2026-11-24 10:00"),
        (Terms(rule=Rule.STAYS), BY_TUESDAY, "2026-11-24 14:00", None),
    ],
)
def test_a_rule_gives_each_their_window(terms: Terms, old: Window, due: str, start: str | None) -> None:
    assert moved(terms, old) == Window(due=at(due), start=at(start) if start else None)


def test_no_date_is_no_window() -> None:
    assert moved(Terms(rule=Rule.NONE), BY_TUESDAY) is None


def test_what_is_late_already_moves_on_from_now() -> None:
    late = Window(due=SUNDAY_1000)
    assert moved(Terms(rule=Rule.SHIFT, days=1), late, "2026-11-23 10:10") == Window(
        due=at("2026-11-24 10:30")
    )


def test_an_hour_that_is_skipped_becomes_the_one_after_it() -> None:
    night = Window(due=at("2026-03-26 02:30"))
    new = moved(Terms(rule=Rule.SHIFT, days=1), night, "2026-03-25 10:00")
    assert new and new.due == at("2026-03-27 03:30") and new.zone == ZoneInfo("Asia/Jerusalem")


def test_what_would_be_over_is_refused() -> None:
    with pytest.raises(DuePast):
        incident.require_ahead(Window(due=SUNDAY_1000), now=MONDAY_1000)


@pytest.mark.parametrize(
    ("after", "new", "is_offered"),
    [
        (0, Window(due=TUESDAY_1400 + timedelta(minutes=1)), True),
        (0, BY_TUESDAY, False),
        (180, Window(due=TUESDAY_1400 + timedelta(hours=2)), False),
        (180, Window(due=TUESDAY_1400 + timedelta(hours=3)), True),
        (180, None, True),
    ],
)
def test_a_remedy_is_for_whom_it_moves_far_enough(after: int, new: Window | None, is_offered: bool) -> None:
    rule = remedy.Rule(remedy=TENTH, after_minutes=after)
    assert remedy.offered(rule, old=BY_TUESDAY, new=new) == (TENTH if is_offered else None)
    assert remedy.offered(None, old=BY_TUESDAY, new=new) is None


@pytest.mark.parametrize(
    ("kind", "value", "after"), [("percent", 0, 0), ("percent", 101, 0), ("amount", 0, 0), ("amount", 5, -1)]
)
def test_a_remedy_is_worth_something_and_no_more_than_all(kind: str, value: int, after: int) -> None:
    with pytest.raises(BadRemedy):
        remedy.require_fair(remedy.Rule(remedy=Remedy(kind=Kind(kind), value=value), after_minutes=after))


@pytest.mark.parametrize(
    ("state", "message", "reason", "stands"),
    [
        (State.WAITING, "", "", State.WAITING),
        (State.WRITTEN, "queued", "", State.WAITING),
        (State.WRITTEN, "failed", "by_hand", State.WAITING),
        (State.WRITTEN, "failed", "permanent", State.FAILED),
        (State.WRITTEN, "uncertain", "", State.FAILED),
        (State.WRITTEN, "overtaken", "", State.LEFT_OUT),
        (State.TOLD, "accepted", "", State.TOLD),
        (State.FAILED, "", "", State.FAILED),
    ],
)
def test_how_it_stands_follows_from_the_message(
    state: State, message: str, reason: str, stands: State
) -> None:
    assert incident.standing(state, message=message, reason=reason) is stands


def test_the_counts_leave_nobody_out() -> None:
    counted = incident.progress([State.TOLD, State.TOLD, State.WAITING, State.FAILED, State.LEFT_OUT])
    assert (counted.waiting, counted.told, counted.left_out, counted.failed) == (1, 2, 1, 1)
    assert not counted.is_over

"""What a policy would do, told beforehand: the plan itself, for examples that the calendar allows."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.test_updates import TIMES, at, promised
from teum.core import updates
from teum.core.policy import Policy
from teum.core.preview import examples, preview
from teum.core.updates import Kind
from teum.core.working_time import build

SUNDAY = at(22, 10)


def test_a_tuesday_promise_is_shown_with_each_step_and_the_next_word() -> None:
    shown = preview(due=at(24, 14), times=TIMES, now=SUNDAY)
    found = {step.kind: step.fire_at for step in shown.steps}
    assert (found[Kind.ASK], found[Kind.HOLD], found[Kind.DUE]) == (at(24, 10), at(24, 12, 30), at(24, 14))
    assert shown.next_due == at(25, 12) and not shown.is_earlier


def test_where_quiet_time_is_near_the_word_is_shown_earlier() -> None:
    shown = preview(due=at(23, 8, 30), times=TIMES, now=SUNDAY)
    assert {step.kind: step.fire_at for step in shown.steps}[Kind.HOLD] == at(22, 19, 59)
    assert shown.is_earlier


def test_what_is_shown_is_what_is_planned_under_any_policy() -> None:
    for policy in (Policy(ask_minutes=2000, hold_minutes=600), Policy(ask_minutes=20, hold_minutes=10)):
        times = replace(TIMES, policy=policy)
        for due in examples(calendar=times.calendar, now=SUNDAY):
            planned = updates.plan(promised(due), times=times, now=SUNDAY)
            shown = preview(due=due, times=times, now=SUNDAY)
            assert {(s.kind, s.fire_at) for s in shown.steps} == {(p.kind, p.fire_at) for p in planned}
            assert list(shown.steps) == sorted(shown.steps, key=lambda step: step.fire_at)


def test_the_examples_are_a_tuesday_afternoon_and_the_next_open_morning() -> None:
    calendar = TIMES.calendar
    assert examples(calendar=calendar, now=SUNDAY) == (at(24, 14), at(23, 8, 30))
    assert examples(calendar=calendar, now=at(23, 10)) == (at(1, 14, month=12), at(24, 8, 30))
    assert examples(calendar=calendar, now=at(27, 10))[1] == at(29, 8, 30)  # over Shabbat


def test_a_business_that_is_closed_on_tuesdays_is_shown_another_day() -> None:
    calendar = TIMES.calendar
    week = {day: blocks for day, blocks in calendar.week.items() if day != 1}
    closed = build(zone=calendar.zone, week=week, country=None)
    afternoon, _ = examples(calendar=closed, now=SUNDAY)
    assert afternoon == at(25, 14) and afternoon - SUNDAY > timedelta(days=2)

"""Processes: where a case is, and about when the rest comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import MONDAY_1000, SUNDAY_1000, at
from teum.core import process
from teum.core.expected import Promised, expected
from teum.core.process import Journey, NoSuchStage, Passage, Stage, StageNotDone, TooManyPassages
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.core.working_time import national

CALENDAR = national.israel()
TERMS = ("1 business hours", "2 business days", "P1D", "P3W", "PT90M")


def stage(low: str, high: str) -> Stage:
    return Stage(name=Said("שלב", "Stage"), actor=Debtor.PROVIDER, low=low, high=high)


def ordered(pair: tuple[str, str]) -> Stage:
    low, high = sorted(
        pair, key=lambda term: process.term.due_after(term, calendar=CALENDAR, now=SUNDAY_1000)
    )
    return stage(low, high)


stages = st.lists(
    st.tuples(st.sampled_from(TERMS), st.sampled_from(TERMS)).map(ordered), min_size=1, max_size=6
)
moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: SUNDAY_1000 + timedelta(minutes=minutes))


@given(stages, st.lists(st.integers(0, 5), max_size=8), moments, st.none() | moments)
def test_what_is_expected_only_grows_wider_and_never_lies_behind(
    listed: list[Stage], visited: list[int], now: datetime, due: datetime | None
) -> None:
    journey = Journey(stages=tuple(listed))
    for number in visited:
        if number < len(listed) and not (journey.here and journey.here.stage == number):
            journey = process.enter(journey, number, owed={}, now=SUNDAY_1000)
    promised = {journey.here.stage: Promised(due=due)} if journey.here else {}
    found = expected(journey, calendar=CALENDAR, promised=promised, now=now)
    for before, after in pairwise(found):
        assert before.earliest <= after.earliest and before.latest <= after.latest
    assert all(now <= one.earliest <= one.latest for one in found)
    reached = journey.passages[-1].stage if journey.passages else 0
    assert [one.stage for one in found] == list(range(reached, len(listed)))


@given(stages, st.lists(st.tuples(st.integers(-1, 6), st.booleans()), max_size=12))
def test_a_case_is_in_one_stage_at_a_time_and_leaves_none_in_which_something_is_promised(
    listed: list[Stage], moves: list[tuple[int, bool]]
) -> None:
    journey, promise = Journey(stages=tuple(listed)), 0
    for number, is_done in moves:
        owed = {} if is_done else {promise: promise}
        try:
            journey = process.enter(journey, number, owed=owed, now=MONDAY_1000)
        except (NoSuchStage, StageNotDone):
            continue
        promise += 1
        journey = process.with_promise(journey, promise)
    assert all(passage.left is not None for passage in journey.passages[:-1])
    assert process.stage(listed[0].facts) == listed[0]
    assert [process.passage(one.facts) for one in journey.passages] == list(journey.passages)


def test_a_stage_over_its_usual_time_says_so() -> None:
    here = Passage(stage=0, entered=SUNDAY_1000)
    journey = Journey(stages=(stage("P1D", "P2D"), stage("P1D", "P2D")), passages=(here,))
    first, second = expected(journey, calendar=CALENDAR, promised={}, now=at("2026-11-30 10:00"))
    assert first.takes_longer and not second.takes_longer
    assert second.earliest == at("2026-12-01 17:00")


@given(stages, st.dictionaries(st.integers(0, 5), st.builds(Promised, due=moments)), moments)
def test_no_estimate_contradicts_a_promised_date(
    listed: list[Stage], promised: dict[int, Promised], now: datetime
) -> None:
    journey = Journey(stages=tuple(listed))
    found = expected(journey, calendar=CALENDAR, promised=promised, now=now)
    assert all(now <= one.earliest <= one.latest for one in found)
    for one in found:
        dates = [said.due for number, said in promised.items() if number == one.stage and said.due]
        later = [said.due for number, said in promised.items() if number > one.stage and said.due]
        later = later if all(number < len(listed) for number in promised) else []
        if dates:
            assert one.is_promised and one.earliest == one.latest == max(now, dates[0])
        elif later:
            assert one.latest <= max(now, min(later)), "nothing ends behind what is promised of a later stage"


def test_a_stage_that_begins_on_a_promised_day_ends_after_it_and_those_before_it_by_then() -> None:
    journey = Journey(stages=(stage("P3W", "P3W"), stage("P1D", "P2D")))
    begins = at("2026-11-30 10:00")
    first, second = expected(
        journey, calendar=CALENDAR, promised={1: Promised(begins=begins)}, now=SUNDAY_1000
    )
    assert first.latest == begins
    assert (second.earliest, second.latest) == (at("2026-12-01 17:00"), at("2026-12-02 17:00"))


def test_the_stage_of_a_case_that_came_there_early_ends_after_its_promised_beginning() -> None:
    here = Passage(stage=0, entered=SUNDAY_1000)
    journey = Journey(stages=(stage("P1D", "P2D"),), passages=(here,))
    said = {0: Promised(begins=at("2026-11-30 10:00"))}
    (one,) = expected(journey, calendar=CALENDAR, promised=said, now=SUNDAY_1000)
    assert (one.earliest, one.latest) == (at("2026-12-01 17:00"), at("2026-12-02 17:00"))


def test_what_led_to_the_agreement_is_behind_a_case_in_which_one_is_in_force() -> None:
    quote = replace(stage("P1D", "P2D"), is_before_agreement=True)
    before = Journey(stages=(stage("P1D", "P2D"), quote, stage("P1D", "P2D")))
    entered = process.enter(before, 0, owed={}, now=SUNDAY_1000)
    assert entered.following == 1
    assert replace(entered, is_agreed=True).following == 2
    assert entered.place == replace(entered, is_agreed=True).place == (2, 5)


def test_a_stage_written_anew_keeps_what_an_alignment_knows_of_it() -> None:
    known = replace(
        stage("P1D", "P2D"),
        brings=Said("תשלום ראשון\nמפתח", "A payment\nA key"),
        item="visit",
        parts=("cost", ""),
    )
    written = replace(known, item="", parts=(), brings=Said("מפתח\nתשלום ראשון", "A key\nA payment"))
    assert (process.rewritten(known, written).item, process.rewritten(known, written).parts) == (
        "visit",
        ("", "cost"),
    )


def test_it_goes_back_and_forth_only_so_often() -> None:
    journey = Journey(stages=(stage("P1D", "P2D"), stage("P1D", "P2D")))
    for number in range(process.MOST_PASSAGES):
        journey = process.enter(journey, number % 2, owed={}, now=SUNDAY_1000)
    with pytest.raises(TooManyPassages):
        process.enter(journey, 0, owed={}, now=SUNDAY_1000)

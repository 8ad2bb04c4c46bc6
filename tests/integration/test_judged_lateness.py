"""The judge of silent lateness sees a product that blames at will, forgets to tell, or does not look back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    TUESDAY_1000,
    TUESDAY_1400,
    WEDNESDAY_1200,
    Business,
    by,
    quote,
)
from tests.property.world import World
from teum.actions import promises
from teum.core import events
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer, Handed
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Picture, Row
from teum.models import Message, Promise, Telling, Timer

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Due on Tuesday at two."""
    return quote(galil, now=SUNDAY_1000)


@pytest.fixture
def missed(world: World, promise: Promise) -> World:
    """The clock was away as its time passed, and is back."""
    away(world)
    world.returns("clock")
    world.until(TUESDAY_1400 + 2 * HOUR)
    assert judged(world) == []
    return world


def away(world: World) -> None:
    world.until(TUESDAY_1000)
    world.goes_away("clock")
    world.until(TUESDAY_1400 + HOUR)
    world.look()


def judged(world: World) -> list[Kind]:
    return [violation.kind for violation in guarantees.no_silent_lateness(world)]


def show(world: World, facts: Iterable[Fact] | None = None, **tables: Iterable[Row]) -> None:
    """Let the judge see other facts, or other rows of some tables, than there are."""
    others = {name: {row["id"]: row for row in rows} for name, rows in tables.items()}
    known = world.picture.facts if facts is None else tuple(facts)
    world.picture = Picture({**world.picture.tables, **others}, known)


def blame_the_carrier(world: World) -> None:
    """Let the judge see a product that lays the silence at the carrier's door."""
    blamed = (
        replace(fact, event=replace(fact.event, outage="carrier"))
        if isinstance(fact.event, events.PromiseMissed)
        else fact
        for fact in world.picture.facts
    )
    show(world, facts=blamed)


def refuse(world: World, key: str, *, at: datetime) -> None:
    """The carrier did not take that message then."""
    world.carrier.remember(Handed((key,), Answer.BUSY, at, ""))


def test_a_carrier_that_took_everything_is_not_to_blame(missed: World) -> None:
    blame_the_carrier(missed)
    assert judged(missed) == [Kind.CARRIER_BLAMED]


def test_a_carrier_that_refused_what_told_nothing_of_that_time_is_not_to_blame(missed: World) -> None:
    blame_the_carrier(missed)
    (agreed,) = (row for row in missed.picture.of(Telling).values() if row["what"] == "agreed")
    refuse(missed, missed.picture.of(Message)[agreed["message_id"]]["key"], at=SUNDAY_1000)
    assert judged(missed) == [Kind.CARRIER_BLAMED]


def test_a_clock_that_was_away_is_to_blame_though_what_was_agreed_had_been_refused(
    world: World, galil: Business
) -> None:
    world.carrier.decide = lambda *, key, address: Answer.NO_SUCH_ADDRESS
    promise = quote(galil, now=SUNDAY_1000)
    away(world)
    world.returns("clock")
    world.until(TUESDAY_1400 + 2 * HOUR)
    assert judged(world) == []
    facts = world.picture.facts_of(promise.pk)
    assert [f.event.outage for f in facts if isinstance(f.event, events.PromiseMissed)] == ["clock"]


@pytest.mark.parametrize(
    ("refused_at", "found"), [(TUESDAY_1400 - MINUTE, []), (TUESDAY_1400 + MINUTE, [Kind.CARRIER_BLAMED])]
)
def test_a_carrier_is_to_blame_for_what_it_refused_before_that_time_was_over(
    missed: World, refused_at: datetime, found: list[Kind]
) -> None:
    blame_the_carrier(missed)
    spoken(missed, at=TUESDAY_1000)
    refuse(missed, "spoken", at=refused_at)
    assert judged(missed) == found


@pytest.mark.parametrize(("before", "found"), [(0, []), (1, [Kind.CARRIER_BLAMED])])
def test_a_word_about_an_earlier_time_that_was_refused_excuses_nothing(
    missed: World, before: int, found: list[Kind]
) -> None:
    blame_the_carrier(missed)
    spoken(missed, at=TUESDAY_1000, before=before)
    refuse(missed, "spoken", at=TUESDAY_1000)
    assert judged(missed) == found


def spoken(world: World, *, at: datetime, before: int = 0) -> None:
    """Let the judge see a word of the clock about that time, or so many times before it, which no carrier took."""
    rows = world.picture.of(Message)
    (late,) = (row for row in world.picture.of(Telling).values() if row["what"] == "late")
    message = {**rows[late["message_id"]], "id": 0, "key": "spoken", "at": at, "state": "failed"}
    about = {"id": 0, "message_id": 0, "what": "holding", "number": late["number"] - before, "at": None}
    tellings = world.picture.of(Telling).values()
    show(
        world,
        facts=world.picture.facts,
        Message=[*rows.values(), message],
        Telling=[*tellings, {**late, **about}],
    )


def test_what_was_told_of_another_time_does_not_tell_that_this_one_passed(
    world: World, galil: Business, promise: Promise
) -> None:
    world.until(MONDAY_1000)
    promises.revise(
        promise_id=promise.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="החלק מתעכב", now=world.now
    )
    world.until(TUESDAY_1400)
    world.goes_away("clock")
    world.until(WEDNESDAY_1200 + HOUR)
    world.returns("clock")
    world.until(WEDNESDAY_1200 + 2 * HOUR)
    assert judged(world) == []
    show(world, Telling=[row for row in world.picture.of(Telling).values() if row["what"] != "late"])
    assert judged(world) == [Kind.LATENESS_UNTOLD]


@pytest.mark.parametrize(
    ("told_at", "found"), [(MONDAY_1000, [Kind.LATENESS_UNTOLD]), (TUESDAY_1400 + HOUR, [])]
)
def test_what_was_told_before_that_time_does_not_tell_that_it_passed(
    missed: World, told_at: datetime, found: list[Kind]
) -> None:
    tellings = missed.picture.of(Telling).values()
    others = [row for row in tellings if row["what"] != "late"]
    (late,) = [row for row in tellings if row["what"] == "late"]
    show(missed, Telling=[*others, {**late, "message_id": None, "at": told_at}])
    assert judged(missed) == found


def test_a_clock_that_was_away_again_later_does_not_excuse_a_miss_that_nobody_wrote(
    missed: World, promise: Promise
) -> None:
    missed.goes_away("clock")
    missed.until(missed.now + MINUTE / 3)
    missed.returns("clock")
    missed.until(missed.now + HOUR)
    unwritten = (fact for fact in missed.picture.facts if not isinstance(fact.event, events.PromiseMissed))
    watched = {"id": 0, "promise_id": promise.pk, "kind": "due", "number": promise.number}
    show(missed, facts=unwritten, Timer=[watched])
    assert judged(missed) == [Kind.NEITHER_WORD_NOR_MISS]


def test_a_timer_of_another_time_does_not_look_back_at_this_one(world: World, promise: Promise) -> None:
    away(world)
    assert judged(world) == []
    show(world, Timer=[{**row, "number": promise.number + 1} for row in world.picture.of(Timer).values()])
    assert judged(world) == [Kind.DUE_FORGOTTEN]


def test_a_miss_of_a_time_that_is_still_to_come_is_seen(missed: World) -> None:
    (miss,) = (fact for fact in missed.picture.facts if isinstance(fact.event, events.PromiseMissed))
    others = [fact for fact in missed.picture.facts if fact is not miss]
    show(missed, facts=[*others, replace(miss, at=TUESDAY_1400 - MINUTE)])
    assert Kind.MISSED_TOO_SOON in judged(missed)

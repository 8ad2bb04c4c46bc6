"""The due moment itself: a window is over then, for whoever comes first, the clock or a person (guarantee 3)."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import TUESDAY_1230, TUESDAY_1400, TUESDAY_1500, Business, by, fresh, of
from tests.property.world import World
from teum.actions import asks, promises
from teum.actions.customers import Contact
from teum.clock import timers
from teum.management.rehearsal import guarantees
from teum.models import Event, Promise, Timer

pytestmark = pytest.mark.django_db
AN_INSTANT = timedelta(microseconds=1)


@pytest.fixture
def unasked(world: World, galil: Business) -> World:
    """The clock is away until the moment itself."""
    cast.quote(galil)
    world.until(TUESDAY_1400 - timedelta(hours=5))
    world.goes_away("clock")
    world.now = TUESDAY_1400
    world.returns("clock")
    return world


def misses(galil: Business) -> list[bool]:
    return [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed").order_by("id")]


def judged(world: World) -> list[str]:
    world.now = TUESDAY_1400 + timedelta(minutes=3)
    world.settle()
    world.look()
    return [violation.expected for violation in guarantees.no_silent_lateness(world)]


@pytest.mark.parametrize("clock_first", [True, False])
def test_what_is_done_at_that_moment_is_late_whoever_comes_first(
    unasked: World, galil: Business, clock_first: bool
) -> None:
    promise = fresh(cast.of(Timer, galil, kind="due").get().promise)
    if clock_first:
        timers.once(TUESDAY_1400)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=TUESDAY_1400)
    timers.once(TUESDAY_1400)
    assert misses(galil) == [False]
    assert judged(unasked) == []


def test_an_instant_before_it_is_in_time(unasked: World, galil: Business) -> None:
    promise = fresh(cast.of(Timer, galil, kind="due").get().promise)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=TUESDAY_1400 - AN_INSTANT)
    timers.once(TUESDAY_1400)
    assert misses(galil) == []
    assert judged(unasked) == []


def test_a_word_that_is_taken_at_that_moment_comes_late(unasked: World, galil: Business) -> None:
    promise = fresh(cast.of(Timer, galil, kind="due").get().promise)
    asks.send_now(promise_id=promise.pk, by=by(galil.yael), now=TUESDAY_1400 - AN_INSTANT)
    unasked.settle()
    assert misses(galil) == [False]
    assert judged(unasked) == []


def test_a_moment_whose_change_nobody_heard_of_stays_though_it_is_reported_and_denied(
    world: World, galil: Business
) -> None:
    promise = cast.quote(galil)
    world.until(TUESDAY_1230 - timedelta(hours=5))
    world.goes_away("delivery")
    promises.revise(
        promise_id=promise.pk, by=by(galil.yael), due=TUESDAY_1500, reason="המפרט חסר", now=world.now
    )
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    promises.dispute(promise_id=promise.pk, by=galil.as_customer, note="חסר המפרט", now=world.now)
    world.until(TUESDAY_1400 + timedelta(minutes=3))
    world.look()
    assert misses(galil) == [False], "two o'clock was what the customer counted on"
    assert list(guarantees.no_silent_lateness(world)) == []


def test_a_window_that_came_and_went_between_two_words_passes_nothing(world: World, galil: Business) -> None:
    promise = cast.quote(galil)
    world.until(TUESDAY_1230 - timedelta(hours=3))
    for due in (TUESDAY_1400 - timedelta(hours=1), TUESDAY_1500):
        promises.revise(promise_id=promise.pk, by=by(galil.yael), due=due, reason="המפרט חסר", now=world.now)
    numbers = of(Timer, galil, promise=promise, kind="due").values_list("number", flat=True)
    assert sorted(numbers) == [0, 2], "of one o'clock nobody has heard"
    world.until(TUESDAY_1400 + timedelta(minutes=3))
    assert misses(galil) == []
    assert list(guarantees.no_silent_lateness(world)) == []


def test_the_clock_spoke_though_its_word_was_put_aside_at_the_moment_itself(
    world: World, galil: Business
) -> None:
    """It could be told by hand alone, and whoever reports at that moment says it better."""
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    promise = cast.promise_of(cast.case(galil.yael, shula, promise=cast.quote_draft(channel="phone")))
    world.until(TUESDAY_1230 + timedelta(minutes=5))
    word = of(Promise, galil, about=promise).get()
    world.until(word.due - AN_INSTANT)
    world.now = word.due
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    world.until(word.due + timedelta(minutes=3))
    missed = of(Event, galil, kind="PromiseMissed", promise=word.pk).get()
    assert missed.facts["outage"] == "carrier"
    assert list(guarantees.no_silent_lateness(world)) == []

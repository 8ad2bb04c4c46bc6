"""A policy changes what is promised from then on; what was promised before keeps to the one that it was made under."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1000, TUESDAY_1230, TUESDAY_1400, Business, by, of
from tests.property.world import World
from teum.actions import asks, organisations, promises, timers
from teum.models import FormerPolicy, Message, Organisation, Promise, Timer
from teum.queries import terms

pytestmark = pytest.mark.django_db
LATER = cast.at("2026-11-22 10:30")
STRICT = {"ask_minutes": 2000, "hold_minutes": 900, "quiet_from_hour": 13}


@pytest.fixture
def stricter(galil: Business) -> Callable[[], None]:
    """Amir asks and speaks much earlier from now on, and has nobody written to after 13:00."""

    def change() -> None:
        organisations.change_policy(by=by(galil.amir), now=LATER, **STRICT)

    return change


def planned(promise: Promise) -> dict[str, datetime]:
    found = Timer.objects.of(promise.organisation_id).filter(promise=promise)
    return dict(found.values_list("kind", "fire_at"))


USUAL = {"ask": TUESDAY_1000, "hold": TUESDAY_1230, "due": TUESDAY_1400}


def test_what_is_promised_afterwards_is_planned_anew(galil: Business, stricter: Callable[[], None]) -> None:
    stricter()
    moments = planned(cast.quote(galil, now=cast.at("2026-11-22 11:00")))
    assert moments["hold"] == cast.at("2026-11-23 12:59") and moments["ask"] < moments["hold"]


def test_what_stands_stays(galil: Business, stricter: Callable[[], None]) -> None:
    promise = cast.quote(galil)
    before = planned(promise)
    stricter()
    assert planned(promise) == before


def test_a_hand_over_keeps_the_plan(galil: Business, stricter: Callable[[], None]) -> None:
    promise = cast.quote(galil)
    before = planned(promise)
    stricter()
    promises.delegate(promise_id=promise.pk, by=by(galil.ruth), owner=galil.dan.pk, now=MONDAY_1000)
    assert planned(promise) == before


def test_a_condition_that_is_met_later_starts_its_window_under_the_policy_of_the_promise(
    galil: Business, stricter: Callable[[], None]
) -> None:
    promise = cast.quote(
        galil,
        body="אשלח לך במייל את הצעת המחיר עד יום שלישי, 24.11, בשעה 14:00",
        condition="הטופס החתום",
        condition_due=TUESDAY_1000,
    )
    stricter()
    promises.meet_condition(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    assert {kind: planned(promise)[kind] for kind in USUAL} == USUAL


def test_a_disputed_promise_is_watched_as_before(galil: Business, stricter: Callable[[], None]) -> None:
    promise = cast.quote(galil)
    before = planned(promise)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=LATER)
    stricter()
    promises.dispute(promise_id=promise.pk, by=galil.as_customer, note="חסר המפרט", now=MONDAY_1000)
    assert planned(promise) == before


def test_the_owners_word_is_waited_for_as_long_as_before(
    galil: Business, stricter: Callable[[], None]
) -> None:
    promise = cast.quote(galil)
    stricter()
    asks.on_track(promise_id=promise.pk, by=by(galil.yael), now=TUESDAY_1000)
    assert planned(promise)["hold"] == cast.at("2026-11-24 13:45")


def test_the_next_word_is_a_new_promise_under_the_new_policy(galil: Business) -> None:
    promise = cast.quote(galil)
    organisations.change_policy(by=by(galil.amir), now=LATER, word_days=2, hold_minutes=60)
    hold = Timer.objects.of(galil.id).get(promise=promise, kind="hold")
    assert hold.fire_at == TUESDAY_1230
    timers.fire(hold, now=TUESDAY_1230)
    word = Promise.objects.of(galil.id).get(nature="update")
    assert word.due == cast.at("2026-11-26 12:00")
    assert planned(word)["hold"] == cast.at("2026-11-26 11:00")


def test_each_promise_finds_the_policy_of_its_time(galil: Business) -> None:
    for hour, minutes in ((11, 60), (12, 45), (13, 30)):
        organisations.change_policy(
            by=by(galil.ruth), now=cast.at(f"2026-11-22 {hour}:00"), hold_minutes=minutes
        )
    business = Organisation.objects.get(pk=galil.id)
    held = [
        terms.policy_of(business, made_at=cast.at(f"2026-11-22 {hour}:00")).hold_minutes
        for hour in (10, 11, 12, 13, 14)
    ]
    assert held == [90, 60, 45, 30, 30]
    assert FormerPolicy.objects.of(galil.id).count() == 3
    assert terms.policy_of(business, made_at=SUNDAY_1000) == terms.policy_of(business, made_at=LATER)


def test_what_can_be_undone_for_long_still_leaves_before_it_is_needed(world: World, galil: Business) -> None:
    organisations.change_policy(
        by=cast.by(galil.amir), now=cast.SUNDAY_1000, undo_seconds=600, voice_minutes=0
    )
    made = cast.quote(galil)
    world.until(cast.TUESDAY_1400 - timedelta(minutes=6))
    promises.revise(
        promise_id=made.pk,
        by=cast.by(galil.yael),
        due=cast.at("2026-11-25 12:00"),
        reason="המפרט חסר",
        now=world.now,
    )
    world.until(cast.TUESDAY_1400 + timedelta(minutes=20))
    message = of(Message, galil, kind="revised").get()
    assert message.told_at and message.told_at <= cast.TUESDAY_1400 - timedelta(minutes=1)

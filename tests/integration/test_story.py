"""The story's Tuesday and its twins, in virtual time: what the customer hears, and what the ledger says in the end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import (
    TUESDAY_1000,
    TUESDAY_1330,
    TUESDAY_1400,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    fresh,
    quote,
)
from tests.property.world import World
from teum.actions import promises
from teum.actions.promises.steps import Next
from teum.core import events
from teum.models import Event, Message, Promise

pytestmark = pytest.mark.django_db


def heard(business: Business) -> list[str]:
    """What Dana heard, in order, as kinds of messages that a carrier took."""
    told = Message.objects.of(business.id).filter(customer=business.dana, told_at__isnull=False)
    return list(told.order_by("told_at", "id").values_list("kind", flat=True))


def misses(row: Promise) -> list[dict[str, Any]]:
    """The misses of a promise, as the ledger has them."""
    found = Event.objects.of(row.organisation_id).filter(promise=row.pk, kind="PromiseMissed").order_by("id")
    return [event.facts for event in found]


def finish(world: World, galil: Business, row: Promise) -> Promise:
    """Yael reports it on Wednesday morning, Dana thanks."""
    world.until(at("2026-11-25 10:00"))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-25 11:00"))
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=world.now)
    world.until(at("2026-11-25 11:01"))
    return fresh(row)


def revise(world: World, galil: Business, row: Promise) -> None:
    """Yael moves it to Wednesday noon."""
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="הספק עוד לא שלח מחיר", now=world.now
    )


def test_kept_as_agreed(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(TUESDAY_1330)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=world.now)
    world.until(TUESDAY_1500)
    row = fresh(row)
    assert (row.verdict, row.case.state, misses(row)) == ("kept", "closed", [])
    assert heard(galil) == ["agreed", "reported"]


def test_moved_at_half_past_one_and_kept_is_kept_revised(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1330)
    revise(world, galil, row)
    row = finish(world, galil, row)
    assert (row.verdict, row.case.state, misses(row)) == ("kept_revised", "closed", [])
    assert heard(galil) == ["agreed", "holding", "revised", "reported"]


def test_moved_at_three_is_late_and_told(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1500)
    revise(world, galil, row)
    row = finish(world, galil, row)
    assert (row.verdict, misses(row)) == ("late_told", [{"number": 0, "told": True}])
    assert heard(galil) == ["agreed", "holding", "revised", "reported"]


def test_the_clock_off_from_half_past_ten_until_three_is_a_silent_miss_told_once_on_return(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(at("2026-11-24 10:30"))
    world.goes_away("clock")
    world.until(TUESDAY_1500)
    assert heard(galil) == ["agreed"]
    world.returns("clock")
    world.until(at("2026-11-24 15:01"))
    assert misses(row) == [{"number": 0, "told": False, "outage": "clock"}]
    assert heard(galil) == ["agreed", "late"]
    returned = Event.objects.of(galil.id).get(kind=events.ClockReturned.__name__)
    assert returned.facts["until"].startswith("2026-11-24T")
    word = Promise.objects.of(galil.id).get(nature="update")
    assert (word.state, word.due, word.about_id) == ("open", WEDNESDAY_1200, row.pk)
    row = finish(world, galil, row)
    assert (row.verdict, row.case.state) == ("late_silent", "closed")
    assert heard(galil).count("late") == 1


def test_moved_while_the_clock_is_off_says_sorry_and_the_miss_stands(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(at("2026-11-24 10:30"))
    world.goes_away("clock")
    world.until(at("2026-11-24 14:30"))
    revise(world, galil, row)
    world.until(TUESDAY_1500)
    world.returns("clock")
    row = finish(world, galil, row)
    assert (row.verdict, misses(row)) == ("late_silent", [{"number": 0, "told": False, "outage": "clock"}])
    assert heard(galil) == ["agreed", "revised", "reported"]
    assert "מתנצלים" in Message.objects.of(galil.id).get(kind="revised").text


def test_the_carrier_off_until_three_is_a_silent_miss_of_the_carrier(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("delivery")
    world.until(TUESDAY_1400)
    assert misses(row) == [{"number": 0, "told": False, "outage": "carrier"}]
    world.until(TUESDAY_1500)
    world.returns("delivery")
    world.until(at("2026-11-24 15:05"))
    assert heard(galil) == ["agreed", "late"], "the holding update is no longer true, and does not go out"


def test_who_never_heard_of_a_move_counts_on_the_time_before_it_when_it_is_taken_back(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    world.goes_away("delivery")
    revise(world, galil, row)
    world.until(at("2026-11-24 13:59"))
    promises.withdraw(
        promise_id=row.pk,
        by=by(galil.yael),
        disclosure="הדגם אינו מיוצר עוד",
        after=Next(close=True),
        now=world.now,
    )
    world.until(TUESDAY_1500)
    world.returns("delivery")
    world.until(at("2026-11-24 15:05"))
    assert fresh(row).verdict == "withdrawn_silent"


def test_what_the_customer_disputes_is_open_again_and_ends_by_the_ledger(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(at("2026-11-24 11:00"))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, note="חסר המפרט", now=world.now)
    world.until(TUESDAY_1400)
    assert misses(row) == [{"number": 0, "told": True}], (
        "the clock spoke before due, though it had been reported"
    )
    row = finish(world, galil, row)
    assert (row.verdict, row.case.state) == ("late_told", "closed")
    assert heard(galil) == ["agreed", "reported", "disputed", "holding", "reported"]

"""What is taken from a business on which a policy is tried: its last month's promises, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from tests import cast
from tests.rehearsal.test_parts import NOON, plan
from teum.actions import cases, contact, promises, pulses, undo
from teum.clock import loop
from teum.core.promise import Debtor
from teum.management.rehearsal import business, habits, sayings
from teum.management.rehearsal import past as pasts
from teum.management.rehearsal.carrier import plugged_in
from teum.management.rehearsal.habits import IN_TIME, LATE, MOVED, Habits
from teum.management.rehearsal.machines import Machines
from teum.management.rehearsal.makers import KINDS, Makers
from teum.management.rehearsal.owners import FATES, Owners
from teum.management.rehearsal.past import Made, Past, read
from teum.management.rehearsal.plan import STARTS
from teum.management.rehearsal.scene import Scene
from teum.management.rehearsal.world import World
from teum.models import Event, Message, Promise
from teum.queries import terms


def test_last_months_promises_are_rehearsed_in_their_month() -> None:
    past = Past(made=(Made(NOON, NOON),))
    assert plan(past=past).start == date(2026, 11, 22)
    assert plan(past=Past()).start in STARTS
    last = Made(NOON + timedelta(days=30), NOON + timedelta(days=31), NOON + timedelta(days=30.5), "visit")
    month = Past(made=(*past.made, last))
    assert (Past().days, past.days, month.days) == (0, 1, 31), "the last day's are rehearsed, too"
    assert read(month.as_json()) == month


def test_of_last_months_promises_those_of_the_whole_month_are_made_again() -> None:
    made = tuple(Made(NOON + timedelta(hours=hour), NOON + timedelta(hours=hour + 1)) for hour in range(1200))
    month = plan(past=Past(made=made), promises=len(made), days=51)
    parts = month.parts()
    assert len(parts) == 3
    assert sorted(one for part in parts for one in part.like) == list(made), "none twice, and none left out"
    assert [one.at.day for one in replace(month, promises=3).like] == [22, 9, 25]
    assert [one.at.day for one in replace(month, promises=3, days=2).like] == [22, 22, 23], (
        "of the days that are asked for"
    )
    assert plan(past=Past(made=made[:2]), promises=5).like == (
        *made[:2],
        *(Made(one.at + timedelta(seconds=1), one.due + timedelta(seconds=1)) for one in made[:2]),
        Made(NOON + timedelta(seconds=2), NOON + timedelta(hours=1, seconds=2)),
    )
    assert plan().like == ()


@pytest.mark.django_db
def test_what_a_business_promised_in_its_last_31_days_is_read() -> None:
    galil = cast.galil()
    friday = cast.TUESDAY_1400 + timedelta(days=3)
    made = [Made(cast.SUNDAY_1000, cast.TUESDAY_1400), Made(cast.MONDAY_1000, cast.TUESDAY_1500)]
    cast.quote(galil, now=cast.SUNDAY_1000)
    cast.quote(galil, now=cast.MONDAY_1000, due=cast.TUESDAY_1500, body=cast.QUOTE.replace("14:00", "15:00"))
    assert list(pasts.of(galil.organisation, now=friday).made) == made
    a_month_later = cast.SUNDAY_1000 + timedelta(days=31)
    assert list(pasts.of(galil.organisation, now=a_month_later).made) == made[1:]


@pytest.mark.django_db
def test_each_of_its_promises_is_made_again_of_its_kind() -> None:
    galil, by_its_kind = cast.galil(), Random("kinds")
    for minute, kind in enumerate(KINDS):
        now = cast.SUNDAY_1000 + timedelta(minutes=minute)
        if kind == "form":
            contact.receive(organisation_id=galil.id, name="Noa", phone="054-7000001", about="מזגן", now=now)
        elif kind == "contact":
            cases.open_case(customer_id=galil.dana.pk, by=cast.by(galil.yael), title="מזגן", now=now)
        else:
            draft = sayings.draft(by_its_kind, kind, due=cast.TUESDAY_1400, now=now, zone=cast.JERUSALEM)
            cast.case(galil.yael, galil.dana, promise=draft, now=now)
    read_back = pasts.of(galil.organisation, now=cast.MONDAY_1000).made
    assert [one.kind for one in read_back] == list(KINDS)
    assert {one.kind for one in read_back if one.start} == {"visit", "form", "contact"}, (
        "a visit has its hours"
    )


@pytest.mark.django_db
def test_what_became_of_its_promises_is_counted() -> None:
    galil = cast.galil()
    yael, late = cast.by(galil.yael), cast.TUESDAY_1500
    kept, moved, moved_late, done_late, _forgotten, released, owed = (
        cast.quote(galil, debtor=debtor) for debtor in (*[Debtor.PROVIDER] * 6, Debtor.CUSTOMER)
    )
    for row in (moved, moved_late):
        promises.revise(
            promise_id=row.pk, by=yael, due=cast.WEDNESDAY_1200, reason="חסר נתון מהספק", now=cast.MONDAY_1000
        )
    promises.report(promise_id=kept.pk, by=yael, now=cast.TUESDAY_1330)
    promises.release(promise_id=released.pk, by=galil.as_customer, now=cast.TUESDAY_1330)
    loop.ClockPass().run(late)
    promises.report(promise_id=done_late.pk, by=yael, now=late)
    promises.report(promise_id=moved.pk, by=yael, now=late)
    known = habits.of(galil.id, Promise.objects.of(galil.id).filter(nature="deed"), now=late)
    assert known == Habits(in_time=1, moved=1, late=2, released=1), "one has time left, one is the customer's"
    known = habits.of(galil.id, Promise.objects.of(galil.id).filter(nature="deed"), now=cast.THURSDAY_1400)
    assert known == Habits(in_time=1, moved=1, moved_late=1, late=2, released=1)
    assert pasts.read(Past(habits=known).as_json()).habits == known
    assert owed.debtor == "customer"


def test_people_act_as_they_did_where_there_is_enough_to_see_it() -> None:
    forgetful = Habits(in_time=20, late=60, moved=15, moved_late=5)
    weights = forgetful.weights(FATES)
    shares = [sum(weights[fate] for fate in alike) for alike in (IN_TIME, LATE, MOVED)]
    assert shares == pytest.approx([20, 60, 20])
    assert weights["withdraw"] == 0
    assert set(weights) <= set(FATES)
    assert weights["keep"] / weights["delegate"] == pytest.approx(FATES["keep"] / FATES["delegate"])
    assert forgetful.finishes == 0.75
    assert Habits(in_time=60, late=20).finishes == 0.75, "where nothing was moved, as all else"
    assert (Habits(in_time=39).are_known, Habits(in_time=40).are_known) == (False, True)


@pytest.mark.django_db
def test_what_was_undone_is_no_promise_of_last_month() -> None:
    galil = cast.galil()
    quote = cast.quote(galil)
    made = Message.objects.of(galil.id).filter(case=quote.case_id, undoes__isnull=False).get()
    undo.act(message_id=made.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000 + timedelta(seconds=3))
    assert pasts.of(galil.organisation, now=cast.MONDAY_1000).made == ()


@dataclass(frozen=True)
class Day:
    """What came of one Sunday."""

    late: int
    asks: int


FORGETFUL, PUNCTUAL = Habits(late=100), Habits(in_time=100)


def a_sunday(of: Habits, *, ask_minutes: int = 240) -> Day:
    """Eight promises of a Sunday, made again by people of these habits, under a policy that is tried; then forgotten."""
    nine, none = cast.SUNDAY_0900, frozenset[str]()
    made = tuple(Made(nine + timedelta(minutes=n), nine + timedelta(hours=6, minutes=n)) for n in range(8))
    tried = Past(made=made, habits=of).under({"ask_minutes": ask_minutes})
    with transaction.atomic():
        rng = Random("people")
        house = business.make(tried, promises=8, days=1, rng=rng, faults=none, now=nine)
        scene = Scene(now=nine, organisation=house.organisation_id, has_run=True)
        pulses.beat("clock", now=nine)
        world = World(house, scene, Machines(scene, Random("faults")), rng, none)
        owners = Owners(world, tried.habits)
        Makers(world, owners).plan(8, [nine.date()], made)
        with plugged_in(scene.carrier, None):
            world.until(nine + timedelta(hours=9))
        facts = Event.objects.of(world.organisation)
        late, asks = (facts.filter(kind=kind).count() for kind in ("PromiseMissed", "OwnerAsked"))
        transaction.set_rollback(True)
    terms.forget()
    return Day(late, asks)


@pytest.mark.django_db
def test_a_policy_is_tried_on_people_who_act_as_they_did() -> None:
    forgetful, punctual = a_sunday(FORGETFUL), a_sunday(PUNCTUAL)
    assert (forgetful.late, punctual.late) == (8, 0)
    less, least = a_sunday(FORGETFUL, ask_minutes=100), a_sunday(PUNCTUAL, ask_minutes=100)
    assert least.asks < punctual.asks, "who is asked later has done it by then"
    assert less.asks == forgetful.asks, "but who forgets is asked all the same"

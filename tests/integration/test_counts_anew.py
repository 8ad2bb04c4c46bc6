"""Who accepts a time, or denies that it is done, counts on it anew: what was said of it before keeps no silence (A4)."""

from datetime import timedelta

import pytest

from tests.cast import MONDAY_1000, TUESDAY_1230, TUESDAY_1400, WEDNESDAY_1200, Business, at, by, of, quote
from tests.property.world import World
from teum.actions import calls, promises
from teum.core.outlook import Outlook
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.kinds import Kind
from teum.models import Event, Message, Promise
from teum.queries import telling
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db


def told(galil: Business, row: Promise) -> list[bool]:
    """Of the misses of a promise, whether its customer knew."""
    return [event.facts["told"] for event in of(Event, galil, kind="PromiseMissed", promise=row.pk)]


def spoken(galil: Business) -> list[Message]:
    """The clock's words to the customer."""
    return list(of(Message, galil, kind="holding", customer__isnull=False).order_by("id"))


def test_a_word_said_while_it_was_offered_leaves_the_clock_to_speak(world: World, galil: Business) -> None:
    row = quote(galil, answer_by=at("2026-11-24 12:00"))
    world.until(MONDAY_1000)
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, next_due=WEDNESDAY_1200, now=world.now)
    world.until(MONDAY_1000 + timedelta(hours=1))
    promises.accept(promise_id=row.pk, by=galil.as_customer, now=world.now)
    world.until(TUESDAY_1400 + timedelta(minutes=5))
    assert [message.told_at < TUESDAY_1400 for message in spoken(galil)] == [True]
    assert told(galil, row) == [True]
    world.look()
    assert list(guarantees.no_silent_lateness(world)) == []


def test_who_denies_that_it_is_done_hears_again_before_the_time_that_stands(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1230 + timedelta(minutes=30))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(world.now + timedelta(minutes=20))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now)
    world.until(TUESDAY_1400 + timedelta(minutes=5))
    assert "14:00" in of(Message, galil, kind="disputed").get().text
    assert [message.told_at < TUESDAY_1400 for message in spoken(galil)] == [True, True]
    assert told(galil, row) == [True]


def test_their_page_says_that_the_time_stands_for_who_denies_that_it_is_done(
    world: World, galil: Business
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1230 + timedelta(minutes=10))
    assert outlook_of(galil, row, world) is Outlook.DOUBTED
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(world.now + timedelta(minutes=5))
    promises.dispute(promise_id=row.pk, by=galil.as_customer, now=world.now)
    assert outlook_of(galil, row, world) is Outlook.AS_AGREED, "as the letter says"
    world.until(TUESDAY_1400 - timedelta(minutes=5))
    assert len(spoken(galil)) == 2
    assert outlook_of(galil, row, world) is Outlook.DOUBTED, "the clock spoke again"


def outlook_of(galil: Business, row: Promise, world: World) -> Outlook:
    """What the page says of its time."""
    view = case_view(row.case_id, by=by(galil.yael), now=world.now)
    return next(one.outlook for one in view.promises if one.id == row.pk)


def test_the_judge_sees_a_word_of_before_that_is_taken_for_one_of_since(
    world: World, galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "counted_on_since", lambda row: {})
    row = quote(galil, answer_by=at("2026-11-24 12:00"))
    world.until(MONDAY_1000)
    calls.log(case_id=row.case_id, by=by(galil.yael), reached=True, next_due=WEDNESDAY_1200, now=world.now)
    world.until(MONDAY_1000 + timedelta(hours=1))
    promises.accept(promise_id=row.pk, by=galil.as_customer, now=world.now)
    world.until(TUESDAY_1400 + timedelta(minutes=5))
    world.look()
    found = {violation.kind for violation in guarantees.no_silent_lateness(world)}
    assert Kind.SILENT_CALLED_TOLD in found

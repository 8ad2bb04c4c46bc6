"""What we wait for from the customer: they are reminded in time, and where nothing reaches them somebody calls."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1000, Business, by, fresh, of
from tests.property.world import World
from teum.actions import promises, their_part
from teum.actions.customers import Contact
from teum.core.promise import Debtor
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Customer, Message, Promise, Task, Timer
from teum.queries import calls
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BODY = "אשלח לך במייל את ההצעה עד יום חמישי, 26.11, בשעה 14:00"


def awaits_form(galil: Business, due: datetime, *, whose: Customer | None = None, **said: str) -> Promise:
    """A promise that begins with the signed form."""
    said = {"body": BODY, "channel": "email", **said}
    draft = cast.quote_draft(due=cast.THURSDAY_1400, condition="הטופס החתום", condition_due=due, **said)
    return cast.promise_of(cast.case(galil.yael, whose or galil.dana, promise=draft))


def shula(galil: Business) -> Customer:
    """Can be reached by phone only."""
    return cast.customer(galil.ruth, "שולה", [Contact(channel="phone", address="+972547650000")])


def asked(galil: Business, promise: Promise) -> list[Task]:
    """Whom we ask to call about it."""
    return list(of(Task, galil, kind="call", promise=promise, done_at=None))


def refuse(world: World) -> None:
    """Nobody is at any address any more."""
    world.carrier.decide = lambda *, key, address: Answer.NO_SUCH_ADDRESS


def broken(world: World) -> list[object]:
    """What is wrong with the guarantees."""
    return [found for hold in guarantees.ALL for found in hold(world)]


def test_who_has_a_phone_only_is_called_before_what_we_wait_for_is_due(world: World, galil: Business) -> None:
    promise = awaits_form(
        galil, TUESDAY_1000, whose=shula(galil), body="אעדכן אותך בטלפון בהצעה", channel="phone"
    )
    world.until(MONDAY_1000 + HOUR)
    (task,) = asked(galil, promise)
    assert (task.member, task.due) == (galil.yael, TUESDAY_1000)
    call = next(c for c in calls.call_list(by=by(galil.yael), now=world.now) if c.promise_id == promise.pk)
    assert (call.why, call.what) == ("theirs", "הטופס החתום")
    assert "הטופס החתום" in " ".join(call.words)
    assert broken(world) == []


def reminded_in_vain(world: World, galil: Business) -> Promise:
    """What the form is waited for with, once the reminder of it was refused."""
    promise = awaits_form(galil, TUESDAY_1000)
    world.until(MONDAY_1000 - HOUR)
    refuse(world)
    world.until(MONDAY_1000 + HOUR)
    return promise


def test_a_reminder_that_does_not_arrive_is_a_call(world: World, galil: Business) -> None:
    promise = reminded_in_vain(world, galil)
    assert [task.due for task in asked(galil, promise)] == [TUESDAY_1000]
    assert broken(world) == []


def test_nobody_calls_about_what_came(world: World, galil: Business) -> None:
    promise = reminded_in_vain(world, galil)
    promises.meet_condition(promise_id=promise.pk, by=by(galil.yael), now=world.now)
    assert asked(galil, promise) == []


def test_what_nobody_was_reminded_of_while_no_clock_ran_gets_time_anew_and_they_hear_until_when(
    world: World, galil: Business
) -> None:
    draft = cast.quote_draft(
        body="אשלח לך את ההצעה תוך 2 ימי עסקים מהטופס שלך",
        due=None,
        condition="הטופס החתום",
        condition_due=cast.THURSDAY_1400,
        term="2 business days",
    )
    promise = cast.promise_of(cast.case(galil.yael, galil.dana, promise=draft))
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(cast.THURSDAY_1400 + HOUR)
    world.returns("clock")
    world.until(world.now + HOUR)
    promise = fresh(promise)
    assert (promise.state, promise.condition_due) == ("waiting", cast.at("2026-11-29 17:00"))
    (letter,) = of(Message, galil, kind="reminder", state="accepted")
    assert "הטופס החתום" in letter.text and "יום ראשון, 29.11, בשעה 17:00" in letter.text
    assert broken(world) == [] and verify(rebuild_rows=True).broken is None
    world.until(cast.at("2026-11-30 10:00"))
    assert fresh(promise).state == "lapsed" and broken(world) == []


def test_an_offer_of_which_nobody_was_reminded_while_no_clock_ran_is_open_until_its_own_time(
    world: World, galil: Business
) -> None:
    body = "אשלח לך במייל את הצעת המחיר והמפרט"
    draft = cast.quote_draft(body=body, due=cast.THURSDAY_1400, answer_by=cast.WEDNESDAY_1200)
    promise = cast.promise_of(cast.case(galil.yael, galil.dana, promise=draft))
    world.until(MONDAY_1000)
    world.goes_away("clock")
    world.until(cast.WEDNESDAY_1200 + HOUR)
    world.returns("clock")
    world.until(world.now + HOUR)
    promise = fresh(promise)
    assert (promise.state, promise.answer_by) == ("offered", cast.THURSDAY_1400)
    assert of(Message, galil, kind="reminder", state="accepted").exists()
    assert broken(world) == [] and verify(rebuild_rows=True).broken is None


def test_nobody_is_reminded_of_what_they_say_is_done(world: World, galil: Business) -> None:
    promise = awaits_form(galil, TUESDAY_1000)
    world.until(SUNDAY_1000 + HOUR)
    world.goes_away("delivery")
    world.until(MONDAY_1000 + HOUR)
    assert of(Message, galil, kind="reminder").get().state == "queued"
    their_part.say_done(promise_id=promise.pk, by=galil.as_customer, now=world.now)
    assert of(Message, galil, kind="reminder").get().state == "overtaken"


def test_nor_does_anybody_call_about_it(world: World, galil: Business) -> None:
    promise = reminded_in_vain(world, galil)
    their_part.say_done(promise_id=promise.pk, by=galil.as_customer, now=world.now)
    assert asked(galil, promise) == []


def test_what_did_not_come_lapses_and_nobody_calls_about_it_any_more(world: World, galil: Business) -> None:
    promise = awaits_form(galil, TUESDAY_1000)
    world.until(MONDAY_1000 - HOUR)
    refuse(world)
    world.until(TUESDAY_1000 + HOUR)
    assert cast.fresh(promise).state == "lapsed" and asked(galil, promise) == []


def test_after_an_outage_nobody_is_reminded_of_a_moment_that_is_over(world: World, galil: Business) -> None:
    """The signed form is due on Tuesday at ten; the clock was away from Monday until Tuesday at noon."""
    said = {"body": "אשלח לכם את הטופס החתום", "includes": ("הטופס החתום",)}
    cast.quote(galil, debtor=Debtor.CUSTOMER, due=TUESDAY_1000, **said)
    world.until(MONDAY_1000 - HOUR)
    world.goes_away("clock")
    world.until(TUESDAY_1000 + 2 * HOUR)
    world.returns("clock")
    world.until(TUESDAY_1000 + 3 * HOUR)
    assert not of(Message, galil, kind="reminder").exists()
    assert broken(world) == []


def test_what_is_due_within_a_day_is_reminded_of_too(galil: Business) -> None:
    due = cast.at("2026-11-23 09:30")
    promise = awaits_form(galil, due)
    at = of(Timer, galil, promise=promise, kind="remind").get().fire_at
    assert SUNDAY_1000 + HOUR < at < due - HOUR


def test_what_was_agreed_a_moment_ago_is_not(galil: Business) -> None:
    promise = awaits_form(galil, SUNDAY_1000 + HOUR)
    assert not of(Timer, galil, promise=promise, kind="remind").exists()


def test_a_last_word_that_does_not_arrive_stands_on_a_day(world: World, galil: Business) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    world.until(MONDAY_1000 + HOUR)
    refuse(world)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=world.now)
    world.until(TUESDAY_1000)
    closed = of(Message, galil, kind="closed").get()
    assert closed.state == "failed"
    assert of(Task, galil, kind="failed", message=closed, done_at=None).get().member == galil.yael
    assert broken(world) == []


def test_a_reminder_that_waited_and_is_then_refused_is_one_call_and_no_more(
    world: World, galil: Business
) -> None:
    promise = awaits_form(galil, TUESDAY_1000)
    world.until(MONDAY_1000 - HOUR)
    world.carrier.is_away = True
    world.until(TUESDAY_1000 - timedelta(minutes=9))
    reminder = of(Message, galil, kind="reminder").get()
    assert of(Task, galil, kind="call", message=reminder, done_at=None).exists(), "its carrier is away"
    world.carrier.is_away = False
    refuse(world)
    world.until(TUESDAY_1000 - timedelta(minutes=1))
    reminder.refresh_from_db()
    assert reminder.state == "failed" and asked(galil, promise)
    assert not of(Task, galil, kind="call", message=reminder, done_at=None).exists()
    assert broken(world) == []

"""A customer who ended a matter themselves, or agreed to another time for it, knows it: what was still to tell them of it leaves no more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, THURSDAY_1400, WEDNESDAY_1200, Business, by, of, quote
from tests.cast_disclosure import shower
from tests.property.world import World
from teum.actions import delays, disclosures, moves, promises
from teum.actions.promises.steps import Next
from teum.core.disclosure import How
from teum.management.rehearsal import guarantees
from teum.models import ContactPoint, Message, Promise, Task

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
AT_NIGHT = cast.at("2026-11-24 21:00")
ENDS = ("confirm", "release")


def broken(world: World) -> list[object]:
    """What is wrong with the guarantees."""
    return [found for hold in guarantees.ALL for found in hold(world)]


def late_at_night(world: World, galil: Business) -> Promise:
    """The clock was away while it fell due: at nine in the evening the word that it is late waits for the morning."""
    row = quote(galil)
    world.until(cast.at("2026-11-24 12:00"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-24 20:30"))
    world.returns("clock")
    world.until(AT_NIGHT)
    assert states(galil, "late") == ["queued"]
    return row


def states(galil: Business, kind: str) -> list[str]:
    return list(of(Message, galil, kind=kind).order_by("id").values_list("state", flat=True))


def end(galil: Business, row: Promise, how: str, *, now: datetime) -> None:
    """Dana says that it arrived, or lets go of it, on her page."""
    getattr(promises, how)(promise_id=row.pk, by=galil.as_customer, now=now)


@pytest.mark.parametrize("how", ENDS)
def test_that_it_is_late_is_not_told_after_the_customer_ended_it(
    world: World, galil: Business, how: str
) -> None:
    row = late_at_night(world, galil)
    end(galil, row, how, now=world.now)
    world.until(WEDNESDAY_1200)
    assert states(galil, "late") == ["overtaken"]
    assert broken(world) == []


def test_nor_where_a_member_writes_down_that_they_let_go_of_it(world: World, galil: Business) -> None:
    row = late_at_night(world, galil)
    after = Next(close=True)
    promises.release(promise_id=row.pk, by=by(galil.yael), proof="נאמר בטלפון", after=after, now=world.now)
    world.until(WEDNESDAY_1200)
    assert (states(galil, "late"), states(galil, "released")) == (["overtaken"], ["accepted"])
    assert broken(world) == []


@pytest.mark.parametrize("how", ENDS)
def test_what_is_late_beside_it_is_still_told(world: World, galil: Business, how: str) -> None:
    row = quote(galil)
    spec = cast.quote_draft(body="אשלח לך במייל את המפרט", due=cast.at("2026-11-24 15:00"))
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=spec, now=MONDAY_1000 - MINUTE)
    world.until(cast.at("2026-11-24 12:00"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-24 20:30"))
    world.returns("clock")
    world.until(AT_NIGHT)
    end(galil, row, how, now=world.now)
    world.until(WEDNESDAY_1200)
    late = of(Message, galil, kind="late", state="accepted").get()
    assert "לשלוח לך במייל את המפרט" in late.text and "14:00" not in late.text
    assert broken(world) == []


def revised(world: World, galil: Business) -> Promise:
    """Moved on Monday at ten; the word of it waits for a call, and nobody has called yet."""
    row = quote(galil)
    world.until(MONDAY_1000)
    promises.revise(
        promise_id=row.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="החלק מתעכב", now=world.now
    )
    world.until(MONDAY_1000 + 20 * MINUTE)
    assert states(galil, "revised") == ["queued"]
    return row


@pytest.mark.parametrize("how", ENDS)
def test_that_it_moved_is_not_told_after_the_customer_ended_it(
    world: World, galil: Business, how: str
) -> None:
    row = revised(world, galil)
    end(galil, row, how, now=world.now)
    world.until(MONDAY_1000 + 120 * MINUTE)
    assert states(galil, "revised") == ["overtaken"]
    assert broken(world) == []


@pytest.mark.parametrize("how", ENDS)
def test_nor_that_there_is_no_date(world: World, galil: Business, how: str) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    word_by = cast.at("2026-11-24 12:30")
    delays.no_date(
        promise_id=row.pk, by=by(galil.yael), reason="הספק לא ענה", next_due=word_by, now=world.now
    )
    world.until(MONDAY_1000 + 20 * MINUTE)
    assert states(galil, "no_date") == ["queued"]
    end(galil, row, how, now=world.now)
    world.until(MONDAY_1000 + 120 * MINUTE)
    assert states(galil, "no_date") == ["overtaken"]
    assert broken(world) == []


@pytest.mark.parametrize("how", ENDS)
def test_nor_are_they_asked_for_another_time_of_it(world: World, galil: Business, how: str) -> None:
    row = revised(world, galil)
    world.until(MONDAY_1000 + 120 * MINUTE)
    promises.revise(promise_id=row.pk, by=by(galil.yael), due=THURSDAY_1400, reason="החלק חסר", now=world.now)
    world.until(MONDAY_1000 + 140 * MINUTE)
    assert states(galil, "proposed") == ["queued"]
    end(galil, row, how, now=world.now)
    world.until(MONDAY_1000 + 240 * MINUTE)
    assert states(galil, "proposed") == ["overtaken"]
    assert broken(world) == []


def test_what_had_failed_already_and_was_sent_again_is_asked_of_the_truth_once_more(
    world: World, galil: Business
) -> None:
    row = late_at_night(world, galil)
    of(Message, galil, kind="late").update(state="uncertain")  # nobody could say whether it had left
    end(galil, row, "confirm", now=world.now)
    of(Message, galil, kind="late").update(state="queued")
    world.until(WEDNESDAY_1200)
    assert states(galil, "late") == ["overtaken"]


def test_that_it_moved_is_not_told_after_we_took_it_back(world: World, galil: Business) -> None:
    row = revised(world, galil)
    after = Next(word_by=THURSDAY_1400)
    promises.withdraw(promise_id=row.pk, by=by(galil.yael), disclosure="הדגם אזל", after=after, now=world.now)
    world.until(MONDAY_1000 + 120 * MINUTE)
    assert (states(galil, "revised"), states(galil, "withdrawn")) == (["overtaken"], ["accepted"])
    assert broken(world) == []


def test_nor_that_it_is_late_once_they_agreed_to_another_time(world: World, galil: Business) -> None:
    """No carrier takes what asks her, so that the agreed time passes in silence; she sees the other on her page."""
    cast.writes_first(galil)
    row = quote(galil)
    world.until(MONDAY_1000)
    for due in (cast.at("2026-11-24 13:00"), THURSDAY_1400):
        promises.revise(promise_id=row.pk, by=by(galil.yael), due=due, reason="החלק מתעכב", now=world.now)
        world.until(world.now + 20 * MINUTE)
        world.carrier.is_away = True
    world.until(cast.at("2026-11-24 15:00"))
    assert states(galil, "late") == ["queued"]
    promises.agree(promise_id=row.pk, by=galil.as_customer, now=world.now)
    assert states(galil, "late") == ["overtaken"]
    world.carrier.is_away = False
    world.until(WEDNESDAY_1200)
    assert broken(world) == []


def test_nor_that_it_moved_once_they_have_another_time_that_they_asked_for(
    world: World, galil: Business
) -> None:
    row = cast.appointment(galil)
    world.until(MONDAY_1000)
    later = cast.at("2026-11-24 15:00")
    said = {"start": later - 120 * MINUTE, "due": later, "reason": "המתקין מתעכב"}
    promises.revise(promise_id=row.pk, by=by(galil.yael), **said, now=world.now)
    world.until(MONDAY_1000 + 20 * MINUTE)
    begins = cast.at("2026-11-25 14:00")
    asked = moves.ask(promise_id=row.pk, by=galil.as_customer, begins=[begins], now=world.now)
    moves.accept(question_id=asked.pk, by=by(galil.yael), start=begins, now=world.now)
    assert states(galil, "revised") == ["overtaken", "queued"]
    world.until(MONDAY_1000 + 60 * MINUTE)
    assert broken(world) == []


def test_nor_that_it_is_late_once_they_chose_to_cancel_it(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    told = disclosures.disclose(
        case_id=row.case_id,
        by=by(galil.yael),
        shown=shower(),
        about=row.pk,
        decide_by=WEDNESDAY_1200,
        now=world.now,
    )
    world.until(cast.at("2026-11-24 12:00"))
    world.goes_away("clock")
    world.until(cast.at("2026-11-24 20:30"))
    world.returns("clock")
    world.until(AT_NIGHT)
    assert states(galil, "late") == ["queued"]
    disclosures.decide(
        disclosure_id=told.pk,
        by=galil.as_customer,
        option="cancel",
        shown=disclosures.shown_digest(told.told),
        how=How.PAGE,
        now=world.now,
    )
    assert states(galil, "late") == ["overtaken"]


def test_nor_that_it_is_late_once_another_promise_takes_its_place(world: World, galil: Business) -> None:
    row = late_at_night(world, galil)
    draft = cast.quote_draft(body="אשלח לך במייל את המפרט", due=THURSDAY_1400, replaces=row.pk)
    promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=world.now)
    assert states(galil, "late") == ["overtaken"]
    world.until(WEDNESDAY_1200)
    assert broken(world) == []


AT_2150, AT_2210 = cast.at("2026-11-23 21:50"), cast.at("2026-11-23 22:10")


def done_at_night(world: World, galil: Business) -> Promise:
    """Yael writes in the evening that it is done; Dana is told in the morning."""
    row = quote(galil)
    world.until(AT_2150)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(AT_2210)
    assert states(galil, "reported") == ["queued"]
    return row


def test_who_says_that_it_came_is_not_told_that_it_is_done(world: World, galil: Business) -> None:
    row = done_at_night(world, galil)
    end(galil, row, "confirm", now=world.now)
    world.until(cast.at("2026-11-24 10:00"))
    assert states(galil, "reported") == ["overtaken"]
    assert broken(world) == []


def test_nor_is_anybody_asked_to_call_them_with_it(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(MONDAY_1000)
    of(ContactPoint, galil, customer=galil.dana, channel="email").delete()
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    assert states(galil, "reported") == ["failed"]
    end(galil, row, "confirm", now=world.now)
    assert states(galil, "reported") == ["overtaken"]
    assert not of(Task, galil, kind="call", message__kind="reported", done_at=None).exists()


def test_nor_who_says_that_it_is_not_done(world: World, galil: Business) -> None:
    row = done_at_night(world, galil)
    promises.dispute(promise_id=row.pk, by=galil.as_customer, note="חסר המפרט", now=world.now)
    assert states(galil, "reported") == ["overtaken"]
    world.until(cast.at("2026-11-24 20:00"))
    assert broken(world) == []
    assert of(Message, galil, kind="disputed").get().state == "accepted"

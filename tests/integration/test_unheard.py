"""Changes of which the customer has not heard: the next one takes their place, and is no further delay (A3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1230,
    TUESDAY_1400,
    WEDNESDAY_1200,
    Business,
    appointment,
    at,
    by,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.integration.test_disclosures import letters
from tests.integration.test_moves import dana_asks, yael_agrees, yael_offers
from tests.property.world import World
from teum.actions import calls, delays, promises
from teum.actions.promises.steps import Next
from teum.core.calls import Result
from teum.models import Event, Message, Promise, Task, Telling
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
FRIDAY_1000 = at("2026-11-27 10:00")


def move(business: Business, row: Promise, due: datetime, *, now: datetime = MONDAY_1000) -> Promise:
    """Yael moves it."""
    return promises.revise(promise_id=row.pk, by=by(business.yael), due=due, reason="החלק מתעכב", now=now)


def told(world: World, business: Business) -> Promise:
    """The promise of the story, of which Dana was told; it is Monday."""
    row = quote(business)
    world.until(MONDAY_1000)
    return row


def states(business: Business, kind: str) -> list[str]:
    return [letter.state for letter in letters(business, kind)]


def test_two_changes_before_they_heard_of_the_first_are_one(world: World, galil: Business) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    move(galil, row, THURSDAY_1400, now=world.now + MINUTE)
    assert (fresh(row).due, fresh(row).proposed_due, fresh(row).revisions) == (THURSDAY_1400, None, 1)
    assert states(galil, "revised") == ["overtaken", "queued"]
    said = letters(galil, "revised")[-1].text
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) השתנה." in said, "the one that they know"
    assert "25.11" not in said and "עד יום חמישי, 26.11, בשעה 14:00" in said
    world.until(FRIDAY_1000)
    (missed,) = of(Event, galil, kind="PromiseMissed", promise=row.pk)
    assert missed.facts["number"] == 2, "they knew that Tuesday and Wednesday were off"
    assert verify(rebuild_rows=True).broken is None


def test_what_they_heard_of_is_a_delay_and_the_next_one_is_asked_for(world: World, galil: Business) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    (message,) = letters(galil, "revised")
    calls.of_message(message_id=message.pk, by=by(galil.yael), result=Result.REACHED, now=world.now + MINUTE)
    move(galil, row, THURSDAY_1400, now=world.now + 2 * MINUTE)
    assert (fresh(row).due, fresh(row).proposed_due) == (WEDNESDAY_1200, THURSDAY_1400)


def test_what_may_have_reached_them_counts_as_heard(world: World, galil: Business) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    of(Message, galil, kind="revised").update(state="uncertain")
    move(galil, row, THURSDAY_1400, now=world.now + MINUTE)
    assert fresh(row).proposed_due == THURSDAY_1400


def test_where_the_change_may_be_lost_they_hear_before_the_time_that_they_surely_know(
    world: World, galil: Business
) -> None:
    row = told(world, galil)
    move(galil, row, at("2026-11-23 12:00"))
    of(Message, galil, kind="revised").update(state="uncertain")
    world.carrier.is_away = True
    world.until(at("2026-11-23 12:30"))
    move(galil, row, THURSDAY_1400, now=world.now)
    said = letters(galil, "revised")[-1]
    told_of = of(Telling, galil, promise=row, message=said).exclude(what="word")
    assert sorted(told_of.values_list("number", flat=True)) == [0, 1]
    assert said.needed_by <= TUESDAY_1400
    world.until(at("2026-11-23 13:00"))
    world.carrier.is_away = False
    world.until(FRIDAY_1000)
    missed = of(Event, galil, kind="PromiseMissed", promise=row.pk).order_by("at")
    assert [(one.facts["number"], one.facts["told"]) for one in missed] == [(1, False), (2, True)]


def test_what_is_taken_back_is_told_before_each_time_on_which_they_may_count(
    world: World, galil: Business
) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    of(Message, galil, kind="revised").update(state="uncertain")
    after = Next(word_by=THURSDAY_1400)
    who, later = by(galil.yael), world.now + MINUTE
    promises.withdraw(promise_id=row.pk, by=who, disclosure="הדגם אזל", after=after, now=later)
    said = letters(galil, "withdrawn")[-1]
    told_of = of(Telling, galil, promise=row, message=said).exclude(what="word")
    assert sorted(told_of.values_list("number", flat=True)) == [0, 1]
    assert said.needed_by <= TUESDAY_1400


def test_they_are_asked_before_the_time_that_they_surely_know(world: World, galil: Business) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    of(Message, galil, kind="revised").update(state="uncertain")
    move(galil, row, THURSDAY_1400, now=world.now + MINUTE)
    (asking,) = letters(galil, "proposed")
    told_of = of(Telling, galil, promise=row, message=asking).exclude(what="word")
    assert sorted(told_of.values_list("number", flat=True)) == [0, 1]
    assert asking.needed_by <= TUESDAY_1400
    assert of(Task, galil, promise=row, kind="call", done_at=None).get().due <= TUESDAY_1400


def test_a_time_that_is_put_back_before_they_heard_of_another_stands(world: World, galil: Business) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    move(galil, row, TUESDAY_1400, now=world.now + MINUTE)
    assert states(galil, "revised") == ["overtaken", "queued"]
    said = letters(galil, "revised")[-1]
    assert "המועד עומד בעינו" in said.subject
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) עומד בעינו." in said.text
    for word in ("השתנה", "25.11", "לבטל בלי עלות"):
        assert word not in said.text
    world.until(FRIDAY_1000)
    assert verify(rebuild_rows=True).broken is None


def test_what_may_have_told_the_former_time_tells_no_later_one(galil: Business) -> None:
    row = quote(galil)
    of(Message, galil, kind="agreed").update(state="uncertain")
    move(galil, row, WEDNESDAY_1200)
    move(galil, row, THURSDAY_1400, now=MONDAY_1000 + MINUTE)
    assert (fresh(row).due, fresh(row).proposed_due, fresh(row).revisions) == (THURSDAY_1400, None, 1)
    said = letters(galil, "revised")[-1].text
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) השתנה." in said, "the one that they may know"


def test_a_time_of_which_they_never_heard_is_put_right_and_not_delayed(world: World, galil: Business) -> None:
    row = quote(galil)
    move(galil, row, WEDNESDAY_1200, now=SUNDAY_1000)
    move(galil, row, THURSDAY_1400, now=SUNDAY_1000 + MINUTE)
    assert (fresh(row).due, fresh(row).proposed_due, fresh(row).revisions) == (THURSDAY_1400, None, 0)
    world.until(MONDAY_1000)
    (message,) = [letter for letter in letters(galil, "revised") if letter.state == "accepted"]
    assert "לבטל בלי עלות" not in message.text
    assert row.includes[0] in message.text, "it says all of it"
    move(galil, row, FRIDAY_1000)
    assert (fresh(row).due, fresh(row).revisions) == (FRIDAY_1000, 1), "their first delay"
    assert verify(rebuild_rows=True).broken is None


def test_a_date_takes_the_place_of_the_word_that_there_is_none(world: World, galil: Business) -> None:
    row = told(world, galil)
    delays.no_date(
        promise_id=row.pk, by=by(galil.yael), reason="הספק לא ענה", next_due=TUESDAY_1230, now=MONDAY_1000
    )
    move(galil, row, THURSDAY_1400, now=MONDAY_1000 + MINUTE)
    assert (fresh(row).due, fresh(row).proposed_due, fresh(row).revisions) == (THURSDAY_1400, None, 1)
    assert (states(galil, "no_date"), states(galil, "revised")) == (["overtaken"], ["queued"])
    assert verify(rebuild_rows=True).broken is None


def test_that_there_is_no_date_takes_the_place_of_a_date(world: World, galil: Business) -> None:
    row = told(world, galil)
    move(galil, row, WEDNESDAY_1200)
    delays.no_date(
        promise_id=row.pk,
        by=by(galil.yael),
        reason="הספק לא ענה",
        next_due=TUESDAY_1230,
        now=MONDAY_1000 + MINUTE,
    )
    assert fresh(row).revisions == 1
    (said,) = letters(galil, "no_date")
    assert "שואלים ולא מניחים" not in said.text and "24.11, בשעה 14:00" in said.text
    assert states(galil, "revised") == ["overtaken"]
    world.until(TUESDAY_1400 + MINUTE)
    assert not of(Event, galil, kind="PromiseMissed", promise=row.pk, facts__told=False).exists()
    assert verify(rebuild_rows=True).broken is None


def test_something_later_instead_of_what_they_never_heard_of_is_no_delay(galil: Business) -> None:
    draft = quote_draft(body="אשלח לך מפרט", includes=("מפרט",), replaces=quote(galil).pk, due=THURSDAY_1400)
    row = of(Promise, galil).get()
    made = promises.make(case_id=row.case_id, by=by(galil.yael), draft=draft, now=SUNDAY_1000)
    assert fresh(made).revisions == 0


@pytest.mark.parametrize("answer", [yael_agrees, yael_offers])
def test_where_a_move_may_be_lost_the_answer_comes_before_the_time_that_they_surely_know(
    world: World, galil: Business, answer: Callable[..., Promise]
) -> None:
    visit = appointment(galil)
    world.until(MONDAY_1000 - timedelta(hours=1))
    start = at("2026-11-25 10:00")
    promises.revise(
        promise_id=visit.pk,
        by=by(galil.yael),
        start=start,
        due=start + timedelta(hours=2),
        reason="המתקין חולה",
        now=world.now,
    )
    of(Message, galil, kind="revised").update(state="uncertain")
    answer(galil, dana_asks(galil, visit))
    said = of(Message, galil, kind__in=("revised", "proposed")).latest("id")
    told = of(Telling, galil, promise=visit, message=said).exclude(what="word")
    assert sorted(told.values_list("number", flat=True)) == [0, 1]
    assert said.needed_by <= visit.due


def test_what_is_done_late_names_the_time_that_they_know(world: World, galil: Business) -> None:
    row = told(world, galil)
    world.goes_away("delivery")
    move(galil, row, WEDNESDAY_1200)
    world.goes_away("clock")
    world.until(TUESDAY_1400 + timedelta(hours=1))
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    said = letters(galil, "reported")[-1].text
    assert "המועד שסיכמנו (עד יום שלישי, 24.11, בשעה 14:00) עבר, ולא הודענו לך בזמן." in said
    assert "המועד הזה השתנה מאז (עד יום רביעי, 25.11, בשעה 12:00). אנחנו מתנצלים." in said


def asked_twice(world: World, business: Business) -> Promise:
    """Dana heard of the first move; the second is put to her, and waits for a call."""
    row = told(world, business)
    move(business, row, WEDNESDAY_1200)
    (message,) = letters(business, "revised")
    calls.of_message(message_id=message.pk, by=by(business.yael), result=Result.REACHED, now=world.now)
    world.until(MONDAY_1000 + 2 * MINUTE)
    move(business, row, THURSDAY_1400, now=world.now)
    world.until(MONDAY_1000 + 20 * MINUTE)
    assert states(business, "proposed") == ["queued"]
    return row


def test_what_is_on_offer_no_more_is_asked_of_nobody(world: World, galil: Business) -> None:
    row = asked_twice(world, galil)
    move(galil, row, FRIDAY_1000, now=world.now)
    assert states(galil, "proposed") == ["overtaken", "queued"]
    (call,) = of(Task, galil, kind="call", done_at=None, message__isnull=False)
    assert call.message == letters(galil, "proposed")[-1], "one call, with the words that stand"
    world.until(MONDAY_1000 + 120 * MINUTE)
    assert states(galil, "proposed") == ["overtaken", "accepted"]
    assert verify(rebuild_rows=True).broken is None


def test_nor_is_it_asked_after_the_word_that_there_is_no_date(world: World, galil: Business) -> None:
    row = asked_twice(world, galil)
    delays.no_date(
        promise_id=row.pk, by=by(galil.yael), reason="הספק לא ענה", next_due=TUESDAY_1230, now=world.now
    )
    assert states(galil, "proposed") == ["overtaken"]


def test_nor_once_the_promise_is_taken_back(world: World, galil: Business) -> None:
    row = asked_twice(world, galil)
    promises.withdraw(
        promise_id=row.pk,
        by=by(galil.yael),
        disclosure="הדגם יצא מהייצור",
        after=Next(close=True),
        now=world.now,
    )
    assert states(galil, "proposed") == ["overtaken"]

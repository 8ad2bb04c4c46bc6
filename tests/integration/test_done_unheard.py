"""What is done is said to be done: how its time moved before that, of which they had not heard, is no letter more (A3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import MONDAY_1000, TUESDAY_1000, WEDNESDAY_1200, Business, by, fresh, of
from tests.integration.test_disclosures import letters
from tests.integration.test_overtaken import broken
from tests.integration.test_unheard import FRIDAY_1000, asked_twice, move, states, told
from tests.property.world import World
from teum.actions import delays, promises
from teum.models import Event, Promise, Task
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def moved_and_done(world: World, business: Business) -> Promise:
    """Yael moved it, and somebody was to call with that; then it was done."""
    row = told(world, business)
    move(business, row, WEDNESDAY_1200)
    world.until(MONDAY_1000 + MINUTE)
    return promises.report(promise_id=row.pk, by=by(business.yael), now=world.now)


def missing(world: World, business: Business, row: Promise) -> None:
    """Dana says that something is missing."""
    promises.dispute(promise_id=row.pk, by=business.as_customer, note="חסר", now=world.now)


def silent(business: Business, row: Promise) -> list[int]:
    """The windows that passed in silence."""
    missed = of(Event, business, kind="PromiseMissed", promise=row.pk)
    return [fact.facts["number"] for fact in missed if not fact.facts["told"]]


def test_that_its_time_moved_is_said_with_it_and_not_beside_it(world: World, galil: Business) -> None:
    moved_and_done(world, galil)
    assert states(galil, "revised") == ["overtaken"]
    assert not of(Task, galil, kind="call", done_at=None).exists(), "nobody calls with it"
    world.until(FRIDAY_1000)
    (done,) = letters(galil, "reported")
    was, is_now = "עד יום שלישי, 24.11, בשעה 14:00", "עד יום רביעי, 25.11, בשעה 12:00"
    assert done.state == "accepted"
    assert f"המועד שסיכמנו ({was}) השתנה מאז ({is_now}), ואין צורך לחכות לו." in done.text
    assert broken(world) == []
    assert verify(rebuild_rows=True).broken is None


def test_nobody_is_asked_for_another_time_of_what_is_done(world: World, galil: Business) -> None:
    row = asked_twice(world, galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    assert states(galil, "proposed") == ["overtaken"]
    assert "השתנה מאז" not in letters(galil, "reported")[-1].text, "they know the time that stands"


def test_that_there_is_no_date_is_not_said_of_what_is_done(world: World, galil: Business) -> None:
    row = told(world, galil)
    delays.no_date(
        promise_id=row.pk, by=by(galil.yael), reason="הספק לא ענה", next_due=TUESDAY_1000, now=world.now
    )
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now + MINUTE)
    assert states(galil, "no_date") == ["overtaken"]
    world.until(FRIDAY_1000)
    assert broken(world) == []


def test_who_heard_that_it_is_done_and_denies_it_counts_on_the_time_of_that_letter(
    world: World, galil: Business
) -> None:
    row = moved_and_done(world, galil)
    world.until(MONDAY_1000 + 30 * MINUTE)
    missing(world, galil, row)
    world.until(FRIDAY_1000)
    assert silent(galil, row) == []
    assert broken(world) == []


def test_who_denies_it_before_that_letter_left_hears_which_time_stands(world: World, galil: Business) -> None:
    row = moved_and_done(world, galil)
    missing(world, galil, row)
    assert states(galil, "reported") == ["overtaken"]
    world.until(FRIDAY_1000)
    (again,) = letters(galil, "disputed")
    assert again.state == "accepted" and "עד יום רביעי, 25.11, בשעה 12:00" in again.text
    assert fresh(row).due == WEDNESDAY_1200
    assert silent(galil, row) == []
    assert broken(world) == []


def test_that_we_heard_what_is_missing_names_no_time_that_has_moved_since(
    world: World, galil: Business
) -> None:
    row = told(world, galil)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    world.until(world.now + MINUTE)
    world.goes_away("delivery")
    missing(world, galil, row)
    world.until(world.now + MINUTE)
    move(galil, row, WEDNESDAY_1200, now=world.now)
    assert states(galil, "disputed") == ["overtaken"]
    (letter,) = letters(galil, "revised")
    assert letter.text.startswith("מזגני הגליל: קיבלנו: חסר לך משהו. פתחנו את העניין מחדש.\n\nהמועד שסיכמנו")
    world.returns("delivery")
    world.until(FRIDAY_1000)
    assert silent(galil, row) == []

"""What the customer owed by a time that passed: they are reminded kindly, seldom, and no more once it came."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import MONDAY_1000, Business, by, fresh, of
from tests.integration.test_cancellations import approved, unisolated
from tests.property.world import World
from teum.actions import promises, receipts, their_part
from teum.core.price import Means
from teum.management.rehearsal import guarantees
from teum.models import Agreement, Event, Message, Promise, Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = MONDAY_1000 + timedelta(hours=28)


@pytest.fixture
def deposit(world: World, galil: Business) -> Promise:
    """1,000 ₪ by bank transfer by Tuesday 14:00; the visit of that hour is done, and the rest is due in a week."""
    world.until(MONDAY_1000)
    row = approved(galil)
    stands = of(Agreement, galil, alignment=row).get().promises
    found: Promise = of(Promise, galil, pk=stands["cost"]).get()
    for ours in of(Promise, galil, debtor="provider", state="open"):
        promises.release(promise_id=ours.pk, by=by(galil.yael), proof="דנה ויתרה", now=MONDAY_1000)
    return found


def alone(galil: Business, deposit: Promise) -> None:
    """Nothing else is awaited."""
    (rest,) = of(Promise, galil, case=deposit.case_id, debtor="customer", state="open").exclude(pk=deposit.pk)
    promises.release(promise_id=rest.pk, by=by(galil.yael), now=MONDAY_1000)


def letters(galil: Business, deposit: Promise) -> list[str]:
    """What the customer read of the case since it was due, the word for word of it."""
    mine = of(Message, galil, case=deposit.case_id, member=None, at__gte=DUE).order_by("id")
    return [unisolated(one.text) for one in mine if one.state == "accepted"]


def broken(world: World) -> list[object]:
    return [found for hold in guarantees.ALL for found in hold(world)]


def came(galil: Business, deposit: Promise, world: World, amount: int = 100_000) -> None:
    receipts.take(
        promise_id=deposit.pk,
        by=by(galil.yael),
        amount=amount,
        means=Means.TRANSFER,
        on=world.now.date(),
        now=world.now,
    )


def test_beside_what_is_still_to_come_they_are_reminded_once(
    world: World, galil: Business, deposit: Promise
) -> None:
    world.until(DUE + 2 * DAY)
    (said,) = letters(galil, deposit)
    assert "אנחנו עוד מחכים ממך לזה: לשלם 1,000 ₪ בהעברה בנקאית (מקדמה)." in said
    assert "סיכמנו שזה יהיה עד יום שלישי, 24.11, בשעה 14:00, ועוד לא רשום אצלנו שזה הגיע." in said
    assert "אם זה כבר נעשה, אפשר להשיב ולספר לנו, ונבדוק." in said
    world.until(DUE + 6 * DAY)
    assert len([one for one in letters(galil, deposit) if "מקדמה" in one]) == 1
    assert broken(world) == []


def test_of_a_part_they_are_reminded_of_what_is_left(world: World, galil: Business, deposit: Promise) -> None:
    came(galil, deposit, world, 40_000)
    world.until(DUE + 2 * DAY)
    (said,) = letters(galil, deposit)
    assert "מתוך זה כבר שולמו 400 ₪. נשארו לתשלום 600 ₪." in said


def test_nobody_is_reminded_of_what_came(world: World, galil: Business, deposit: Promise) -> None:
    world.until(DUE + timedelta(hours=1))
    came(galil, deposit, world)
    world.until(DUE + 3 * DAY)
    (said,) = letters(galil, deposit)
    assert "התשלום הגיע אלינו" in said


def test_nobody_is_reminded_of_what_they_say_is_done(world: World, galil: Business, deposit: Promise) -> None:
    world.until(DUE + timedelta(hours=1))
    their_part.say_done(promise_id=deposit.pk, by=galil.as_customer, text="העברתי", now=world.now)
    world.until(DUE + DAY)
    assert not [said for said in letters(galil, deposit) if "עוד לא רשום אצלנו" in said]


def test_a_new_time_is_reminded_of_as_any_other(world: World, galil: Business, deposit: Promise) -> None:
    world.until(DUE + timedelta(hours=1))
    promises.revise(
        promise_id=deposit.pk,
        by=by(galil.yael),
        due=DUE + 3 * DAY,
        reason="ביקשת מועד אחר",
        now=world.now,
    )
    world.until(DUE + 2 * DAY)
    assert not [said for said in letters(galil, deposit) if "עוד לא רשום אצלנו" in said]


@pytest.mark.parametrize("is_away", [False, True])
def test_what_moved_in_time_is_not_missed_at_the_time_before(
    world: World, galil: Business, deposit: Promise, is_away: bool
) -> None:
    promises.revise(
        promise_id=deposit.pk,
        by=by(galil.yael),
        due=DUE + 2 * DAY,
        reason="ביקשת מועד אחר",
        now=world.now,
    )
    if is_away:
        world.goes_away("clock")
    world.until(DUE + DAY)
    assert not of(Task, galil, promise=deposit, kind="call").exists()
    came(galil, deposit, world)
    assert not of(Event, galil, promise=deposit.pk, kind="PromiseMissed").exists()
    assert fresh(deposit).verdict == "kept_revised"


def test_where_nothing_else_is_awaited_each_word_says_it_and_they_come_ever_more_seldom(
    world: World, galil: Business, deposit: Promise
) -> None:
    alone(galil, deposit)
    world.until(DUE + 14 * DAY)
    said = letters(galil, deposit)
    assert len(said) <= 4, "no storm"
    for one in said:
        assert "עוד לא רשום אצלנו שזה הגיע." in one
        assert "תשובה סופית" not in one and "לבטל בלי עלות" not in one
    assert broken(world) == []


def test_the_words_end_once_it_came(world: World, galil: Business, deposit: Promise) -> None:
    alone(galil, deposit)
    world.until(DUE + 2 * DAY)
    came(galil, deposit, world)
    before = len(letters(galil, deposit))
    world.until(DUE + 3 * DAY)
    after = letters(galil, deposit)[before:]
    assert not [one for one in after if "עוד לא רשום" in one or "תשובה סופית" in one]
    assert broken(world) == []

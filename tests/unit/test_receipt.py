"""What came of a payment that was agreed, and what is left of it."""

from datetime import date

import pytest

from teum.core.price import BadAmount, Means
from teum.core.promise import Stale
from teum.core.receipt import Account, MoreThanDue, Receipt, take
from teum.core.refusal import Invalid

TODAY = date(2026, 11, 24)
DEPOSIT = Account(due=100_000, means=Means.TRANSFER)


def came(amount: int, *, on: date = TODAY, means: Means = Means.CASH) -> Receipt:
    return Receipt(on=on, means=means, amount=amount)


def test_a_part_leaves_the_rest_due_and_the_rest_is_all_of_it() -> None:
    assert not take(DEPOSIT, came(40_000), today=TODAY)
    begun = Account(due=100_000, means=Means.TRANSFER, came=(came(40_000),))
    assert (begun.paid, begun.left) == (40_000, 60_000)
    assert take(begun, came(60_000), today=TODAY)


def test_what_nobody_wrote_down_came_as_it_was_agreed() -> None:
    settled = Account(due=100_000, means=Means.TRANSFER, came=(came(40_000),), is_settled=True)
    assert settled.parts == ((40_000, Means.CASH), (60_000, Means.TRANSFER))
    assert (settled.paid, settled.left) == (100_000, 0)


def test_what_another_wrote_down_meanwhile_is_seen_before_more_is() -> None:
    begun = Account(due=100_000, means=Means.TRANSFER, came=(came(30_000),))
    with pytest.raises(Stale) as refused:
        take(begun, came(30_000), today=TODAY, seen_paid=0)
    assert refused.value.details == {"paid": 30_000, "seen": 0}
    assert not take(begun, came(30_000), today=TODAY, seen_paid=30_000)


def test_nothing_more_than_is_left_and_nothing_that_is_still_to_come() -> None:
    with pytest.raises(MoreThanDue) as refused:
        take(DEPOSIT, came(100_001), today=TODAY)
    assert refused.value.details == {"left": 100_000}
    with pytest.raises(BadAmount):
        take(DEPOSIT, came(0), today=TODAY)
    with pytest.raises(Invalid):
        take(DEPOSIT, came(1, on=date(2026, 11, 25)), today=TODAY)


def test_where_a_change_asks_for_less_than_came_nothing_is_left() -> None:
    less = Account(due=30_000, means=Means.TRANSFER, came=(came(40_000),))
    assert (less.paid, less.left) == (40_000, 0)

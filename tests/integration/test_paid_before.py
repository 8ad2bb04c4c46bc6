"""What was paid counts for what a next version asks in its place: nothing is asked for twice (B2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.cast import MONDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_alignment import PRICE, WINDOW
from tests.cast_signing import MINUTE, in_force
from tests.cast_signing import changed as laid
from tests.integration.test_amendments import LATER, changed
from tests.integration.test_cancellations import unisolated
from teum.actions import cancellations, promises, receipts, reversals
from teum.core.alignment import Answer
from teum.core.price import Means, Payment
from teum.core.receipt import Account, Why
from teum.models import Agreement, Message, Promise, Receipt
from teum.queries import agreements, verify
from teum.queries import receipts as queries

pytestmark = pytest.mark.django_db
DEPOSIT, BALANCE = PRICE.payments
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["written down", "one tap"])
def first(galil: Business, request: pytest.FixtureRequest) -> Agreement:
    """Signed by both, and the deposit of 1,000 ₪ came: how much and how was written down, or that it came."""
    row = in_force(galil)
    now = MONDAY_1000 + 4 * MINUTE
    if request.param == "one tap":
        promises.report(promise_id=row.promises["cost"], by=by(galil.yael), now=now)
    else:
        came(galil, row, 100_000, now)
    return row


def came(galil: Business, row: Agreement, amount: int, now: datetime) -> Receipt:
    on, promise = date(2026, 11, 23), row.promises["cost"]
    return receipts.take(
        promise_id=promise, by=by(galil.yael), amount=amount, means=Means.CASH, on=on, now=now
    )


def asked(galil: Business, first: Agreement, *payments: Payment) -> Agreement:
    """The next version, with other payments."""
    price = replace(PRICE, total=sum(one.amount for one in payments), payments=payments)
    return changed(galil, first, cost=Answer(price=price))


def account(galil: Business, row: Agreement, key: str = "cost") -> Account:
    found = queries.account(of(Promise, galil).get(pk=row.promises[key]))
    assert found is not None
    return found


def test_a_deposit_that_grew_after_it_was_paid_asks_for_the_rest(galil: Business, first: Agreement) -> None:
    row = asked(galil, first, replace(DEPOSIT, amount=150_000), BALANCE)
    found = account(galil, row)
    assert (found.due, found.paid, found.left) == (150_000, 100_000, 50_000)
    letter = unisolated(of(Message, galil, kind="decided").latest("id").text)
    assert "כבר שולמו 1,000 ₪. נשארו לתשלום 500 ₪." in letter
    assert of(Promise, galil).get(pk=first.promises["cost"]).state == "kept", "what was kept was kept"
    assert verify.verify(rebuild_rows=True).holds


def test_one_payment_in_place_of_two_asks_for_what_is_left(galil: Business, first: Agreement) -> None:
    row = asked(galil, first, Payment(what="הכול", amount=420_000, window=WINDOW))
    assert account(galil, row).left == 320_000
    live = of(Promise, galil, debtor="customer", nature="deed", state="open")
    assert [one.pk for one in live] == [row.promises["cost"]]


def test_what_was_paid_whole_is_not_asked_for(galil: Business, first: Agreement) -> None:
    row = asked(galil, first, replace(DEPOSIT, amount=80_000), BALANCE)
    assert of(Promise, galil).get(pk=row.promises["cost"]).state == "kept"
    assert account(galil, row).left == 0
    assert "800 ₪" not in unisolated(of(Message, galil, kind="decided").latest("id").text)
    assert verify.verify(rebuild_rows=True).holds


@pytest.mark.parametrize("amount", [50_000, 60_000])
def test_what_was_lowered_to_the_part_that_came_is_not_asked_for(galil: Business, amount: int) -> None:
    first = in_force(galil)
    came(galil, first, 60_000, MONDAY_1000 + 4 * MINUTE)
    row = asked(galil, first, replace(DEPOSIT, amount=amount), BALANCE)
    assert of(Promise, galil).get(pk=row.promises["cost"]).state == "kept"
    assert (account(galil, row).paid, account(galil, row).left) == (60_000, 0)
    assert "מקדמה" not in unisolated(of(Message, galil, kind="decided").latest("id").text)
    assert verify.verify(rebuild_rows=True).holds


def test_the_customer_reads_that_it_counts_before_they_sign(galil: Business, first: Agreement) -> None:
    price = replace(PRICE, total=470_000, payments=(replace(DEPOSIT, amount=150_000), BALANCE))
    row = laid(galil, first, cost=Answer(price=price))
    (cost,) = [one for one in agreements.view(row).sections if one.key == "cost"]
    assert cost.lines[0].fate == "מה שכבר שולם מובא בחשבון"


def test_it_is_paid_back_once(galil: Business, first: Agreement) -> None:
    row = asked(galil, first, replace(DEPOSIT, amount=150_000), BALANCE)
    refund = cancellations.cancel(
        alignment_id=row.alignment_id, by=galil.as_customer, now=LATER + timedelta(hours=1)
    )
    assert refund is not None and "אחזיר לך 900 ₪ ממה ששילמת (1,000 ₪" in unisolated(refund.what)


def bounced(galil: Business, row: Agreement, receipt: Receipt) -> tuple[Promise, str]:
    """What is to be paid now, and what Dana read."""
    stands = reversals.take_back(
        promise_id=row.promises["cost"],
        receipt_id=receipt.pk,
        why=Why.BOUNCED,
        due=TUESDAY_1400,
        by=by(galil.yael),
        now=LATER + timedelta(hours=1),
    )
    return stands, unisolated(of(Message, galil, kind="answered").latest("id").text)


def test_what_was_lowered_and_then_bounced_is_asked_for_as_it_is_due_by_now(
    galil: Business, first: Agreement
) -> None:
    row = asked(galil, first, replace(DEPOSIT, amount=80_000), BALANCE)
    stands, said = bounced(galil, row, of(Receipt, galil).get())
    found = queries.account(stands)
    assert (stands.state, found and found.left) == ("open", 80_000)
    assert "נשארו לתשלום 800 ₪" in said
    assert verify.verify(rebuild_rows=True).holds


def test_a_part_that_bounced_is_not_asked_for_where_the_rest_is_all_that_is_due(galil: Business) -> None:
    first, now = in_force(galil), MONDAY_1000 + 4 * MINUTE
    part, _ = (came(galil, first, amount, now + n * 10 * SECOND) for n, amount in enumerate((30_000, 70_000)))
    row = asked(galil, first, replace(DEPOSIT, amount=50_000), BALANCE)
    stands, said = bounced(galil, row, part)
    assert (stands.pk, stands.state) == (row.promises["cost"], "kept")
    assert "לא התקבל בסוף" in said and "נשארו" not in said
    assert account(galil, row).paid == 70_000
    assert verify.verify(rebuild_rows=True).holds

"""Money that came for what was agreed: written down, told, counted, and what a refund is reckoned from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import MONDAY_1000, Business, by, fresh, of
from tests.cast_alignment import PRICE
from tests.cast_signing import in_force
from tests.integration.test_amendments import LATER, changed
from tests.integration.test_cancellations import approved, cancel, unisolated
from teum.actions import promises, receipts, their_part, undo
from teum.core.alignment import Answer
from teum.core.permissions import NotAllowed
from teum.core.price import BadAmount, Means
from teum.core.promise import NotPossible
from teum.core.receipt import MoreThanDue, NotAPayment
from teum.core.undo import TooLate
from teum.models import Agreement, Event, Message, Promise, Receipt
from teum.queries import receipts as queries
from teum.queries import verify
from teum.queries.case_view import case_view
from teum.queries.promise_view import promise_view

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
NOON = MONDAY_1000 + timedelta(hours=2)


@pytest.fixture
def deposit(galil: Business) -> Promise:
    """Dana owes 1,000 ₪ of 4,200 ₪ by bank transfer, by Tuesday 14:00."""
    row = approved(galil)
    found: Promise = of(Promise, galil, pk=of(Agreement, galil, alignment=row).get().promises["cost"]).get()
    return found


def take(galil: Business, deposit: Promise, amount: int = 100_000, means: Means = Means.CASH) -> Receipt:
    return receipts.take(
        promise_id=deposit.pk, by=by(galil.yael), amount=amount, means=means, on=MONDAY, now=NOON
    )


def test_all_of_it_came_and_the_payment_is_kept(galil: Business, deposit: Promise) -> None:
    take(galil, deposit)
    assert fresh(deposit).state == "kept"
    letter = unisolated(of(Message, galil).latest("id").text)
    assert "התשלום הגיע אלינו, תודה. מקדמה: הגיעו 1,000 ₪ במזומן, ביום שני, 23.11." in letter
    fact = of(Event, galil, kind="PaymentCame").get()
    assert (fact.promise, fact.facts["amount"], fact.facts["on"]) == (deposit.pk, 100_000, "2026-11-23")
    assert verify.verify(rebuild_rows=True).holds


def test_of_a_part_the_rest_stays_due(galil: Business, deposit: Promise) -> None:
    take(galil, deposit, 40_000)
    assert fresh(deposit).state == "open"
    assert "נשארו לתשלום 600 ₪, עד יום שלישי, 24.11, בשעה 14:00." in unisolated(
        of(Message, galil).latest("id").text
    )
    take(galil, deposit, 60_000, Means.APP)
    assert fresh(deposit).state == "kept"
    view = case_view(deposit.case_id, by=by(galil.yael), now=NOON)
    (account,) = view.accounts
    assert (account.paid, account.total, len(account.receipts)) == (100_000, 420_000, 2)
    assert unisolated(account.words) == "עד עכשיו שולמו 1,000 ₪ מתוך 4,200 ₪."
    assert verify.verify(rebuild_rows=True).holds


def test_one_tap_needs_no_amount(galil: Business, deposit: Promise) -> None:
    promises.report(promise_id=deposit.pk, by=by(galil.yael), now=NOON)
    (account,) = case_view(deposit.case_id, by=by(galil.yael), now=NOON).accounts
    assert (account.paid, account.receipts) == (100_000, ())


def test_that_it_came_answers_the_customer_who_said_so(galil: Business, deposit: Promise) -> None:
    later = MONDAY_1000 + timedelta(minutes=30)
    asked = their_part.say_done(promise_id=deposit.pk, by=galil.as_customer, text="העברתי", now=later)
    take(galil, deposit)
    assert fresh(asked.promise).state == "kept"
    assert of(Message, galil, kind="answered", at=NOON).count() == 1, "one word says it"


def test_what_is_wrong_with_it_is_said(galil: Business, deposit: Promise) -> None:
    visit = of(Promise, galil, debtor="provider", state="open", channel="visit").get()
    with pytest.raises(NotAPayment):
        take(galil, visit)
    with pytest.raises(MoreThanDue):
        take(galil, deposit, 100_001)
    with pytest.raises(BadAmount):
        take(galil, deposit, 0)
    with pytest.raises(NotAllowed):
        receipts.take(
            promise_id=deposit.pk,
            by=galil.as_customer,
            amount=1,
            means=Means.CASH,
            on=MONDAY,
            now=NOON,
        )
    take(galil, deposit)
    with pytest.raises(NotPossible):
        take(galil, deposit, 1)
    assert of(Receipt, galil).count() == 1


def test_it_is_undone_while_its_message_waits(galil: Business, deposit: Promise) -> None:
    take(galil, deposit)
    message = of(Message, galil).latest("id")
    undo.act(message_id=message.pk, by=by(galil.yael), now=NOON + timedelta(seconds=3))
    assert fresh(deposit).state == "open"
    assert not of(Receipt, galil).exists()
    assert queries.account(fresh(deposit)).paid == 0  # type: ignore[union-attr]
    assert verify.verify(rebuild_rows=True).holds


def test_a_part_is_not_undone_from_under_what_was_told_of_the_rest(galil: Business, deposit: Promise) -> None:
    take(galil, deposit, 40_000)
    first = of(Message, galil).latest("id")
    take(galil, deposit, 30_000)
    second = of(Message, galil).latest("id")
    assert "נשארו לתשלום 300 ₪" in unisolated(second.text)
    with pytest.raises(TooLate) as refused_:
        undo.act(message_id=first.pk, by=by(galil.yael), now=NOON + timedelta(seconds=5))
    assert refused_.value.details == {"why": "moved"}
    for message in (second, first):
        undo.act(message_id=message.pk, by=by(galil.yael), now=NOON + timedelta(seconds=6))
    assert queries.account(fresh(deposit)).paid == 0  # type: ignore[union-attr]
    assert verify.verify(rebuild_rows=True).holds


def test_a_part_is_not_undone_once_all_of_it_came(galil: Business, deposit: Promise) -> None:
    take(galil, deposit, 40_000)
    first = of(Message, galil).latest("id")
    take(galil, deposit, 60_000)
    with pytest.raises(TooLate):
        undo.act(message_id=first.pk, by=by(galil.yael), now=NOON + timedelta(seconds=5))
    assert of(Receipt, galil).count() == 2


def test_it_stays_as_it_was_written_down(galil: Business, deposit: Promise) -> None:
    made = take(galil, deposit)
    for change in (lambda rows: rows.update(amount=1), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(of(Receipt, galil, pk=made.pk))


def test_what_came_is_what_is_paid_back(galil: Business, deposit: Promise) -> None:
    take(galil, deposit, 40_000)
    row = of(Agreement, galil).get().alignment
    refund = cancel(galil, row, NOON + timedelta(hours=1))
    assert refund is not None
    said = "אחזיר לך 300 ₪ ממה ששילמת (400 ₪ במזומן), אחרי דמי ביטול של 100 ₪"
    assert said in unisolated(refund.what)


def test_what_came_counts_for_what_takes_its_place(galil: Business) -> None:
    first = in_force(galil)
    deposit = of(Promise, galil, pk=first.promises["cost"]).get()
    receipts.take(
        promise_id=deposit.pk,
        by=by(galil.yael),
        amount=40_000,
        means=Means.CARD,
        on=MONDAY,
        now=MONDAY_1000 + timedelta(minutes=4),
    )
    more = replace(PRICE.payments[0], amount=150_000)
    price = replace(PRICE, total=470_000, payments=(more, PRICE.payments[1]))
    second = changed(galil, first, cost=Answer(price=price))
    account = queries.account(of(Promise, galil, pk=second.promises["cost"]).get())
    assert account is not None and (account.due, account.left) == (150_000, 110_000)
    view = promise_view(second.promises["cost"], by=by(galil.yael), now=LATER)
    payment = queries.payment(view, organisation_id=galil.organisation.pk, lang="he", now=LATER)
    assert payment is not None and payment.paid == sum(one.amount for one in payment.receipts) == 40_000
    assert verify.verify(rebuild_rows=True).holds


def test_a_change_of_its_time_is_not_undone_from_under_what_was_told_of_the_rest(
    galil: Business, deposit: Promise
) -> None:
    promises.revise(
        promise_id=deposit.pk,
        by=by(galil.yael),
        due=fresh(deposit).due + timedelta(days=1),
        reason="ביקשת עוד יום",
        now=NOON - timedelta(seconds=4),
    )
    moved = of(Message, galil, kind="revised").latest("id")
    take(galil, deposit, 40_000)
    assert "נשארו לתשלום 600 ₪, עד יום רביעי, 25.11" in unisolated(of(Message, galil).latest("id").text)
    with pytest.raises(TooLate) as refused_:
        undo.act(message_id=moved.pk, by=by(galil.yael), now=NOON + timedelta(seconds=4))
    assert refused_.value.details == {"why": "moved"}
    undo.act(
        message_id=of(Message, galil, kind="answered").latest("id").pk,
        by=by(galil.yael),
        now=NOON + timedelta(seconds=5),
    )
    undo.act(message_id=moved.pk, by=by(galil.yael), now=NOON + timedelta(seconds=6))
    assert fresh(deposit).number == 0 and queries.account(fresh(deposit)).paid == 0  # type: ignore[union-attr]
    assert verify.verify(rebuild_rows=True).holds

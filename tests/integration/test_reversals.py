"""A payment that did not come after all: a fact beside what was written down, told once, and to be paid again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import MONDAY_1000, TUESDAY_1400, Business, by, fresh, of
from tests.cast_alignment import PRICE
from tests.cast_signing import in_force
from tests.integration.test_amendments import changed
from tests.integration.test_cancellations import approved, cancel, unisolated
from tests.integration.test_receipts import MONDAY, NOON, take
from teum.actions import promises, receipts, reversals, undo
from teum.actions.promises.steps import Next
from teum.core.alignment import Answer
from teum.core.permissions import NotAllowed
from teum.core.price import Means
from teum.core.promise import Incomplete, Stale
from teum.core.receipt import DealOver, NotAPayment, NothingCame, Why
from teum.core.undo import TooLate
from teum.models import Agreement, Case, Event, Message, Promise, Receipt, Reversal
from teum.queries import receipts as queries
from teum.queries import verify
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
EVENING = NOON + timedelta(hours=3)
WEDNESDAY_1400 = TUESDAY_1400 + timedelta(days=1)


@pytest.fixture
def deposit(galil: Business) -> Promise:
    """Dana owes 1,000 ₪ of 4,200 ₪ by bank transfer, by Tuesday 14:00."""
    row = approved(galil)
    found: Promise = of(Promise, galil, pk=of(Agreement, galil, alignment=row).get().promises["cost"]).get()
    return found


def back(
    galil: Business,
    promise: Promise,
    receipt: Receipt | None = None,
    *,
    why: Why = Why.BOUNCED,
    due: datetime | None = WEDNESDAY_1400,
    now: datetime = EVENING,
    seen_paid: int | None = None,
) -> Promise:
    return reversals.take_back(
        promise_id=promise.pk,
        receipt_id=receipt.pk if receipt else None,
        why=why,
        due=due,
        seen_paid=seen_paid,
        by=by(galil.yael),
        now=now,
    )


def holds() -> bool:
    return verify.verify(rebuild_rows=True).holds


def test_a_cheque_that_bounced_is_to_be_paid_again(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit, means=Means.CHEQUE)
    again = back(galil, deposit, came)
    assert fresh(deposit).state == "kept", "what was done is in the ledger as it was done"
    assert (again.state, again.debtor, again.replaces_id) == ("open", "customer", deposit.pk)
    assert (again.includes, again.due) == (deposit.includes, WEDNESDAY_1400)
    account = queries.account(again)
    assert account is not None and (account.due, account.paid, account.left) == (100_000, 0, 100_000)
    fact = of(Event, galil, kind="PaymentReversed").get()
    assert (fact.facts["receipt"], fact.facts["why"]) == (came.pk, "bounced")
    assert holds()


def test_the_customer_gets_one_kind_line(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit, means=Means.CHEQUE)
    again = back(galil, deposit, came)
    letter = of(Message, galil, at=EVENING).get()
    said = unisolated(letter.text)
    assert "התשלום של 1,000 ₪ בצ׳ק, ביום שני, 23.11, לא התקבל בסוף (מקדמה)." in said
    assert "נשארו לתשלום 1,000 ₪, עד יום רביעי, 25.11, בשעה 14:00." in said
    view = case_view(again.case_id, by=by(galil.yael), now=EVENING)
    (account,) = view.accounts
    assert unisolated(account.words) == "עד עכשיו לא שולם דבר מתוך 4,200 ₪."
    (line,) = account.receipts
    assert unisolated(line.words) == "הגיעו 1,000 ₪ בצ׳ק, ביום שני, 23.11: התשלום לא התקבל בסוף"


def test_our_own_mistake_is_said_to_be_ours(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit)
    back(galil, deposit, came, why=Why.MISTAKE)
    said = unisolated(of(Message, galil, at=EVENING).get().text)
    assert "רשמנו בטעות תשלום של 1,000 ₪ במזומן, ביום שני, 23.11 (מקדמה). הטעות שלנו, ואנחנו מתנצלים." in said


def test_a_part_leaves_the_payment_open_as_it_was(galil: Business, deposit: Promise) -> None:
    first, second = take(galil, deposit, 40_000), take(galil, deposit, 30_000)
    stays = back(galil, deposit, first, due=None)
    assert (stays.pk, stays.state, stays.due) == (deposit.pk, "open", deposit.due)
    account = queries.account(stays)
    assert account is not None and [one.amount for one in account.came] == [second.amount]
    said = unisolated(of(Message, galil, at=EVENING).get().text)
    assert "נשארו לתשלום 700 ₪, עד יום שלישי, 24.11, בשעה 14:00." in said
    assert holds()


def test_of_what_came_in_two_parts_the_other_still_counts(galil: Business, deposit: Promise) -> None:
    take(galil, deposit, 40_000)
    second = take(galil, deposit, 60_000, Means.CHEQUE)
    account = queries.account(back(galil, deposit, second))
    assert account is not None and (account.paid, account.left) == (40_000, 60_000)
    assert holds()


def test_what_one_tap_said_to_have_come_can_be_taken_back(galil: Business, deposit: Promise) -> None:
    promises.report(promise_id=deposit.pk, by=by(galil.yael), now=NOON)
    again = back(galil, deposit, why=Why.MISTAKE)
    account = queries.account(again)
    assert account is not None and account.paid == 0
    (line,) = case_view(again.case_id, by=by(galil.yael), now=EVENING).accounts[0].receipts
    assert unisolated(line.words) == "הגיעו 1,000 ₪ בהעברה בנקאית, ביום שני, 23.11: נרשם אצלנו בטעות"
    assert holds()


def test_what_one_tap_said_besides_stays_paid(galil: Business, deposit: Promise) -> None:
    cheque = take(galil, deposit, 40_000, Means.CHEQUE)
    promises.report(promise_id=deposit.pk, by=by(galil.yael), now=NOON)
    account = queries.account(back(galil, deposit, cheque))
    assert account is not None and account.paid == 60_000
    assert holds()


def test_it_is_paid_again_by_a_time_that_is_said(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit)
    with pytest.raises(Incomplete) as refused:
        back(galil, deposit, came, due=None)
    assert refused.value.details == {"missing": ["due"]}
    assert not of(Reversal, galil).exists()


def test_what_is_wrong_with_it_is_said(galil: Business, deposit: Promise) -> None:
    visit = of(Promise, galil, debtor="provider", state="open", channel="visit").get()
    came = take(galil, deposit, 40_000)
    with pytest.raises(NotAPayment):
        back(galil, visit, came)
    with pytest.raises(NothingCame):
        back(galil, deposit)
    with pytest.raises(Stale):
        back(galil, deposit, came, seen_paid=0)
    with pytest.raises(NotAllowed):
        reversals.take_back(
            promise_id=deposit.pk,
            receipt_id=came.pk,
            why=Why.MISTAKE,
            by=galil.as_customer,
            now=EVENING,
        )
    back(galil, deposit, came)
    with pytest.raises(NothingCame):
        back(galil, deposit, came)
    assert of(Reversal, galil).count() == 1


def test_a_case_that_was_closed_goes_on(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit)
    *others, last = of(Promise, galil, case=deposit.case_id, state="open").order_by("id")
    for one, after in [*((other, Next()) for other in others), (last, Next(close=True))]:
        promises.release(promise_id=one.pk, by=by(galil.yael), proof="דנה ויתרה", after=after, now=NOON)
    assert of(Case, galil, pk=deposit.case_id).get().state == "closed"
    back(galil, deposit, came)
    assert of(Case, galil, pk=deposit.case_id).get().state == "open"
    assert holds()


def test_of_what_was_cancelled_nothing_is_asked_for_again(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit)
    cancel(galil, of(Agreement, galil).get().alignment, NOON + timedelta(hours=1))
    with pytest.raises(DealOver):
        back(galil, deposit, came)


def test_what_is_paid_back_leaves_out_what_did_not_come(galil: Business, deposit: Promise) -> None:
    first = take(galil, deposit, 40_000)
    take(galil, deposit, 30_000)
    back(galil, deposit, first)
    refund = cancel(galil, of(Agreement, galil).get().alignment, EVENING + timedelta(minutes=5))
    assert refund is not None
    assert "אחזיר לך 200 ₪ ממה ששילמת (300 ₪ במזומן), אחרי דמי ביטול של 100 ₪" in unisolated(refund.what)


def test_it_is_undone_while_its_message_waits(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit)
    again = back(galil, deposit, came)
    message = of(Message, galil, at=EVENING).get()
    undo.act(message_id=message.pk, by=by(galil.yael), now=EVENING + timedelta(seconds=3))
    assert not of(Promise, galil, pk=again.pk).exists()
    assert queries.account(fresh(deposit)).paid == 100_000  # type: ignore[union-attr]
    assert holds()
    back(galil, deposit, came, now=EVENING + timedelta(seconds=5))
    assert holds()


def test_a_payment_is_not_undone_from_under_its_reversal(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit, 40_000)
    first = of(Message, galil).latest("id")
    back(galil, deposit, came, now=NOON + timedelta(seconds=3))
    with pytest.raises(TooLate):
        undo.act(message_id=first.pk, by=by(galil.yael), now=NOON + timedelta(seconds=5))


def test_thanks_that_had_not_left_are_not_sent_after_it(galil: Business, deposit: Promise) -> None:
    came = take(galil, deposit)
    thanks = of(Message, galil).latest("id")
    back(galil, deposit, came, now=NOON + timedelta(seconds=30))
    assert of(Message, galil, pk=thanks.pk).get().state == "overtaken"


def test_it_stays_as_it_was_written_down(galil: Business, deposit: Promise) -> None:
    back(galil, deposit, take(galil, deposit))
    made = of(Reversal, galil).get()
    for change in (lambda rows: rows.update(why="mistake"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change(of(Reversal, galil, pk=made.pk))


def test_a_change_of_the_agreement_begins_with_it_to_be_paid(galil: Business) -> None:
    first = in_force(galil)
    deposit = of(Promise, galil, pk=first.promises["cost"]).get()
    came = receipts.take(
        promise_id=deposit.pk,
        by=by(galil.yael),
        amount=100_000,
        means=Means.CHEQUE,
        on=MONDAY,
        now=MONDAY_1000 + timedelta(minutes=3),
    )
    again = back(galil, deposit, came, now=MONDAY_1000 + timedelta(minutes=4))
    more = replace(PRICE.payments[0], amount=150_000)
    price = replace(PRICE, total=470_000, payments=(more, PRICE.payments[1]))
    second = changed(galil, first, cost=Answer(price=price))
    promised = of(Promise, galil, pk=second.promises["cost"]).get()
    account = queries.account(promised)
    assert promised.replaces_id == again.pk
    assert account is not None and (account.paid, account.left) == (0, 150_000)
    assert holds()

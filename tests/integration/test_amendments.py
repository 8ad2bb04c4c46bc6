"""A signed agreement is changed by a next version: what stays is promised as it is, and what was done is not asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.cast import DANA_EMAIL, MONDAY_1000, TUESDAY_1400, Business, by, fresh, of
from tests.cast_alignment import ANSWERS, PRICE, filled
from tests.cast_signing import MINUTE, countersigned, in_force, offered, read, signed
from tests.integration.test_agreements import amended
from tests.integration.test_disclosures import refused
from teum.actions import agreement_ends, alignments, cancellations, customers, matter, promises, words
from teum.actions.customers import Contact
from teum.core.alignment import Answer
from teum.core.disclosure import How
from teum.core.price import Payment
from teum.core.window import Window
from teum.models import Agreement, Alignment, Event, Promise, Telling
from teum.queries import agreements as queries
from teum.queries import verify

pytestmark = pytest.mark.django_db
LATER = MONDAY_1000 + 5 * MINUTE


def changed(galil: Business, first: Agreement, **answers: Answer) -> Agreement:
    """The next version, in force, which says these items otherwise."""
    begun = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=LATER)
    said = alignments.say(alignment_id=begun.pk, answers=answers, by=by(galil.yael), now=LATER)
    return in_force(galil, offered(galil, said, now=LATER), now=LATER + 2 * MINUTE)


def of_term(galil: Business, row: Agreement, key: str) -> Promise:
    return of(Promise, galil, pk=row.promises[key]).get()


def test_a_payment_that_was_paid_is_not_asked_for_again_when_another_comes_before_it(galil: Business) -> None:
    first = in_force(galil)
    deposit, balance = (of_term(galil, first, key) for key in ("cost", "cost.2"))
    promises.report(promise_id=deposit.pk, by=by(galil.yael), now=LATER)
    extra = Payment(what="תוספת", amount=50_000, window=Window(due=TUESDAY_1400 - timedelta(hours=1)))
    price = replace(PRICE, total=470_000, payments=(extra, *PRICE.payments))
    row = changed(galil, first, cost=Answer(price=price))
    assert [row.promises["cost.2"], row.promises["cost.3"]] == [deposit.pk, balance.pk]
    owed = of(Promise, galil, debtor="customer", nature="deed", state="open").values_list("what", flat=True)
    assert sorted(owed) == ["לשלם 3,200 ₪ בצ׳ק (יתרה)", "לשלם 500 ₪ בהעברה בנקאית (תוספת)"]
    one, total = (one for section in queries.view(row).sections for one in section.changes)
    assert "4,700 ₪" in total.after and (one.before, "תוספת" in one.after) == ("", True)
    assert verify.verify(rebuild_rows=True).holds


def test_the_price_is_changed_also_once_the_day_of_what_was_paid_is_over(galil: Business) -> None:
    first, thursday = in_force(galil), TUESDAY_1400 + timedelta(days=2)
    promises.report(promise_id=first.promises["cost"], by=by(galil.yael), now=LATER)
    deposit, balance = PRICE.payments
    say = lambda *payments: alignments.say(  # noqa: E731
        alignment_id=begun.pk,
        answers={"cost": Answer(price=replace(PRICE, total=470_000, payments=payments))},
        by=by(galil.yael),
        now=thursday,
    )
    begun = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=thursday)
    renamed, more = replace(deposit, what="מקדמה שנייה"), replace(balance, amount=370_000)
    assert refused(lambda: say(renamed, more)) == "due_past", "what is new is not asked for in the past"
    promises.withdraw(
        promise_id=first.promises["visit"], disclosure="המודד חולה, אין מדידה.", by=by(galil.yael), now=LATER
    )
    said = say(deposit, more)
    visit = {"visit": Answer(window=Window(due=thursday + timedelta(days=1)))}
    said = alignments.say(alignment_id=begun.pk, answers=visit, by=by(galil.yael), now=thursday)
    row = in_force(galil, offered(galil, said, now=thursday), now=thursday + MINUTE)
    assert row.promises["cost"] == first.promises["cost"], "what was paid is paid"
    assert of_term(galil, row, "cost.2").what == "לשלם 3,700 ₪ בצ׳ק (יתרה)"
    assert verify.verify(rebuild_rows=True).holds


def test_what_was_done_is_not_promised_again_because_its_customer_reads_another_language(
    galil: Business,
) -> None:
    first = in_force(galil)
    visit = of_term(galil, first, "visit")
    promises.report(promise_id=visit.pk, by=by(galil.yael), now=LATER)
    promises.confirm(promise_id=visit.pk, by=galil.as_customer, now=LATER)
    customers.change(
        customer_id=galil.dana.pk,
        by=by(galil.yael),
        name="Dana Peretz",
        language="en",
        contacts=[Contact(channel="email", address=DANA_EMAIL)],
        now=LATER,
    )
    row = changed(galil, first, wish=Answer(text="A shower that is easy to clean"))
    assert (row.language, row.promises) == ("en", first.promises)


def test_what_is_signed_again_is_promised_again_where_it_was_withdrawn(galil: Business) -> None:
    first = in_force(galil)
    visit = first.promises["visit"]
    promises.withdraw(promise_id=visit, disclosure="המודד חולה, אין מדידה.", by=by(galil.yael), now=LATER)
    row = changed(galil, first, wish=Answer(text="מקלחון שקל לנקות מאוד"))
    again = of_term(galil, row, "visit")
    assert (again.state, again.due) == ("open", TUESDAY_1400)
    assert verify.verify(rebuild_rows=True).holds


def moved(galil: Business, first: Agreement, key: str) -> datetime:
    """What is owed there, two days later than both signed."""
    due = of_term(galil, first, key).due + timedelta(days=2)
    promises.revise(promise_id=first.promises[key], due=due, reason="תקלה ברכב", by=by(galil.yael), now=LATER)
    return due


def test_a_change_begins_at_the_time_that_is_promised_by_now(galil: Business) -> None:
    first = in_force(galil)
    due = moved(galil, first, "visit")
    row = changed(galil, first, wish=Answer(text="מקלחון שקל לנקות מאוד"))
    assert row.promises == first.promises, "it is promised at that time already"
    assert of_term(galil, row, "visit").due == due
    sections = {section.key: section for section in queries.view(row).sections}
    (time,) = sections["when"].changes
    assert ("24.11.2026" in time.before, "26.11.2026" in time.after) == (True, True)
    assert verify.verify(rebuild_rows=True).holds


def test_what_is_signed_at_the_old_time_again_is_promised_at_that(galil: Business) -> None:
    first = in_force(galil)
    moved(galil, first, "visit")
    row = changed(galil, first, visit=Answer(window=Window(due=TUESDAY_1400)))
    assert row.promises["visit"] != first.promises["visit"]
    assert of_term(galil, row, "visit").due == TUESDAY_1400


def test_what_was_said_to_be_done_meanwhile_waits_for_their_word_and_the_change_comes_into_force(
    galil: Business,
) -> None:
    first = in_force(galil)
    said = amended(galil, first)
    row = signed(galil, offered(galil, said, now=LATER), now=LATER + MINUTE)
    promises.report(promise_id=first.promises["visit"], by=by(galil.yael), now=LATER + MINUTE)
    row = countersigned(galil, row, now=LATER + 2 * MINUTE)
    assert row.state == "in_force"
    done, again = of_term(galil, first, "visit"), of_term(galil, row, "visit")
    assert (done.state, again.state, again.replaces_id) == ("reported", "open", None)
    assert again.due == TUESDAY_1400 + timedelta(days=2)
    assert verify.verify(rebuild_rows=True).holds


def test_a_payment_that_was_moved_behind_the_next_one_stays_the_same_payment(galil: Business) -> None:
    first = in_force(galil)
    deposit = of_term(galil, first, "cost")
    due = TUESDAY_1400 + timedelta(days=9)
    promises.revise(promise_id=deposit.pk, due=due, reason="ביקשה דנה", by=by(galil.yael), now=LATER)
    row = changed(galil, first, wish=Answer(text="מקלחון שקל לנקות מאוד"))
    assert [row.promises["cost"], row.promises["cost.2"]] == [first.promises["cost.2"], deposit.pk]
    assert of_term(galil, row, "cost.2").due == due


# ── one change of a version at a time: nothing is owed twice ──


def tapped(galil: Business) -> Agreement:
    """Approved by Dana with one tap."""
    said = filled(galil)
    alignments.approve(
        alignment_id=said.pk, by=galil.as_customer, seen=said.version, how=How.PAGE, now=MONDAY_1000
    )
    return of(Agreement, galil).get()


def test_what_waits_to_be_signed_in_its_place_is_not_changed_meanwhile(galil: Business) -> None:
    light = tapped(galil)
    row = offered(galil, light.alignment, now=LATER)
    amend = lambda: agreement_ends.amend(agreement_id=light.pk, by=by(galil.yael), now=LATER)  # noqa: E731
    assert refused(amend) == "agreement_pending"
    agreement_ends.void(agreement_id=row.pk, reason="טעינו במחיר", by=by(galil.yael), now=LATER)
    assert amend().amends_id == light.pk


def test_what_is_being_changed_is_not_laid_before_them_as_it_was(galil: Business) -> None:
    light = tapped(galil)
    change = agreement_ends.amend(agreement_id=light.pk, by=by(galil.yael), now=LATER)
    assert refused(lambda: offered(galil, light.alignment, now=LATER)) == "alignment_open"
    row = in_force(galil, offered(galil, change, now=LATER), now=LATER + MINUTE)
    assert (row.replaces_id, row.promises) == (light.pk, light.promises)


def test_a_change_of_what_holds_no_more_is_not_laid_before_them(galil: Business) -> None:
    first = in_force(galil)
    change = amended(galil, first)
    of(Agreement, galil, pk=first.pk).update(state="replaced")
    assert refused(lambda: offered(galil, change, now=LATER)) == "nothing_to_amend"


# ── who cancels what is in force ──


def cancelled(galil: Business, row: Agreement) -> Promise:
    return cancellations.cancel(alignment_id=row.alignment_id, by=galil.as_customer, now=LATER + 5 * MINUTE)


def test_who_cancels_what_is_in_force_cancels_the_change_that_waits_to_be_signed(galil: Business) -> None:
    first = in_force(galil)
    row = offered(galil, amended(galil, first), now=LATER)
    refund = cancelled(galil, first)
    assert set(of(Agreement, galil).values_list("state", flat=True)) == {"cancelled"}
    assert refused(lambda: read(galil, row, now=LATER + 6 * MINUTE)) == "agreement_over"
    assert [one.pk for one in of(Promise, galil, state="open")] == [refund.pk]
    row.case.refresh_from_db()
    assert row.case.alignment_id == first.alignment_id
    assert verify.verify(rebuild_rows=True).holds


def test_who_cancels_what_is_in_force_cancels_the_change_that_was_begun(galil: Business) -> None:
    first = in_force(galil)
    begun = amended(galil, first)
    cancelled(galil, first)
    assert of(Alignment, galil, pk=begun.pk).get().state == "dropped"
    offer = lambda: offered(galil, begun, now=LATER + 6 * MINUTE)  # noqa: E731
    assert refused(offer) == "alignment_over"
    assert verify.verify(rebuild_rows=True).holds


def test_what_a_next_version_replaced_is_not_cancelled_from_an_old_page(galil: Business) -> None:
    first = in_force(galil)
    row = in_force(galil, offered(galil, amended(galil, first), now=LATER), now=LATER + 2 * MINUTE)
    assert refused(lambda: cancelled(galil, first)) == "not_cancellable"
    cancelled(galil, row)
    row.refresh_from_db()
    assert row.state == "cancelled"


@pytest.mark.parametrize("is_signed", [False, True])
def test_who_cancels_one_deal_is_still_asked_to_sign_another(galil: Business, is_signed: bool) -> None:
    light = tapped(galil)
    other = alignments.begin(
        case_id=light.case_id, template_id=light.alignment.template_id, by=by(galil.yael), now=LATER
    )
    said = alignments.say(alignment_id=other.pk, answers=ANSWERS, by=by(galil.yael), now=LATER)
    row = offered(galil, said, now=LATER)
    row = signed(galil, row, now=LATER) if is_signed else row
    cancelled(galil, light)
    row.refresh_from_db()
    assert (row.state, row.promise.state) == ("signed" if is_signed else "offered", "open")
    assert verify.verify(rebuild_rows=True).holds


def test_who_cancels_one_deal_still_goes_through_another(galil: Business) -> None:
    light = tapped(galil)
    other = alignments.begin(
        case_id=light.case_id, template_id=light.alignment.template_id, by=by(galil.yael), now=LATER
    )
    shown = alignments.show(alignment_id=other.pk, by=by(galil.yael), now=LATER)
    cancelled(galil, light)
    assert of(Promise, galil, pk=shown.promise_id).get().state == "open"


def test_what_passed_unseen_stays_missed_though_the_next_version_leaves_it_out(galil: Business) -> None:
    """The balance fell due while the clock was away; a day later both sign that one payment is all."""
    first = in_force(galil)
    balance = of_term(galil, first, "cost.2")
    begun = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=LATER)
    whole = replace(PRICE.payments[0], amount=PRICE.total, window=Window(due=balance.due + timedelta(days=7)))
    answers = {"visit": Answer(window=whole.window), "cost": Answer(price=replace(PRICE, payments=(whole,)))}
    said = alignments.say(alignment_id=begun.pk, answers=answers, by=by(galil.yael), now=LATER)
    late = balance.due + timedelta(days=1)
    in_force(galil, offered(galil, said, now=late), now=late + 2 * MINUTE)
    assert of(Promise, galil, pk=balance.pk).get().state == "released"
    assert of(Event, galil, promise=balance.pk, kind="PromiseMissed").exists()


def test_no_word_is_owed_of_what_the_next_version_leaves_out(galil: Business) -> None:
    first = in_force(galil)
    balance = of_term(galil, first, "cost.2")
    with matter.of_promise(balance.pk, by=galil.as_clock, now=LATER) as (opened, owed):
        word = words.promise_next(opened, about=owed, due=LATER + timedelta(hours=1))
    whole = replace(PRICE, payments=(replace(PRICE.payments[0], amount=PRICE.total),))
    changed(galil, first, cost=Answer(price=whole))
    assert fresh(balance).state == "released" and fresh(word).state == "kept"
    told = of(Telling, galil, promise=word, what="word").get().message
    assert told is not None and told.kind == "decided" and told.needed_by == word.due

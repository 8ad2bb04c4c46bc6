"""What was agreed at a distance is cancelled on the page: until its day, at a known cost, with the refund promised."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_alignment import ITEMS, TILES, all_seen, filled, seen
from tests.property.world import World
from teum.actions import alignments, cancellations, law, promises, questions
from teum.core.alignment import AlignmentOver, Mark, Topic, facts
from teum.core.cancellation import CancellingOver, NotCancellable
from teum.core.disclosure import How
from teum.core.law import Name
from teum.core.permissions import NotAllowed
from teum.core.promise import ProofNeeded
from teum.core.refusal import Invalid
from teum.core.said import Said
from teum.management.rehearsal import guarantees
from teum.models import Agreement, Alignment, Event, Message, Promise, Question, Remark
from teum.queries import refunds, verify

pytestmark = pytest.mark.django_db
LAST_DAY = cast.at("2026-12-07 23:00")
"""Two weeks after Monday, which is not counted."""
FOUR_MONTHS = cast.at("2027-03-23 12:00")


def approved(galil: Business, how: How = How.PAGE) -> Alignment:
    row = filled(galil)
    who = galil.as_customer if how is How.PAGE else by(galil.yael)
    proof = "" if how is How.PAGE else "דנה אמרה כן"
    return alignments.approve(
        alignment_id=row.pk, by=who, seen=row.version, how=how, proof=proof, now=MONDAY_1000
    )


def unisolated(text: str) -> str:
    """As its reader reads it."""
    return re.sub("[\u2066-\u2069]", "", text)


def paid(galil: Business, row: Alignment) -> None:
    """The deposit, 1,000 ₪, came by bank transfer."""
    deposit = of(Agreement, galil, alignment=row).get().promises["cost"]
    promises.confirm(promise_id=deposit, by=by(galil.yael), now=MONDAY_1000 + timedelta(minutes=30))


def cancel(galil: Business, row: Alignment, now: datetime = TUESDAY_1400, **said: object) -> Promise | None:
    return cancellations.cancel(alignment_id=row.pk, by=galil.as_customer, now=now, **said)  # type: ignore[arg-type]


def test_all_that_is_still_to_be_done_ends_and_the_refund_is_promised(galil: Business) -> None:
    row = approved(galil)
    paid(galil, row)
    refund = cancel(galil, row, MONDAY_1000 + timedelta(hours=1))
    assert refund is not None
    row.refresh_from_db()
    assert row.state == "cancelled"
    live = of(Promise, galil, case=row.case_id, state="open")
    assert list(live) == [refund]
    assert refund.due == cast.at("2026-12-07 17:00")
    said = "תחזיר לך 900 ₪ ממה ששילמת (1,000 ₪ בהעברה בנקאית), אחרי דמי ביטול של 100 ₪ עד"
    assert set(of(Promise, galil, debtor="customer").values_list("state", flat=True)) == {"kept", "released"}
    letter = of(Message, galil, kind="released").get()
    assert "ביטלנו לבקשתך את כל מה שסיכמנו" in letter.text and "7.12" in letter.text
    assert said in unisolated(letter.text), "the sum and how it was paid; nothing is paid back by mail"
    assert verify.verify(rebuild_rows=True).holds


@pytest.mark.parametrize("is_paid", [True, False])
def test_what_is_promised_back_is_what_was_shown_before(galil: Business, is_paid: bool) -> None:
    row, now = approved(galil), MONDAY_1000 + timedelta(hours=1)
    if is_paid:
        paid(galil, row)
    shown = refunds.promised(row.pk, by=by(galil.yael), lang="he", now=now)
    refund = cancel(galil, row, now)
    if is_paid:
        assert (
            refund is not None and unisolated(shown).startswith(unisolated(refund.what)) and "7.12" in shown
        )
    else:
        assert unisolated(shown) in unisolated(of(Message, galil, kind="released").get().text)


def test_what_the_customer_said_is_in_the_ledger(galil: Business) -> None:
    row = approved(galil)
    cancel(galil, row, FOUR_MONTHS, is_protected=True)
    fact = of(Event, galil, kind="AlignmentCancelled").get()
    assert fact.actor == "customer" and fact.facts["is_protected"] is True


def test_it_can_be_cancelled_to_the_end_of_the_last_day_and_not_after(galil: Business) -> None:
    row = approved(galil)
    with pytest.raises(CancellingOver):
        cancel(galil, row, LAST_DAY + timedelta(hours=2))
    cancel(galil, row, LAST_DAY)


def test_who_got_a_product_later_has_two_weeks_from_then(galil: Business) -> None:
    row, now = approved(galil), LAST_DAY + timedelta(days=7)
    with pytest.raises(Invalid):
        cancel(galil, row, now, got_on=date(2026, 12, 30))
    cancel(galil, row, now, got_on=date(2026, 12, 3))


def test_who_is_protected_further_has_four_months(galil: Business) -> None:
    row = approved(galil)
    with pytest.raises(CancellingOver):
        cancel(galil, row, FOUR_MONTHS + timedelta(days=1), is_protected=True)
    cancel(galil, row, FOUR_MONTHS, is_protected=True)


def test_what_was_agreed_face_to_face_is_not_cancelled_so(galil: Business) -> None:
    with pytest.raises(NotCancellable):
        cancel(galil, approved(galil, How.COUNTER))
    assert cancel(galil, approved(galil, How.CALL), MONDAY_1000 + timedelta(hours=1))


def test_only_the_customer_cancels_or_who_heard_it_from_them_and_once(galil: Business) -> None:
    row = approved(galil)
    with pytest.raises(NotAllowed):
        cancellations.cancel(alignment_id=row.pk, by=by(galil.sami), proof="בטלפון", now=TUESDAY_1400)
    with pytest.raises(ProofNeeded):
        cancellations.cancel(alignment_id=row.pk, by=by(galil.ruth), now=TUESDAY_1400)
    cancel(galil, row)
    with pytest.raises(AlignmentOver):
        cancel(galil, row)


def test_it_goes_by_the_law_of_the_day_on_which_it_was_agreed(galil: Business) -> None:
    row = approved(galil)
    law.add(
        by=by(galil.ruth),
        name=Name.FEE_MOST,
        value=1_000,
        since=date(2026, 1, 1),
        source="תיקון",
        now=TUESDAY_1400,
    )
    paid(galil, row)
    refund = cancel(galil, row)
    assert refund is not None and "100 ₪" in unisolated(refund.what)


def test_where_cancelling_costs_nothing_no_fee_is_named(galil: Business) -> None:
    law.add(
        by=by(galil.ruth),
        name=Name.FEE_MOST,
        value=0,
        since=date(2026, 1, 1),
        source="תיקון",
        now=MONDAY_1000,
    )
    row = approved(galil)
    paid(galil, row)
    refund = cancel(galil, row)
    assert refund and unisolated(refund.what) == "אחזיר לך את מה ששילמת (1,000 ₪ בהעברה בנקאית)"


def test_where_nothing_was_paid_no_refund_is_promised_and_the_next_word_is(galil: Business) -> None:
    word = cancel(galil, approved(galil), MONDAY_1000 + timedelta(hours=1))
    assert list(of(Promise, galil, state="open")) == [word]
    assert word is not None and word.nature == "update"
    letter = of(Message, galil, kind="released").get().text
    assert "לא שולם דבר, ולכן אין מה להחזיר" in letter and "איפה הדברים עומדים" in letter
    assert verify.verify(rebuild_rows=True).holds


def test_what_was_agreed_on_cancelling_is_not_overridden(galil: Business) -> None:
    row = filled(galil)
    fair = replace(
        TILES, key="fair", topic=Topic.CANCELLATION, text=Said("אפשר לבטל בלי לשלם עד שמזמינים חומרים", "")
    )
    of(Alignment, galil).update(items=facts.of_items((*ITEMS, fair)))
    alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=by(galil.yael), now=MONDAY_1000)
    row.refresh_from_db()
    row = alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    paid(galil, row)
    refund = cancel(galil, row)
    assert refund is not None
    said = "אחזיר לך את מה ששילמת (1,000 ₪ בהעברה בנקאית), בניכוי דמי ביטול לפי מה שסיכמנו על ביטול, 100 ₪ לכל היותר"
    assert unisolated(refund.what) == said


def test_what_the_customer_asked_is_still_answered(galil: Business) -> None:
    row = approved(galil)
    asked = questions.ask(case_id=row.case_id, by=galil.as_customer, text="ומה עם המקדמה?", now=MONDAY_1000)
    cancel(galil, row)
    assert asked.promise is not None and cast.fresh(asked.promise).state == "open"


def test_a_question_about_what_is_cancelled_is_over_with_it(galil: Business) -> None:
    row = filled(galil)
    for mark in (Mark.UNCLEAR, Mark.AGREED):
        alignments.mark(
            alignment_id=row.pk,
            item="glass",
            seen=seen(row, "glass"),
            mark=mark,
            counter="כמה עבה?",
            by=galil.as_customer,
            now=SUNDAY_1000,
        )
    row.refresh_from_db()
    row = alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    cancel(galil, row)
    assert of(Question, galil).get().promise.state == "released"


def test_whether_an_answer_about_it_was_enough_is_asked_no_more(galil: Business) -> None:
    row = filled(galil)
    said = {"alignment_id": row.pk, "item": "glass", "counter": "כמה עבה?", "by": galil.as_customer}
    said["seen"] = seen(row, "glass")
    alignments.mark(**said, mark=Mark.UNCLEAR, now=SUNDAY_1000)  # type: ignore[arg-type]
    asked = of(Question, galil).get()
    questions.answer(question_id=asked.pk, by=by(galil.yael), text="8 מ״מ", now=SUNDAY_1000)
    alignments.mark(**said, mark=Mark.AGREED, now=SUNDAY_1000)  # type: ignore[arg-type]
    row.refresh_from_db()
    row = alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    assert cast.fresh(asked.promise).state == "reported"
    cancel(galil, row, MONDAY_1000 + timedelta(hours=1))
    assert cast.fresh(asked.promise).state == "kept"
    assert verify.verify(rebuild_rows=True).holds


def test_the_guarantees_hold(world: World, galil: Business) -> None:
    row = filled(galil)
    world.until(MONDAY_1000)
    row = alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    world.until(MONDAY_1000 + timedelta(hours=2))
    cancel(galil, row, world.now)
    world.until(cast.at("2026-12-08 12:00"))
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


HEARD = "בשיחה אתמול בשעה 16:00: עוברת דירה"


def hear(galil: Business, row: Alignment, asked_on: date, now: datetime = TUESDAY_1400) -> Promise | None:
    return cancellations.cancel(
        alignment_id=row.pk, by=by(galil.yael), asked_on=asked_on, proof=HEARD, now=now
    )


def test_who_heard_it_on_the_phone_writes_down_when_and_why(galil: Business) -> None:
    row = approved(galil)
    paid(galil, row)
    refund = hear(galil, row, date(2026, 11, 23))
    assert refund is not None and refund.due == cast.at("2026-12-07 17:00"), (
        "from the day on which she said so"
    )
    row.refresh_from_db()
    assert row.state == "cancelled"
    fact = of(Event, galil, kind="CancellingHeard").get()
    assert (fact.actor, fact.facts["asked_on"]) == (f"member:{galil.yael.pk}", "2026-11-23")
    assert HEARD not in str(fact.facts)
    assert HEARD in of(Remark, galil, kind="proof").first().text
    assert "ביטלנו לבקשתך" in of(Message, galil, kind="released").get().text
    assert verify.verify(rebuild_rows=True).holds


def test_it_counts_from_the_day_on_which_they_said_so(galil: Business) -> None:
    row = approved(galil)
    late = LAST_DAY + timedelta(days=3)
    for asked_on in (date(2026, 11, 22), date(2026, 12, 20)):
        with pytest.raises(Invalid):
            hear(galil, row, asked_on, late)
    with pytest.raises(CancellingOver):
        hear(galil, row, date(2026, 12, 8), late)
    hear(galil, row, date(2026, 12, 7), late)


def test_a_refund_whose_day_is_over_comes_on_the_next_open_day(galil: Business) -> None:
    row = approved(galil)
    paid(galil, row)
    refund = hear(galil, row, date(2026, 11, 23), cast.at("2026-12-20 12:00"))
    assert refund is not None and refund.due == cast.at("2026-12-21 17:00")

"""Terms that trace to answers, signed by both with evidence, changed only by a next version (B2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cast import MONDAY_1000, TUESDAY_1400, Business, at, by, fresh, of
from tests.cast_alignment import PRICE, filled
from tests.cast_signing import MINUTE, TRACES, code, in_force, offered, read, signed
from tests.integration.test_disclosures import refused
from teum.actions import (
    agreement_ends,
    agreements,
    alignments,
    cancellations,
    matter,
    outbox,
    papers,
    signing,
    undo,
    words,
)
from teum.core.alignment import Answer
from teum.core.disclosure import How
from teum.core.window import Window
from teum.documents import sealing, store
from teum.models import Agreement, Alignment, Event, Message, Promise, Signature, Task, Telling, Upload
from teum.queries import agreement_drafts, message_view, verify
from teum.queries import agreements as queries
from teum.queries import outbox as shown

pytestmark = pytest.mark.django_db
LATER = MONDAY_1000 + 5 * MINUTE


def sign(galil: Business, row: Agreement, **said: object) -> Agreement:
    given = {"name": "דנה פרץ", "consents": True, "by": galil.as_customer, "traces": TRACES, "now": LATER}
    return agreements.sign(agreement_id=row.pk, **(given | said))  # type: ignore[arg-type]


def amended(galil: Business, row: Agreement, *, days: int = 2) -> Alignment:
    """The same, measured and paid so many days later."""
    begun = agreement_ends.amend(agreement_id=row.pk, by=by(galil.yael), now=LATER)
    window = Window(due=TUESDAY_1400 + timedelta(days=days))
    payments = (replace(PRICE.payments[0], window=window), PRICE.payments[1])
    answers = {"visit": Answer(window=window), "cost": Answer(price=replace(PRICE, payments=payments))}
    return alignments.say(alignment_id=begun.pk, answers=answers, by=by(galil.yael), now=LATER)


def test_it_is_read_signed_and_countersigned_and_then_promised(galil: Business) -> None:
    row = offered(galil)
    assert (row.state, row.version, row.form) == ("offered", 1, "signed")
    asked = row.promise
    assert asked is not None
    assert (asked.debtor, asked.state) == ("customer", "open")
    row = signed(galil, row)
    asked.refresh_from_db()
    assert (row.state, asked.state) == ("signed", "kept")
    word = row.promise
    assert word is not None
    assert (word.nature, word.what) == ("update", "אחתום על ההסכם גם מצדנו ואשלח לך עותק חתום")
    sign(galil, row, name="יעל ברק", by=by(galil.yael))
    row.refresh_from_db()
    assert row.state == "in_force"
    made = of(Promise, galil, made_at=LATER, nature="deed").order_by("id")
    assert [(one.debtor, one.what, one.due) for one in made] == [
        ("provider", "אמדוד את המקלחת", TUESDAY_1400),
        ("customer", "לשלם 1,000 ₪ בהעברה בנקאית (מקדמה)", TUESDAY_1400),
        ("customer", "לשלם 3,200 ₪ בצ׳ק (יתרה)", TUESDAY_1400 + timedelta(days=7)),
    ]
    assert row.promises == {"visit": made[0].pk, "cost": made[1].pk, "cost.2": made[2].pk}
    assert of(Alignment, galil).get().state == "approved"
    assert verify.verify(rebuild_rows=True).holds


def test_every_term_traces_to_its_answer(galil: Business) -> None:
    row = offered(galil)
    said = queries.alignment(row)
    for term in row.terms:
        line = said.line(term["item"])
        assert line.is_agreed
        assert queries.clause(line, "he") == term["text"]
    assert {term["item"] for term in row.terms} == {line.item.key for line in said.lines if line.is_said}


def test_what_is_sealed_says_who_signed_and_a_changed_byte_is_found(galil: Business) -> None:
    row = in_force(galil)
    assert row.sealed is not None
    content = store.read(galil.id, row.sealed.path)
    proof = sealing.check(content)
    assert proof.holds
    middle = len(content) // 2
    assert not sealing.check(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]).holds
    assert of(Message, galil, kind="copy", customer=galil.dana).get().text.count("העותק החתום") >= 1
    assert verify.verify(rebuild_rows=True).holds


def test_the_customer_signs_only_what_they_confirmed_and_with_a_proven_address(galil: Business) -> None:
    row = offered(galil)
    assert refused(lambda: sign(galil, row)) == "not_confirmed"
    read(galil, row)
    assert refused(lambda: sign(galil, row)) == "no_code"
    number = code(galil, row)
    wrong = f"{(int(number) + 1) % 10**6:06}"
    prove = lambda said: signing.prove(agreement_id=row.pk, code=said, by=galil.as_customer, now=LATER)  # noqa: E731
    assert refused(lambda: prove(wrong)) == "wrong_code"
    prove(f" {number[:3]} {number[3:]} ")
    assert refused(lambda: sign(galil, row, name=" ")) == "incomplete"
    assert refused(lambda: sign(galil, row, consents=False)) == "incomplete"
    assert sign(galil, row).state == "signed"
    kept = of(Signature, galil).get()
    assert (kept.name, kept.address, kept.ip) == ("דנה פרץ", "dana@example.com", TRACES.ip)


def test_we_sign_after_the_customer_and_each_side_once(galil: Business) -> None:
    row = offered(galil)
    ours = lambda: sign(galil, row, name="יעל ברק", by=by(galil.yael))  # noqa: E731
    assert refused(ours) == "they_sign_first"
    signed(galil, row)
    assert refused(lambda: sign(galil, row)) == "already_signed"
    ours()
    assert refused(ours) == "already_signed"


def test_what_was_approved_with_one_tap_grows_into_the_signed_form(galil: Business) -> None:
    said = filled(galil)
    approved = alignments.approve(
        alignment_id=said.pk,
        by=galil.as_customer,
        seen=said.version,
        how=How.PAGE,
        traces=TRACES,
        now=MONDAY_1000,
    )
    light = of(Agreement, galil).get()
    assert (light.form, light.state, light.version) == ("light", "in_force", 1)
    assert len(light.promises) == 3
    assert of(Signature, galil).get().ip == TRACES.ip
    row = in_force(galil, offered(galil, approved))
    light.refresh_from_db()
    assert (row.version, row.replaces, light.state) == (2, light, "replaced")
    assert row.promises == light.promises, "what stays as it was is promised once"
    assert [term["text"] for term in row.terms] == [term["text"] for term in light.terms]
    assert verify.verify(rebuild_rows=True).holds


def test_one_tap_is_undone_within_its_seconds_and_sealed_after_them(galil: Business) -> None:
    row = filled(galil)
    alignments.approve(
        alignment_id=row.pk,
        by=by(galil.yael),
        seen=row.version,
        how=How.COUNTER,
        proof="אמרה כן",
        now=MONDAY_1000,
    )
    assert papers.once(MONDAY_1000) == 0
    undo.act(
        message_id=of(Message, galil, kind="decided").get().pk,
        by=by(galil.yael),
        now=MONDAY_1000 + timedelta(seconds=9),
    )
    assert not of(Agreement, galil).exists()
    assert of(Alignment, galil).get().state == "open"
    assert papers.once(MONDAY_1000 + timedelta(hours=1)) == 0
    assert verify.verify(rebuild_rows=True).holds


def test_what_a_customer_approves_on_their_page_is_sealed_at_once(galil: Business) -> None:
    said = filled(galil)
    alignments.approve(
        alignment_id=said.pk, by=galil.as_customer, seen=said.version, how=How.PAGE, now=MONDAY_1000
    )
    assert papers.once(MONDAY_1000) == 1, "nobody can undo a tap of theirs"
    row = of(Agreement, galil).get()
    assert sealing.check(store.read(galil.id, row.sealed.path)).holds


def test_a_change_is_a_next_version_and_the_one_before_holds_until_both_signed(galil: Business) -> None:
    first = in_force(galil)
    row = offered(galil, amended(galil, first), now=LATER)
    assert (row.version, row.replaces) == (2, first)
    changed = queries.view(row).sections
    assert [one.key for one in changed if one.changes] == ["when", "cost"]
    assert [len(one.changes) for one in changed] == [0, 1, 1, 0], "of the payments, only the first moved"
    assert of(Promise, galil, pk=first.promises["visit"]).get().due == TUESDAY_1400
    row = in_force(galil, row, now=LATER + 2 * MINUTE)
    first.refresh_from_db()
    assert (first.state, row.state) == ("replaced", "in_force")
    visit = of(Promise, galil, pk=row.promises["visit"]).get()
    former = of(Promise, galil, pk=first.promises["visit"]).get()
    assert visit.due == TUESDAY_1400 + timedelta(days=2)
    assert (former.state, visit.replaces_id) == ("released", former.pk)
    assert row.promises["cost.2"] == first.promises["cost.2"]
    assert verify.verify(rebuild_rows=True).holds


def test_a_change_of_what_is_signed_is_not_approved_with_one_tap(galil: Business) -> None:
    row = amended(galil, in_force(galil))
    tap = lambda: alignments.approve(  # noqa: E731
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=LATER
    )
    assert refused(tap) == "to_be_signed"


def test_what_is_declined_leaves_a_next_word_and_the_version_before(galil: Business) -> None:
    first = in_force(galil)
    row = offered(galil, amended(galil, first), now=LATER)
    agreement_ends.decline(
        agreement_id=row.pk, reason="המועד לא מתאים", by=galil.as_customer, now=LATER + MINUTE
    )
    row.refresh_from_db()
    first.refresh_from_db()
    row.case.refresh_from_db()
    assert (row.state, first.state, row.case.agreement) == ("declined", "in_force", first)
    assert "ההסכם הקודם בתוקף" in of(Message, galil, kind="decided").latest("id").text
    assert refused(lambda: read(galil, row, now=LATER + 2 * MINUTE)) == "agreement_over"
    assert verify.verify(rebuild_rows=True).holds


def test_we_take_it_back_with_a_reason_before_it_is_in_force(galil: Business) -> None:
    row = signed(galil)

    def void(reason: str) -> Agreement:
        return agreement_ends.void(agreement_id=row.pk, reason=reason, by=by(galil.yael), now=LATER)

    assert refused(lambda: void(" ")) == "incomplete"
    assert refused(lambda: void("נחזור בהקדם")) == "vague_window"
    void("טעינו במחיר")
    assert row.promise is not None
    row.promise.refresh_from_db()
    assert row.promise.state == "withdrawn", "what can no longer be kept is promised no more"
    assert not of(Task, galil, promise=row.promise, done_at=None).exists()
    words = of(Promise, galil, nature="update", state="open")
    assert words.count() == 1
    assert "טעינו במחיר" in of(Message, galil, kind="decided").latest("id").text
    assert refused(lambda: void("שוב")) == "agreement_over"
    again = offered(galil, of(Alignment, galil).get(), now=LATER)
    assert again.state == "offered"
    agreement_ends.void(agreement_id=again.pk, reason="טעינו שוב", by=by(galil.yael), now=LATER + MINUTE)
    assert words.count() == 1, "one next word, however often it is taken back"
    assert verify.verify(rebuild_rows=True).holds


def test_that_we_do_not_sign_is_put_aside_by_nobody_before_it_was_heard(galil: Business) -> None:
    row = signed(galil)
    agreement_ends.void(agreement_id=row.pk, reason="טעינו במחיר", by=by(galil.yael), now=LATER)
    letter = of(Message, galil, kind="decided").latest("id")
    said = {"message_id": letter.pk, "by": by(galil.yael), "now": LATER + MINUTE}
    assert refused(lambda: outbox.take_back(**said)) == "must_be_heard"
    assert not shown.message(letter.pk, by=by(galil.yael), now=LATER).message.may_be_taken_back, "nor offered"
    listed = {one.message.id: one.message for one in shown.outbox(by=by(galil.yael)).items}
    assert not listed[letter.pk].may_be_taken_back
    of(Message, galil, pk=letter.pk).update(state="uncertain")
    assert refused(lambda: outbox.settle(outcome="dropped", **said)) == "must_be_heard"
    outbox.settle(outcome="told", **said)


def test_who_answers_for_it_hears_that_another_took_it_back_and_is_not_asked_to_sign(galil: Business) -> None:
    row = signed(galil)
    agreement_ends.void(agreement_id=row.pk, reason="טעינו במחיר", by=by(galil.amir), now=LATER)
    (asked,) = of(Task, galil, member=galil.yael, done_at=None).exclude(kind="call")
    assert (asked.kind, asked.made_at) == ("voided", LATER)


MONDAY_2030 = at("2026-11-23 20:30")


def test_nobody_is_asked_to_sign_what_was_taken_back(galil: Business) -> None:
    """The letter that asks waits for the morning."""
    row = offered(galil, now=MONDAY_2030)
    agreement_ends.void(agreement_id=row.pk, reason="טעינו במחיר", by=by(galil.yael), now=MONDAY_2030)
    asking = of(Message, galil, kind="asked").filter(
        pk__in=of(Telling, galil, promise=row.promise).values("message")
    )
    assert [letter.state for letter in asking] == ["overtaken"]


def test_that_we_do_not_sign_keeps_the_word_about_it_in_time(galil: Business) -> None:
    """Somebody calls with it first; it leaves before what they may count on is over, and a word is told by it."""
    row = signed(galil)
    assert row.promise is not None
    with matter.of_promise(row.promise.pk, by=galil.as_clock, now=LATER) as (opened, ours):
        word = words.promise_next(opened, about=ours, due=LATER + timedelta(hours=1))
    agreement_ends.void(agreement_id=row.pk, reason="טעינו במחיר", by=by(galil.yael), now=LATER)
    letter = of(Message, galil, kind="decided").latest("id")
    assert of(Telling, galil, promise=word, message=letter, what="word").exists()
    assert fresh(word).state == "kept" and letter.needed_by == word.due
    assert of(Task, galil, kind="call", message=letter, done_at=None).exists() == (letter.call_by is not None)


def test_one_version_at_a_time_is_before_the_customer(galil: Business) -> None:
    row = offered(galil)
    again = lambda: agreements.offer(  # noqa: E731
        alignment_id=row.alignment_id, by=by(galil.yael), seen=row.alignment.version, now=LATER
    )
    assert refused(again) == "agreement_pending"


def test_what_waits_to_be_signed_stays_as_it_was_laid_before_the_customer(galil: Business) -> None:
    row = offered(galil).alignment
    said = {"alignment_id": row.pk, "by": by(galil.yael), "now": LATER}
    other = {"wish": Answer(text="משהו אחר")}
    assert refused(lambda: alignments.say(answers=other, **said)) == "agreement_pending"
    assert refused(lambda: alignments.drop(**said)) == "agreement_pending"
    tap = lambda: alignments.approve(  # noqa: E731
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=LATER
    )
    assert refused(tap) == "agreement_pending"


def test_who_cancels_what_one_tap_agreed_cancels_what_waits_to_be_signed_too(galil: Business) -> None:
    row = filled(galil)
    row = alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    offered(galil, row)
    cancellations.cancel(alignment_id=row.pk, by=galil.as_customer, now=LATER)
    assert set(of(Agreement, galil).values_list("state", flat=True)) == {"cancelled"}
    row.refresh_from_db()
    again = lambda: agreements.offer(  # noqa: E731
        alignment_id=row.pk, by=by(galil.yael), seen=row.version, now=LATER
    )
    assert refused(again) == "alignment_over"
    assert verify.verify(rebuild_rows=True).holds


def test_what_is_not_agreed_or_changed_meanwhile_is_not_offered(galil: Business) -> None:
    row = filled(galil)
    offer = lambda seen: agreements.offer(alignment_id=row.pk, by=by(galil.yael), seen=seen, now=LATER)  # noqa: E731
    assert refused(lambda: offer(1)) == "alignment_changed"
    row = alignments.say(
        alignment_id=row.pk, answers={"wish": Answer(text="משהו עם 😀")}, by=by(galil.yael), now=LATER
    )
    assert refused(lambda: offer(row.version)) == "unprintable"
    late = lambda: agreements.offer(  # noqa: E731
        alignment_id=row.pk, by=by(galil.yael), seen=row.version, now=TUESDAY_1400
    )
    assert refused(late) == "due_past"


@pytest.mark.parametrize("column", ["terms", "version", "items", "paper_id"])
def test_the_database_changes_nothing_of_what_it_says(galil: Business, column: str) -> None:
    row = signed(galil)
    other = {"version": 9, "paper_id": None}.get(column, [])
    with pytest.raises(DatabaseError), transaction.atomic():
        of(Agreement, galil, pk=row.pk).update(**{column: other})
    with pytest.raises(DatabaseError), transaction.atomic():
        of(Signature, galil).update(consent="")
    with pytest.raises(DatabaseError), transaction.atomic():
        of(Signature, galil).delete()


def test_verify_finds_a_forged_signature_and_a_lost_file(galil: Business) -> None:
    row = in_force(galil)
    of(Signature, galil, side="customer").update(name="מישהו אחר")
    assert not verify.verify(rebuild_rows=True).holds
    of(Signature, galil, side="customer").update(name="דנה פרץ")
    assert verify.verify(rebuild_rows=True).holds
    of(Upload, galil, pk=row.sealed_id).update(sha256="0" * 64)
    assert not verify.verify(rebuild_rows=True).holds


def test_nobody_of_ours_reads_the_code(galil: Business) -> None:
    number = code(galil, offered(galil))
    sent = of(Message, galil, kind="code").get()
    assert number in sent.text, "its customer reads it"
    (shown,) = message_view.of_rows([sent])
    assert number not in f"{shown.subject}{shown.text}"


def test_another_business_and_another_customer_reach_nothing_of_it(galil: Business) -> None:
    row = offered(galil)
    other = galil.as_whom(galil.john)
    assert refused(lambda: agreements.open_(agreement_id=row.pk, by=other, now=LATER)) == "not_found"
    assert refused(lambda: sign(galil, row, by=other)) == "not_found"


def test_the_evidence_is_what_the_ledger_has(galil: Business) -> None:
    row = in_force(galil)
    kinds = [
        event.kind
        for event in of(Event, galil, case=row.case_id).order_by("id")
        if event.facts.get("agreement") == row.pk
    ]
    assert kinds[:2] == ["AgreementMade", "AgreementWritten"]
    assert kinds[-3:] == ["AgreementSigned", "AgreementInForce", "AgreementSealed"]
    assert kinds.count("AgreementConfirmed") == len({term["section"] for term in row.terms})


def test_a_term_that_burdens_one_side_is_shown_to_its_writer(galil: Business) -> None:
    row = filled(galil)
    draft = lambda: agreement_drafts.draft(row.pk, by=by(galil.yael), reader="he")  # noqa: E731
    assert not draft().flags
    burden = "איחור בתשלום: הלקוח ישלם קנס של 100 ₪ ליום."
    alignments.say(alignment_id=row.pk, answers={"tiles": Answer(text=burden)}, by=by(galil.yael), now=LATER)
    (flag,) = draft().flags
    assert flag.quote in burden and flag.why == "כתוב מה קורה כשהלקוח מאחר, ולא מה קורה כשאנחנו מאחרים"
    (section,) = [one for one in draft().sections if one.key == flag.section]
    assert flag.item == "tiles" and "tiles" in section.items
    both = {"tiles": Answer(text=f"{burden} {flag.balance}")}
    alignments.say(alignment_id=row.pk, answers=both, by=by(galil.yael), now=LATER)
    assert not draft().flags, "the words that were offered balance it"

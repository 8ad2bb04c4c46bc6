"""The papers of an agreement say what both saw, of whom, and only what really happened (B2)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, of
from tests.cast_alignment import PRICE, filled, seen
from tests.cast_signing import MINUTE, TRACES, countersigned, in_force, offered, signed
from tests.integration.test_agreements import LATER
from teum.actions import agreement_ends, alignments, customers, links, organisations, papers
from teum.actions.customers import Contact
from teum.core.agreement import Traces
from teum.core.alignment import Answer, Mark
from teum.core.disclosure import How
from teum.documents import sealing, store
from teum.models import Agreement, Alignment, Message, Signature
from teum.queries import agreement_paper
from teum.queries import agreements as queries

pytestmark = pytest.mark.django_db


def approved(galil: Business, row: Alignment | None = None, *, how: How = How.PAGE) -> Agreement:
    """What Dana approved, on her page or before Yael, with its file."""
    row = row or filled(galil)
    is_hers = how is How.PAGE
    alignments.approve(
        alignment_id=row.pk,
        by=galil.as_customer if is_hers else by(galil.yael),
        seen=row.version,
        how=how,
        proof="" if is_hers else "אמרה כן",
        traces=TRACES,
        now=MONDAY_1000,
    )
    papers.once(MONDAY_1000 + papers.UNDOABLE)
    return of(Agreement, galil).get()


def said(galil: Business, **answers: Answer) -> Alignment:
    """Filled in, with some things said otherwise."""
    return alignments.say(alignment_id=filled(galil).pk, answers=answers, by=by(galil.yael), now=SUNDAY_1000)


def whats(row: Agreement) -> list[str]:
    return [act.what for act in agreement_paper.evidence(row).acts]


def test_the_sides_are_called_as_they_were_when_it_was_laid_before_both(galil: Business) -> None:
    row = signed(galil)
    before = agreement_paper.sheet(row)
    organisations.change(by=by(galil.ruth), name="חברה אחרת", phone="04-9999999", language="he")
    other = [Contact(channel="email", address="other@example.com")]
    customers.change(
        customer_id=galil.dana.pk, by=by(galil.yael), name="דנה כהן", language="he", contacts=other, now=LATER
    )
    row = of(Agreement, galil).get()
    after = agreement_paper.sheet(row)
    assert (after.business, after.parties, after.title) == (before.business, before.parties, before.title)
    assert countersigned(galil, row, now=LATER).sealed_id


def test_the_paper_names_how_each_payment_is_made_and_what_it_takes_the_place_of(galil: Business) -> None:
    first = in_force(galil)
    begun = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=LATER)
    price = {"cost": Answer(price=replace(PRICE, vat=0))}
    row = offered(
        galil,
        alignments.say(alignment_id=begun.pk, answers=price, by=by(galil.yael), now=LATER),
        now=LATER,
    )
    sheet = agreement_paper.sheet(row)
    (cost,) = [one.price for one in sheet.sections if one.price]
    assert [one.means for one in cost.payments] == ["בהעברה בנקאית", "בצ׳ק"]
    assert sheet.replaces.startswith("בא במקום גרסה 1")
    ((change,),) = [one.changes for one in queries.view(row).sections if one.changes]
    assert "כולל מע״מ" in change.before and "ללא מע״מ" in change.after


def test_what_a_timed_answer_says_beside_its_time_is_read_and_signed(galil: Business) -> None:
    row = filled(galil)
    clause = {"he": "נמדוד {said}, בלי תשלום.", "en": "We measure {said}, for free."}
    items = [one | {"clause": clause} if one["key"] == "visit" else one for one in row.items]
    of(Alignment, galil).update(items=items)
    agreement = offered(galil, of(Alignment, galil).get())
    (when,) = [one for one in queries.view(agreement).sections if one.key == "when"]
    assert "בלי תשלום" in when.terms[0] and len(when.duties) == 1
    shown = agreement_paper.sheet(agreement).sections
    assert any("בלי תשלום" in clause for one in shown for clause in one.clauses)


def test_words_of_the_customer_are_quoted_as_theirs(galil: Business) -> None:
    row = filled(galil)
    mine = {"alignment_id": row.pk, "item": "tiles", "now": SUNDAY_1000}
    alignments.mark(
        seen=seen(row, "tiles"), mark=Mark.CHANGE, counter="אחרי אישור שלי", by=galil.as_customer, **mine
    )
    alignments.take(seen=seen(row, "tiles"), by=by(galil.yael), **mine)
    terms = {one["item"]: one["text"] for one in offered(galil, of(Alignment, galil).get()).terms}
    assert terms["tiles"] == "כתבת: ״אחרי אישור שלי״."


@pytest.mark.parametrize("text", ["מקלחון שקל לנקות 🙏", "מקלחון \u202eהפוך"])
def test_what_was_approved_is_sealed_whatever_was_typed(galil: Business, text: str) -> None:
    row = approved(galil, said(galil, wish=Answer(text=text)))
    assert row.sealed_id
    assert row.sealed.name == "מה סיכמנו - מזגן לסלון - מזגני הגליל.pdf"
    letter = of(Message, galil, kind="copy").get().text
    assert "חתומ" not in letter and "החתום" not in letter, "nobody signed it"


def test_no_browser_or_name_keeps_what_is_signed_from_being_sealed(galil: Business) -> None:
    row = signed(galil)
    of(Signature, galil).update(name="דנה 🌸", agent=Traces(agent="Mozilla 中文").agent)
    assert countersigned(galil, row).sealed_id


def test_an_approval_that_was_written_down_is_no_tap(galil: Business) -> None:
    assert "אושר בלחיצה אחת" in whats(approved(galil))


def test_an_approval_in_person_is_told_as_that(galil: Business) -> None:
    told = whats(approved(galil, how=How.COUNTER))
    assert "האישור נמסר במקום, ונרשם" in told and "אושר בלחיצה אחת" not in told


def test_the_evidence_has_both_consents_as_they_were_shown_and_the_link_that_was_used(
    galil: Business,
) -> None:
    link = links.of_customer(galil.dana, now=SUNDAY_1000)
    row = in_force(galil)
    link.refresh_from_db()
    link.revoked_at = LATER + MINUTE
    link.save(update_fields=["revoked_at"])
    found = agreement_paper.evidence(row)
    kept = of(Signature, galil).order_by("at", "id").values_list("consent", flat=True)
    assert [sentence for _, sentence in found.consents] == list(kept)
    assert sha256(kept[0].encode()).hexdigest() not in found.digest
    assert "נוצר קישור לעמוד אישי" in whats(row)


def test_a_code_that_no_carrier_took_was_not_sent(galil: Business) -> None:
    row = signed(galil)
    of(Message, galil, kind="code").update(state="failed")
    assert "קוד חד-פעמי לא יצא" in whats(row)


def test_the_seal_names_the_agreement_its_version_and_its_sides(galil: Business) -> None:
    row = in_force(galil)
    assert row.sealed
    said = sealing.check(store.read(galil.id, row.sealed.path)).about
    assert said == "הסכם: מזגן לסלון, גרסה 1, בין מזגני הגליל לבין דנה פרץ"

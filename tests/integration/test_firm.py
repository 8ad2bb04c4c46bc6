"""Who the business is by law stands in what is agreed from then on, and an exempt dealer's prices have no VAT (B2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import cast_alignment
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, case, of, quote_draft
from tests.cast_alignment import PRICE, begun, filled
from tests.cast_signing import in_force, offered, signed
from teum.actions import agreement_ends, alignments, firm, members, outgoing
from teum.actions.members import Person
from teum.core.actor import Role
from teum.core.alignment import Answer
from teum.core.disclosure import How
from teum.core.firm import Firm, Kind
from teum.core.permissions import NotAllowed
from teum.core.refusal import Refused
from teum.documents import store
from teum.models import Agreement, Alignment, Message, Organisation
from teum.queries import agreement_paper, agreement_sides, agreements, prices, verify
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
COMPANY = Firm(
    kind=Kind.COMPANY, legal_name="מזגני הגליל בע״מ", number="51-234567-9", address="הגפן 12, כרמיאל"
)
EXEMPT = Firm(kind=Kind.EXEMPT, number="012345674", name_en="Galil Air")
BARE = replace(PRICE, vat=0)


def registered(galil: Business, said: Firm) -> None:
    firm.change(by=by(galil.amir), firm=said)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def say(galil: Business, row: Alignment, price: object) -> Alignment:
    answers = {"cost": Answer(price=price)}  # type: ignore[arg-type]
    return alignments.say(alignment_id=row.pk, answers=answers, by=by(galil.yael), now=SUNDAY_1000)


def total(row: Agreement) -> str:
    return agreements.view(row).total.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")))


def test_an_agreement_names_the_business_as_it_is_registered(galil: Business) -> None:
    registered(galil, COMPANY)
    row = offered(galil)
    ours, hers = agreement_paper.sheet(row).parties
    assert ours.identity == "מזגני הגליל בע״מ, ח״פ 512345679"
    assert ours.contacts == ("הגפן 12, כרמיאל",) and not hers.identity
    assert agreements.view(row).sides[0].identity == ours.identity
    assert row.paper and store.read(galil.id, row.paper.path).startswith(b"%PDF")
    assert verify.verify(rebuild_rows=True).holds


def test_who_it_is_changes_in_no_agreement_that_was_made(galil: Business) -> None:
    registered(galil, COMPANY)
    row = signed(galil)
    before, said = agreement_paper.sheet(row), total(row)
    registered(galil, EXEMPT)
    galil.organisation.refresh_from_db()
    row = of(Agreement, galil).get()
    after = agreement_paper.sheet(row)
    assert (after.parties, after.sections, total(row)) == (before.parties, before.sections, said)
    assert "כולל מע״מ" in said
    assert verify.verify(rebuild_rows=True).holds


def test_an_exempt_dealers_price_has_no_vat_and_says_why(galil: Business) -> None:
    registered(galil, EXEMPT)
    row = begun(galil)
    alignments.say(
        alignment_id=row.pk,
        answers={**cast_alignment.ANSWERS, "cost": Answer(price=BARE)},
        by=by(galil.yael),
        now=SUNDAY_1000,
    )
    made = in_force(galil, offered(galil, of(Alignment, galil).get()))
    assert total(made) == "סה״כ 4,200 ₪, ללא מע״מ: עוסק פטור"
    (cost,) = [one.price for one in agreement_paper.sheet(made).sections if one.price]
    assert (cost.is_exempt, cost.vat, cost.total) == (True, 0, 420_000)
    assert made.sealed
    registered(galil, COMPANY)
    assert "עוסק פטור" in total(of(Agreement, galil).get()), "what was agreed stays as it was"


def test_an_exempt_dealer_adds_no_vat_by_any_way(galil: Business) -> None:
    registered(galil, EXEMPT)
    row = begun(galil)
    assert refused(lambda: say(galil, row, PRICE)) == "vat_differs"
    assert refused(lambda: filled(galil)) == "vat_differs"
    row.refresh_from_db()
    assert not of(Alignment, galil).get(pk=row.pk).lines.get("cost")


def test_a_price_that_was_written_before_is_written_once_more_before_it_is_laid_before_anybody(
    galil: Business,
) -> None:
    row = filled(galil)
    registered(galil, EXEMPT)
    show = lambda: alignments.show(alignment_id=row.pk, by=by(galil.yael), now=MONDAY_1000)  # noqa: E731
    assert refused(show) == "vat_differs"
    assert refused(lambda: offered(galil, row)) == "vat_differs"
    here = lambda: alignments.approve(  # noqa: E731
        alignment_id=row.pk, by=by(galil.yael), seen=row.version, how=How.COUNTER, proof="כן", now=MONDAY_1000
    )
    assert refused(here) == "vat_differs"
    row = say(galil, row, BARE)
    assert show()
    assert "עוסק פטור" in total(offered(galil, of(Alignment, galil).get()))


def test_a_price_that_was_shown_before_is_shown_once_more(galil: Business) -> None:
    row = filled(galil)
    alignments.show(alignment_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    registered(galil, EXEMPT)
    hers = galil.as_customer

    def approve() -> object:
        seen = of(Alignment, galil).get().version
        return alignments.approve(alignment_id=row.pk, by=hers, seen=seen, how=How.PAGE, now=MONDAY_1000)

    def may_approve() -> bool:
        view = case_view(row.case_id, by=hers, now=MONDAY_1000).alignment
        return view is not None and view.is_ready

    assert refused(approve) == "vat_differs" and not may_approve()
    (waits,) = prices.written_otherwise(by=by(galil.ruth))
    assert (waits.alignment_id, waits.customer) == (row.pk, "דנה פרץ")
    say(galil, row, BARE)
    assert prices.written_otherwise(by=by(galil.ruth)) == ()
    assert may_approve() and approve()
    assert "עוסק פטור" in total(of(Agreement, galil).get())


def test_what_waits_to_be_signed_is_signed_as_it_was_laid_before_both(galil: Business) -> None:
    row = offered(galil)
    registered(galil, EXEMPT)
    assert prices.written_otherwise(by=by(galil.ruth)) == ()
    assert "כולל מע״מ" in total(in_force(galil, row))


def test_what_was_approved_before_is_signed_as_it_was_approved(galil: Business) -> None:
    row = filled(galil)
    seen, hers = row.version, galil.as_customer
    approved = alignments.approve(alignment_id=row.pk, by=hers, seen=seen, how=How.PAGE, now=MONDAY_1000)
    registered(galil, EXEMPT)
    assert "כולל מע״מ" in total(offered(galil, approved))


def test_a_change_of_what_was_signed_has_the_vat_of_its_day(galil: Business) -> None:
    first = in_force(galil)
    registered(galil, EXEMPT)
    later = MONDAY_1000.replace(hour=12)
    change = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=later)
    assert refused(lambda: offered(galil, change, now=later)) == "vat_differs"


def test_only_who_manages_says_who_the_business_is(galil: Business) -> None:
    with pytest.raises(NotAllowed):
        firm.change(by=by(galil.yael), firm=COMPANY)
    assert not Organisation.objects.get().legal_kind


def test_who_reads_english_reads_the_english_name_in_mails_and_agreements(galil: Business) -> None:
    registered(galil, EXEMPT)
    case(galil.yael, galil.john, promise=quote_draft(), now=SUNDAY_1000)
    case(galil.yael, galil.dana, promise=quote_draft(), now=SUNDAY_1000)
    hers = of(Message, galil, customer=galil.dana).earliest("id")
    his = of(Message, galil, customer=galil.john).earliest("id")
    assert hers.subject.startswith("מזגני הגליל:") and outgoing.of(hers).organisation == "מזגני הגליל"
    assert his.subject.startswith("Galil Air:") and outgoing.of(his).organisation == "Galil Air"
    assert his.case and his.case.organisation.called("fr") == "מזגני הגליל"
    ours = agreement_sides.as_they_are(his.case)["provider"]
    assert (ours["name"], ours["identity"]) == ("Galil Air", "Exempt dealer no. 012345674")


def test_where_there_is_one_name_everybody_reads_it(galil: Business) -> None:
    case(galil.yael, galil.john, promise=quote_draft(), now=SUNDAY_1000)
    assert of(Message, galil, customer=galil.john).earliest("id").subject.startswith("מזגני הגליל:")


def test_one_of_ours_who_reads_english_is_invited_under_the_english_name(galil: Business) -> None:
    registered(galil, EXEMPT)
    person = Person(name="Ben Adler", email="ben@galil.example", language="en")
    members.invite(by=by(galil.ruth), person=person, role=Role.AGENT, now=SUNDAY_1000)
    sent = of(Message, galil, kind="invite").latest("id")
    assert sent.subject == "Join Galil Air" and outgoing.of(sent).organisation == "Galil Air"

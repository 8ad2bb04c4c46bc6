"""The page on which a manager says how the business is registered, and what its prices then say."""

from __future__ import annotations

from tests import cast, cast_alignment
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by
from tests.cast_signing import offered
from tests.web.conftest import Browser, signed_in, words
from teum.actions import agreements, firm, links
from teum.core.firm import Firm, Kind
from teum.models import Alignment, Organisation

COMPANY = {
    "kind": "company",
    "number": "51-234567-9",
    "legal_name": "מזגני הגליל בע״מ",
    "address": "הגפן 12, כרמיאל",
    "name_en": "Galil Air",
}


def test_a_manager_says_how_the_business_is_registered(galil: Business) -> None:
    page = words(signed_in(galil.amir).send_and_see("/settings/firm", **COMPANY))
    assert "נשמר. כך יהיה כתוב בהסכמים מעכשיו." in page
    row = Organisation.objects.get()
    assert (row.legal_kind, row.registration, row.name_en) == ("company", "512345679", "Galil Air")


def test_a_wrong_digit_is_said_on_its_field_and_nothing_typed_is_lost(galil: Business, ruth: Browser) -> None:
    page = words(ruth.send("/settings/firm", status=422, **{**COMPANY, "number": "512345678"}))
    assert "במספר יש תשע ספרות. אחת מהן חסרה או שגויה." in page
    assert not Organisation.objects.get().legal_kind


def test_a_kind_without_its_number_is_asked_for(galil: Business, ruth: Browser) -> None:
    page = words(ruth.send("/settings/firm", status=422, **{**COMPANY, "number": ""}))
    assert "מה המספר הרשום של העסק?" in page


def test_who_is_no_manager_does_not_see_it(yael: Browser) -> None:
    assert yael.see("/settings/firm", status=403)


def test_an_exempt_dealers_price_is_written_without_vat_and_read_so(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = cast_alignment.filled(galil)
    firm.change(by=by(galil.amir), firm=Firm(kind=Kind.EXEMPT, number="012345674"))
    page = words(yael.see(f"/alignments/{row.pk}"))
    assert "₪, ללא מע״מ: עוסק פטור" in page and "כולל מע״מ" not in page
    yael.send_and_see(
        f"/alignments/{row.pk}",
        cost_total="1195",
        cost_what0="הכול",
        cost_amount0="1195",
        cost_on0="2026-11-24",
        cost_means0="card",
    )
    price = Alignment.objects.of(galil.id).get().lines["cost"]["answer"]["price"]
    assert (price["vat"], price["exempt"]) == (0, True)
    yael.send_and_see(f"/alignments/{row.pk}/shown")
    link = links.of_customer(galil.dana, now=SUNDAY_1000)
    assert "ללא מע״מ: עוסק פטור" in words(visitor.see(f"/p/{link.token}"))


def test_the_page_of_who_reads_english_bears_the_english_name(galil: Business, visitor: Browser) -> None:
    firm.change(by=by(galil.amir), firm=Firm(name_en="Galil Air"))
    for whose, name in ((galil.john, "Galil Air"), (galil.dana, "מזגני הגליל")):
        cast.case(galil.yael, whose, promise=cast.quote_draft(), now=SUNDAY_1000)
        visitor.client.cookies.clear()
        page = words(visitor.see(f"/p/{links.of_customer(whose, now=SUNDAY_1000).token}"))
        assert name in page
    assert "Galil Air" not in page


def test_their_page_names_the_sides_before_the_customer_reads_and_signs(
    galil: Business, visitor: Browser
) -> None:
    firm.change(by=by(galil.amir), firm=Firm(kind=Kind.COMPANY, number="512345679"))
    row = offered(galil)
    agreements.open_(agreement_id=row.pk, by=galil.as_customer, now=MONDAY_1000)
    page = words(visitor.see(f"/p/{links.of_customer(galil.dana, now=MONDAY_1000).token}"))
    assert "מזגני הגליל · ח״פ 512345679" in page
    assert cast.DANA_EMAIL not in page, "whoever only holds the link learns no address from it"

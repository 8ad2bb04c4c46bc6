"""The page of what the law fixes: read with its sources, and a newer value written with its day."""

from __future__ import annotations

from datetime import date

from tests import cast, cast_alignment
from tests.cast import SUNDAY_1000, Business, by
from tests.web.conftest import Browser, words
from teum.actions import alignment_templates, alignments
from teum.actions.alignment_templates import Entry
from teum.core.alignment import Item, Kind, Topic
from teum.core.said import Said
from teum.models import LegalFact
from teum.queries import law

NEWER = {"name": "vat", "value": "19.5", "since": "2026-11-01", "source": "צו מס ערך מוסף"}
FEE = Item(
    key="fee",
    topic=Topic.CANCELLATION,
    kind=Kind.STATEMENT,
    text=Said("דמי הביטול הם לכל היותר {fee_most}.", "Cancelling costs at most {fee_most}."),
)


def test_each_value_stands_with_its_section_and_the_wish_for_a_lawyer(ruth: Browser) -> None:
    page = words(ruth.see("/settings/law"))
    for shown in (
        "18%",
        "17%",
        "14 ימים",
        "4 חודשים",
        "סעיף 14ה",
        "המקור לא נקרא",
        "כדאי שעורך דין יקרא את זה",
    ):
        assert shown in page


def test_a_newer_value_holds_since_its_day(galil: Business, ruth: Browser) -> None:
    page = words(ruth.send_and_see("/settings/law", **NEWER))
    assert "19.5%" in page
    assert law.in_force(galil.id, on=date(2026, 10, 31)).vat == 1_800
    assert law.in_force(galil.id, on=date(2026, 11, 1)).vat == 1_950


def test_written_again_for_the_same_day_it_takes_the_place_of_the_one_before(
    galil: Business, ruth: Browser
) -> None:
    ruth.send_and_see("/settings/law", **NEWER)
    ruth.send_and_see("/settings/law", **{**NEWER, "value": "19"})
    assert LegalFact.objects.of(galil.id).get().value == 1_900


def test_removed_the_value_before_it_holds_again(galil: Business, ruth: Browser) -> None:
    ruth.send_and_see("/settings/law", **NEWER)
    ruth.send_and_see(f"/settings/law/{LegalFact.objects.of(galil.id).get().pk}/removal")
    assert law.in_force(galil.id, on=date(2026, 11, 22)).vat == 1_800


def test_a_value_that_is_none_is_asked_for_again(galil: Business, ruth: Browser) -> None:
    assert ruth.send("/settings/law", status=422, **{**NEWER, "value": "101"})
    assert not LegalFact.objects.of(galil.id).exists()


def test_who_is_no_manager_does_not_see_it(yael: Browser) -> None:
    assert yael.see("/settings/law", status=403)


def test_what_begins_says_the_value_of_its_day_and_keeps_it(galil: Business, ruth: Browser) -> None:
    entry = Entry(name=Said("מקלחון", "Shower"), items=[FEE])
    kept = alignment_templates.add(by=by(galil.ruth), entry=entry, now=SUNDAY_1000)
    case = cast.case(galil.yael, galil.dana, promise=cast.quote_draft(), now=SUNDAY_1000)
    row = alignments.begin(case_id=case.pk, template_id=kept.pk, by=by(galil.yael), now=SUNDAY_1000)
    ruth.send_and_see("/settings/law", **{**NEWER, "name": "fee_most", "value": "120"})
    row.refresh_from_db()
    assert row.items[0]["text"]["he"] == "דמי הביטול הם לכל היותר 100 ₪."


def test_a_price_has_the_vat_of_the_day_on_which_it_is_said(galil: Business, ruth: Browser) -> None:
    ruth.send_and_see("/settings/law", **NEWER)
    row = cast_alignment.begun(galil)
    ruth.send_and_see(
        f"/alignments/{row.pk}",
        cost_total="1195",
        cost_what0="הכול",
        cost_amount0="1195",
        cost_on0="2026-11-24",
        cost_means0="card",
    )
    row.refresh_from_db()
    assert row.lines["cost"]["answer"]["price"]["vat"] == 1_950


def test_a_template_that_names_what_the_law_does_not_fix_is_told_what_it_fixes(
    galil: Business, ruth: Browser
) -> None:
    row = cast_alignment.template(galil)
    form = {"topic": "cancellation", "kind": "statement", "side": "provider", "debtor": "provider"}
    texts = {"text_he": "לכל היותר {fee}", "text_en": "at most {fee}"}
    page = words(ruth.send(f"/settings/alignments/{row.pk}/items", status=422, **form, **texts))
    assert "{fee_most}" in page.partition("לכל היותר")[0]

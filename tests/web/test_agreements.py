"""The page of an agreement at the desk: what can be done with it, and what the customer said."""

from tests.cast import MONDAY_1000, Business, by, of
from tests.cast_alignment import filled
from tests.cast_signing import offered, signed
from tests.web.conftest import Browser, SetClock, words
from teum.actions import agreement_ends, alignments
from teum.core.disclosure import How
from teum.models import Agreement, Alignment


def light(galil: Business, *, how: How = How.PAGE) -> Agreement:
    row = filled(galil)
    is_hers = how is How.PAGE
    alignments.approve(
        alignment_id=row.pk,
        by=galil.as_customer if is_hers else by(galil.yael),
        seen=row.version,
        how=how,
        proof="" if is_hers else "אמרה כן",
        now=MONDAY_1000,
    )
    return of(Agreement, galil).get()


def test_what_was_approved_can_be_signed_or_changed_from_its_page(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = light(galil)
    clock(MONDAY_1000)
    page = yael.see(f"/agreements/{row.pk}")
    assert f"/alignments/{row.alignment_id}/agreement" in page
    shown = words(page)
    assert "אושר בלחיצה אחת בעמוד הלקוח, בלי חתימה" in shown
    assert "סה״כ" in shown and "העסק: מזגני הגליל" in shown and "דנה פרץ" in shown
    yael.send(f"/agreements/{row.pk}/amendments")
    begun = of(Alignment, galil).latest("id")
    assert begun.amends_id == row.pk
    assert f"/alignments/{begun.pk}" in yael.see(f"/agreements/{row.pk}")


def test_an_approval_in_person_is_no_tap(galil: Business, yael: Browser, clock: SetClock) -> None:
    row = light(galil, how=How.COUNTER)
    clock(MONDAY_1000)
    assert "אושר במקום ונרשם" in words(yael.see(f"/agreements/{row.pk}"))


def test_what_the_customer_wrote_when_they_declined_is_read_there(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = offered(galil)
    agreement_ends.decline(
        agreement_id=row.pk, reason="יקר מדי בבת אחת", by=galil.as_customer, now=MONDAY_1000
    )
    clock(MONDAY_1000)
    page = yael.see(f"/agreements/{row.pk}")
    assert "יקר מדי בבת אחת" in words(page)
    assert f"/alignments/{row.alignment_id}" in page


def test_the_day_leads_to_our_signature_and_no_other_button_keeps_it(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = signed(galil)
    clock(MONDAY_1000)
    page = yael.see("/")
    assert words(page).count("התקבלה החתימה של דנה פרץ על ההסכם") == 1
    assert "הגיעה הבחירה" not in words(page)
    assert f"/agreements/{row.pk}" in page
    assert row.promise is not None
    yael.send(f"/promises/{row.promise.pk}/reports", status=422)
    row.promise.refresh_from_db()
    assert row.promise.state == "open"

"""The page of an agreement at the desk, and agreements on the customer's page: what can be done with them."""

import pytest

from tests.cast import MONDAY_1000, SUNDAY_1000, THURSDAY_1400, WEDNESDAY_1200, Business, by, fresh, of
from tests.cast_alignment import ANSWERS, filled
from tests.cast_page import deliver
from tests.cast_signing import MINUTE, in_force, offered, signed
from tests.integration.test_agreements import amended
from tests.web.conftest import Browser, SetClock, words
from teum.actions import agreement_ends, alignments, links, papers, promises
from teum.core.alignment import Answer
from teum.core.disclosure import How
from teum.models import Agreement, Alignment, ContactPoint, Promise
from teum.web.forms.agreement import SignForm

LATER = MONDAY_1000 + 5 * MINUTE


def page_of(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=SUNDAY_1000).token}"


def begun(galil: Business, first: Agreement) -> None:
    agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=LATER)


def dropped(galil: Business, first: Agreement) -> None:
    change = agreement_ends.amend(agreement_id=first.pk, by=by(galil.yael), now=LATER)
    alignments.drop(alignment_id=change.pk, by=by(galil.yael), now=LATER)


def laid_before_them(galil: Business, first: Agreement) -> None:
    offered(galil, amended(galil, first), now=LATER)


def declined(galil: Business, first: Agreement) -> None:
    row = offered(galil, amended(galil, first), now=LATER)
    agreement_ends.decline(agreement_id=row.pk, reason="", by=galil.as_customer, now=LATER)


def second_deal(galil: Business, first: Agreement) -> None:
    template = first.alignment.template_id
    row = alignments.begin(case_id=first.case_id, template_id=template, by=by(galil.yael), now=LATER)
    row = alignments.say(alignment_id=row.pk, answers=ANSWERS, by=by(galil.yael), now=LATER)
    alignments.approve(alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=LATER)


@pytest.mark.parametrize("change", [begun, dropped, laid_before_them, declined, second_deal])
def test_what_is_in_force_is_kept_and_cancelled_on_the_page_whatever_is_begun_beside_it(
    galil: Business, visitor: Browser, clock: SetClock, change: object
) -> None:
    first = in_force(galil)
    assert callable(change)
    change(galil, first)
    clock(LATER + MINUTE)
    page = visitor.see(page_of(galil))
    assert f"/uploads/{first.sealed_id}" in page
    url = f"{page_of(galil)}/alignments/{first.alignment_id}/cancellations"
    assert url in page
    assert "זה בוטל" in words(visitor.send_and_see(url, is_sure="on"))


def test_who_cancels_one_of_two_agreements_keeps_the_other(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    first = in_force(galil)
    second_deal(galil, first)
    clock(LATER + MINUTE)
    visitor.send(f"{page_of(galil)}/alignments/{first.alignment_id}/cancellations", is_sure="on")
    other = of(Agreement, galil, state="in_force").get()
    assert other.pk != first.pk
    assert set(of(Promise, galil, pk__in=other.promises.values()).values_list("state", flat=True)) == {"open"}
    assert of(Promise, galil, pk=first.promises["visit"]).get().state == "released"


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
    assert words(page).count("חתימה של דנה פרץ על ההסכם. נשאר לחתום מצדכם") == 1
    assert "הגיעה הבחירה" not in words(page)
    assert f"/agreements/{row.pk}" in page
    assert row.promise is not None
    yael.send(f"/promises/{row.promise.pk}/reports", status=422)
    row.promise.refresh_from_db()
    assert row.promise.state == "open"


def test_nothing_is_sent_to_be_signed_by_who_can_get_no_code(galil: Business, yael: Browser) -> None:
    row = filled(galil)
    of(ContactPoint, galil, customer=galil.dana, channel="email").delete()
    page = words(yael.see(f"/alignments/{row.pk}/agreement"))
    assert "כדי לחתום מקבלים קוד במייל" in page and "להוסיף כתובת מייל" in page
    yael.send(f"/alignments/{row.pk}/agreement", seen=row.version, status=409)
    assert not of(Agreement, galil).exists()


def test_who_can_get_no_code_approves_it_at_the_counter_by_one_tap_from_there(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = filled(galil)
    clock(MONDAY_1000)
    of(ContactPoint, galil, customer=galil.dana, channel="email").delete()
    here = f"/alignments/{row.pk}/counter"
    assert here in yael.see(f"/alignments/{row.pk}/agreement")
    asked = words(yael.see(here))
    assert "מקלחון שקל לנקות" in asked and "4,200 ₪" in asked, "all of it is read there"
    yael.send(here, seen=row.version, proof="דנה קראה איתי את הכול ואישרה")
    made = of(Agreement, galil).get()
    assert (made.form, made.state) == ("light", "in_force"), "what nobody proved with a code is no signature"


@pytest.mark.parametrize("act", ["revisions", "withdrawals", "releases"])
def test_what_is_signed_is_changed_with_the_customer_however_it_would_be_changed(
    galil: Business, yael: Browser, act: str
) -> None:
    row = in_force(galil)
    assert f"/agreements/{row.pk}" in yael.see(f"/promises/{row.promises['visit']}/{act}")


@pytest.mark.parametrize(
    "drawn",
    ["[[[NaN,1],[2,2]]]", "[[[1e999,1]]]", f"[[[1{'0' * 400},1]]]", "[" * 50_000, "[[[1e308,0]]]", "{}", "5"],
    ids=range(7),
)
def test_what_is_no_drawing_is_as_if_nothing_was_drawn(drawn: str) -> None:
    said = {"code": "123456", "name": "דנה פרץ", "consent": "on"}
    form = SignForm({**said, "drawn": drawn})
    assert form.is_valid() and form.cleaned_data["drawn"] is None
    form = SignForm({**said, "drawn": "[[[1, 2], [3.5, 4]]]"})
    assert form.is_valid() and form.cleaned_data["drawn"] == (((1.0, 2.0), (3.5, 4.0)),)


def test_what_burdens_one_side_is_said_where_it_is_written_with_what_would_balance_it(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = filled(galil)
    burden = Answer(text="איחור בתשלום: הלקוח ישלם קנס של 100 ₪ ליום.")
    alignments.say(alignment_id=row.pk, answers={"tiles": burden}, by=by(galil.yael), now=MONDAY_1000)
    clock(LATER)
    written = yael.see(f"/alignments/{row.pk}")
    item = written.partition('id="item-tiles"')[2].partition("</section>")[0]
    for part in (item, yael.see(f"/alignments/{row.pk}/agreement")):
        assert "את זה נושא רק צד אחד: קנס" in words(part)
        assert "מילים כאלה יאזנו את זה: אם נאחר אנחנו, מגיעה לך הנחה של 5% על כל יום איחור." in words(part)
    assert f'href="/alignments/{row.pk}#item-tiles"' in part


@pytest.mark.parametrize("change", [begun, laid_before_them, second_deal])
def test_the_page_of_what_was_gone_through_before_leads_to_what_was_made_of_it(
    galil: Business, yael: Browser, clock: SetClock, change: object
) -> None:
    first = in_force(galil)
    assert callable(change)
    change(galil, first)
    clock(LATER + MINUTE)
    answer = yael.client.get(f"/alignments/{first.alignment_id}")
    assert (answer.status_code, answer["Location"]) == (302, f"/agreements/{first.pk}")
    yael.see(answer["Location"])


def test_what_nobody_went_on_with_leads_to_its_case(galil: Business, yael: Browser, clock: SetClock) -> None:
    row = filled(galil)
    alignments.drop(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    again = alignments.begin(
        case_id=row.case_id, template_id=row.template_id, by=by(galil.yael), now=SUNDAY_1000
    )
    clock(MONDAY_1000)
    yael.see(f"/alignments/{again.pk}")
    answer = yael.client.get(f"/alignments/{row.pk}")
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{row.case_id}")
    assert yael.client.get("/alignments/999").status_code == 404


def test_who_signed_takes_that_back_on_the_page_until_the_business_signs(
    galil: Business, visitor: Browser, yael: Browser, clock: SetClock
) -> None:
    row = signed(galil)
    clock(LATER)
    assert "עד שגם אנחנו חותמים אפשר לבטל את החתימה שלך, בלי תשלום." in words(visitor.see(page_of(galil)))
    shown = visitor.send_and_see(f"{page_of(galil)}/agreements/{row.pk}/declines", reason="יקר לי")
    assert "תודה שסיפרת לנו" in shown and "לבטל את החתימה שלי" not in shown
    assert "הלקוח חתם על גרסה 1 וביטל את החתימה לפני שחתמתם." in words(yael.see(f"/agreements/{row.pk}"))


def test_who_is_asked_for_another_time_of_our_signature_leaves_with_the_agreement(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    row = signed(galil)
    ours = row.promise
    for due in (WEDNESDAY_1200, THURSDAY_1400):
        deliver(LATER)
        promises.revise(promise_id=ours.pk, by=by(galil.yael), due=due, reason="מחלה", now=LATER)
    assert fresh(ours).proposed_due == THURSDAY_1400
    clock(LATER)
    shown = visitor.see(page_of(galil))
    assert f"/promises/{ours.pk}/agreements" in shown and f"/promises/{ours.pk}/releases" not in shown
    url = f"{page_of(galil)}/agreements/{row.pk}/declines"
    (form,) = [
        one for one in shown.split("<form")[1:] if "לבטל את זה, ללא עלות" in one.partition("</form>")[0]
    ]
    assert f'action="{url}"' in form
    visitor.send(url)
    row.refresh_from_db()
    assert (row.state, fresh(ours).state) == ("declined", "released")


def test_the_desk_calls_the_file_of_what_never_came_into_force_what_it_is(
    galil: Business, yael: Browser, clock: SetClock
) -> None:
    row = signed(galil)
    agreement_ends.void(agreement_id=row.pk, reason="טעות במחיר", by=by(galil.yael), now=LATER)
    papers.once(LATER)
    clock(LATER + MINUTE)
    row.refresh_from_db()
    page = yael.see(f"/agreements/{row.pk}")
    assert f"/uploads/{row.sealed_id}" in page
    assert "התיעוד של מה שלא נכנס לתוקף" in words(page) and "העותק החתום" not in words(page)

"""What a customer did, on the day: what really happened, and the one act that follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast, cast_page
from tests.cast import MONDAY_1000, TUESDAY_1400, Business, by, fresh, of
from tests.cast_alignment import ANSWERS, all_seen, begun, filled
from tests.cast_signing import MINUTE, countersigned, offered, signed
from tests.web.conftest import Browser, SetClock, words
from teum.actions import agreement_ends, alignments, cancellations, promises, questions
from teum.actions.promises.steps import Next
from teum.core.disclosure import How
from teum.core.promise import Debtor
from teum.models import Alignment, Message, Promise, Question, Task
from teum.queries import day

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)


def plain(page: str) -> str:
    return words(page).replace("\u2068", "").replace("\u2069", "")


def approved(galil: Business) -> Alignment:
    row = filled(galil)
    return alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )


def test_what_they_say_is_paid_stands_once_and_is_confirmed_by_one_tap(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    paid = cast.quote(galil, body="לשלם 8,000 ₪: מקדמה", includes=("מקדמה",), debtor=Debtor.CUSTOMER)
    more = cast.quote_draft(says_replaces=True)
    promises.make(draft=more, case_id=paid.case_id, by=by(galil.yael), now=cast.SUNDAY_1000)
    visitor.send(f"{cast_page.address(galil)}/promises/{paid.pk}/completions", text="בהעברה")
    page = plain(yael.see("/"))
    assert "נמסר מדנה פרץ שזה נעשה: לשלם 8,000 ₪: מקדמה. הגיע?" in page and "״בהעברה״" in page
    assert "ממתינים לדנה פרץ: לשלם" not in page, "it is waited for no more"
    assert "כתיבת תשובה" not in page and "לא הגיע" in page
    yael.send(f"/promises/{paid.pk}/arrivals")
    assert fresh(paid).state == "kept"
    assert of(Question, galil).get().promise.state == "kept"


def test_what_they_signed_waits_once_for_our_signature(galil: Business, yael: Browser) -> None:
    row = signed(galil)
    page = yael.see("/")
    assert "חתימה של דנה פרץ על ההסכם. נשאר לחתום מצדכם" in plain(page)
    assert f'href="/agreements/{row.pk}"' in page
    for gone in ("הגיעה הבחירה", "אחתום על ההסכם", f"/promises/{row.promise_id}/reports", "עדיין אין תשובה"):
        assert gone not in plain(page)
    countersigned(galil, row)
    assert "חתימה של דנה פרץ" not in plain(yael.see("/"))


def test_why_they_declined_is_read_and_leads_to_the_change(galil: Business, yael: Browser) -> None:
    row = offered(galil)
    agreement_ends.decline(
        agreement_id=row.pk, reason="ארבעה תשלומים במקום אחד?", by=galil.as_customer, now=MONDAY_1000 + MINUTE
    )
    page = yael.see("/")
    assert "דנה פרץ: ההסכם לא מתאים כפי שהוא" in plain(page) and "״ארבעה תשלומים במקום אחד?״" in plain(page)
    assert f'href="/alignments/{row.alignment_id}"' in page


def test_a_cancelling_is_heard_and_what_was_to_be_seen_before_is_gone(galil: Business, yael: Browser) -> None:
    alignment = filled(galil)
    agreement_ends.decline(
        agreement_id=offered(galil, alignment).pk, reason="לא", by=galil.as_customer, now=MONDAY_1000 + MINUTE
    )
    alignment.refresh_from_db()
    row = alignments.approve(
        alignment_id=alignment.pk, by=galil.as_customer, seen=alignment.version, how=How.PAGE, now=MONDAY_1000
    )
    cancellations.cancel(alignment_id=row.pk, by=galil.as_customer, now=TUESDAY_1400)
    page = plain(yael.see("/"))
    assert "ביטול מאת דנה פרץ: מה שסוכם ביניכם" in page
    assert "לא מתאים כפי שהוא" not in page
    assert set(of(Task, galil, done_at=None).values_list("kind", flat=True)) <= {"cancelled", "call", "ask"}


def test_what_was_filled_in_needs_no_look_once_it_is_approved(galil: Business) -> None:
    row = begun(galil)
    for who, keys in ((by(galil.yael), ("visit", "cost")), (galil.as_customer, ("wish", "glass"))):
        said = {key: ANSWERS[key] for key in keys}
        alignments.say(alignment_id=row.pk, answers=said, by=who, now=cast.SUNDAY_1000)
    assert of(Task, galil, kind="answered", done_at=None).count() == 1
    alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=by(galil.yael), now=cast.SUNDAY_1000)
    row.refresh_from_db()
    alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    assert not of(Task, galil, kind="answered", done_at=None).exists()


def _answered(galil: Business) -> Promise:
    """Dana answered what Yael asked."""
    promise = cast.quote(galil)
    asked = questions.ask(
        case_id=promise.case_id, by=by(galil.yael), text="באיזה צבע?", due=TUESDAY_1400, now=cast.SUNDAY_1000
    )
    questions.answer(question_id=asked.pk, by=galil.as_customer, text="לבן", now=cast.SUNDAY_1000)
    return promise


def test_a_name_in_other_letters_stands_apart_from_what_is_glued_to_it(
    galil: Business, yael: Browser
) -> None:
    galil.dana.name = "Emma Stone"
    galil.dana.save(update_fields=["name"])
    cast.quote(galil, body="לשלוח את הטופס", debtor=Debtor.CUSTOMER)
    assert "ממתינים ל-Emma Stone: לשלוח את הטופס" in plain(yael.see("/"))


def test_what_is_only_to_be_seen_is_never_late(galil: Business) -> None:
    _answered(galil)
    items = day.my_day(by=by(galil.yael), now=MONDAY_1000 + A_WEEK)
    seen = next(item for item in items if item.kind == "answered")
    assert seen.is_known and not seen.is_late and items[-1] is seen


def test_what_was_to_be_seen_goes_with_the_case_that_one_of_us_closed(galil: Business) -> None:
    promise = _answered(galil)
    promises.release(
        promise_id=promise.pk,
        by=by(galil.yael),
        proof="בשיחה היום",
        after=Next(close=True),
        now=MONDAY_1000,
    )
    assert not of(Task, galil, done_at=None).exists()


def test_what_happens_next_is_asked_only_where_nothing_else_is_promised(
    galil: Business, yael: Browser
) -> None:
    last = cast.quote(galil, body="לשלוח את הטופס", debtor=Debtor.CUSTOMER)
    address = f"/promises/{last.pk}/arrivals"
    page = yael.see(address)
    assert "מה קורה עכשיו?" in page and "כבר הובטח משהו אחר" not in page
    more = cast.quote_draft(says_replaces=True)
    other = promises.make(draft=more, case_id=last.case_id, by=by(galil.yael), now=cast.SUNDAY_1000)
    assert "מה קורה עכשיו?" not in yael.see(address)
    refused = words(yael.send(address, after="close", status=422))
    assert f"עדיין פתוח {other.what}" in refused


def test_a_case_that_they_cancelled_says_so_and_neither_boasts_nor_asks_how_it_was(
    galil: Business, yael: Browser, visitor: Browser
) -> None:
    row = approved(galil)
    word = cancellations.cancel(alignment_id=row.pk, by=galil.as_customer, now=TUESDAY_1400)
    assert word
    promises.withdraw(
        promise_id=word.pk,
        by=by(galil.yael),
        disclosure="ביטלת, ולא שולם דבר.",
        after=Next(close=True),
        now=TUESDAY_1400,
    )
    page = plain(visitor.see(cast_page.address(galil)))
    assert "ביטלת את מה שסיכמנו." in page
    for untrue in ("ביטלנו את מה", "בוטל לבקשתך: לכתוב", "כל השאר בוצע", "לא נחוץ לנו עוד", "עד כמה התוצאה"):
        assert untrue not in page
    letter = of(Message, galil, kind="closed").get().text
    assert "ביטלת את מה שסיכמנו" in letter and "עד כמה" not in letter and "לא נחוץ לנו עוד" not in letter
    desk = plain(yael.see(f"/cases/{row.case_id}"))
    assert "ביטול מאת דנה פרץ: מה שסוכם ביניכם כבר לא תקף." in desk and "הלקוח ויתר: לשלם" not in desk


def test_a_part_whose_time_has_passed_is_asked_about_kindly(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    paid = cast.quote(galil, body="לשלם 8,000 ₪: מקדמה", includes=("מקדמה",), debtor=Debtor.CUSTOMER)
    address = cast_page.address(galil)
    assert "היה אמור להגיע" not in plain(visitor.see(address))
    clock(TUESDAY_1400 + timedelta(days=3))
    assert "ולא רשום אצלנו שהגיע. אם זה כבר נעשה, אפשר לכתוב לנו כאן." in plain(visitor.see(address))
    page = plain(visitor.send_and_see(f"{address}/promises/{paid.pk}/completions", text=""))
    assert "ממתין לאישור שלנו" in page
    for gone in ("היה אמור להגיע", "נחוץ לי מועד אחר", "מה אנחנו צריכים ממך לשלם"):
        assert gone not in page


def test_one_word_is_promised_for_one_moment(galil: Business) -> None:
    row = offered(galil)
    for again in range(2):
        at = MONDAY_1000 + (again + 1) * MINUTE
        agreement_ends.decline(agreement_id=row.pk, reason="יקר", by=galil.as_customer, now=at)
        alignment = row.alignment
        alignment.refresh_from_db()
        row = offered(galil, alignment, now=at)
    assert of(Promise, galil, nature="update", state="open").count() == 1


def test_nothing_offers_to_close_what_is_still_open(galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    page = plain(yael.see(f"/cases/{promise.case_id}/closing"))
    assert "אפשר לסגור אחרי שאלה יסתיימו" in page and "עדיין פתוח" in page
    yael.send(f"/cases/{promise.case_id}/closing", status=422)

"""My day: what each line says of what it waits for, and that what it offers can be done."""

from datetime import datetime, timedelta
from re import findall

import pytest

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, SetClock, signed_in, words
from teum.actions import promises
from teum.actions.customers import Contact
from teum.clock import timers
from teum.core.promise import Debtor
from teum.models import Member, Organisation, Promise, Task, Timer

WAITS = {
    "offer": {"answer_by": cast.MONDAY_1000},
    "condition": {"condition": "הטופס החתום", "condition_due": cast.MONDAY_1000},
    "customer": {"body": "אשלח לכם את הטופס החתום", "debtor": Debtor.CUSTOMER},
}


@pytest.mark.parametrize(
    ("waits", "says", "act", "becomes"),
    [
        ("offer", "ממתינים לתשובה של דנה פרץ: אשלח לך במייל את הצעת המחיר והמפרט", "acceptances", "open"),
        ("condition", "ממתינים לדנה פרץ: הטופס החתום", "conditions-met", "open"),
        ("customer", "ממתינים לדנה פרץ: אשלח לכם את הטופס החתום", "arrivals", "kept"),
    ],
)
def test_what_is_awaited_is_named_and_can_be_recorded(
    galil: Business, yael: Browser, waits: str, says: str, act: str, becomes: str
) -> None:
    promise = cast.quote(galil, **WAITS[waits])
    page = yael.see("/")
    assert says in page.replace("\u2068", "").replace("\u2069", "")
    address = f"/promises/{promise.pk}/{act}"
    assert address in page
    yael.send(address, after="update", due_on="2026-11-25", due_at="12:00")
    assert cast.fresh(promise).state == becomes


def test_every_act_of_the_day_opens(galil: Business, yael: Browser) -> None:
    for waits in WAITS.values():
        cast.quote(galil, **waits)
    cast.quote(galil)
    cast.quote(galil, body="אתקשר אליך", channel="phone", due=cast.TUESDAY_1400 + timedelta(hours=1))
    page = yael.see("/")
    links = {
        link for link in findall(r'href="(/(?:promises|cases|messages)/[^"]+)"', page) if "static" not in link
    }
    assert len(links) > 8
    for link in sorted(links):
        yael.see(link)


def _held(galil: Business, clock: SetClock) -> None:
    """The clock has written to Dana about Yael's promise, and told the managers."""
    promise = cast.quote(galil)
    hold_at = Timer.objects.of(galil.id).get(promise=promise, kind="hold").fire_at
    timers.once(hold_at)
    clock(hold_at)


def test_a_manager_sees_when_the_update_went_out_and_whose_promise_it_was(
    galil: Business, clock: SetClock
) -> None:
    _held(galil, clock)
    told = Task.objects.of(galil.id).filter(kind="told", member=galil.amir).get()
    assert told.made_at != told.due
    text = words(signed_in(galil.amir).see("/"))
    assert f"הוא נשלח ביום שלישי, 24.11, בשעה {told.made_at.astimezone(cast.JERUSALEM):%H:%M}" in text
    assert "יעל ברק" in text


def test_what_several_managers_were_told_stands_once_on_the_teams_day(
    galil: Business, clock: SetClock
) -> None:
    _held(galil, clock)
    assert Task.objects.of(galil.id).filter(kind="told").count() == 2
    assert words(signed_in(galil.ruth).see("/?whose=team")).count("נשלח עדכון ביניים") == 1


def test_a_call_that_a_message_asks_for_names_the_matter(galil: Business, yael: Browser) -> None:
    ron = cast.customer(galil.ruth, "רון אביטל", [Contact(channel="phone", address="+972541112222")])
    opened = cast.case(galil.yael, ron, title="מזגן מטפטף", promise=cast.chat_draft())
    update = {"text": "החלק הוזמן", "due_on": "2026-11-26", "due_at": "12:00"}
    yael.send(f"/cases/{opened.pk}/updates", **update)
    text = words(yael.see("/"))
    assert "להתקשר אל רון אביטל: מזגן מטפטף" in text
    assert "הודעה מחכה לשליחה ידנית" in text
    assert "הודעה שממתינה לשליחה ידנית" in words(yael.see(f"/cases/{opened.pk}"))


def _owes_a_call(galil: Business, who: Member, body: str, due: datetime) -> None:
    """A call to Dana, in a case of its own."""
    draft = cast.quote_draft(body=body, includes=("פרטים",), channel="phone", due=due)
    cast.case(who, galil.dana, title="מזגן לחדר", promise=draft)


def test_a_customer_is_called_once_and_stands_once(galil: Business, yael: Browser) -> None:
    today = cast.at("2026-11-22 14:00"), cast.at("2026-11-22 16:00")
    _owes_a_call(galil, galil.yael, "אתקשר אליך לתאם את ההתקנה", today[1])
    _owes_a_call(galil, galil.yael, "אתקשר אליך עם המחיר", today[0])
    _owes_a_call(galil, galil.dan, "אתקשר אליך בעניין החשבון", today[0])
    _owes_a_call(galil, galil.yael, "אתקשר אליך לשאול איך היה", cast.TUESDAY_1400)
    page = words(yael.see("/"))
    assert page.count("להתקשר אל דנה פרץ") == 2, "now, and on Tuesday"
    assert "להתקשר אל דנה פרץ: אתקשר אליך עם המחיר" in page
    assert "באותה שיחה: אתקשר אליך לתאם את ההתקנה, עד יום ראשון, 22.11, בשעה 16:00" in page
    assert "מה לומר" in page, "each of them is answered on the call list"
    team = words(signed_in(galil.ruth).see("/?whose=team"))
    assert team.count("להתקשר אל דנה פרץ") == 3, "Dan has a call of his own to make"
    assert yael.see("/calls").count("<article") == 2


def test_what_the_customer_misses_is_quoted(galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    promises.dispute(promise_id=promise.pk, by=galil.as_customer, note="המפרט לא צורף", now=cast.SUNDAY_1000)
    assert "המילים של דנה פרץ: ״המפרט לא צורף״" in words(yael.see("/"))


def test_a_promise_on_whatsapp_opens_the_chat(galil: Business, yael: Browser) -> None:
    cast.quote(galil, body="אשלח לך בוואטסאפ את המפרט", channel="whatsapp")
    assert "https://wa.me/972547654321" in yael.see("/")


def test_who_manages_is_told_that_no_mail_goes_out(galil: Business, yael: Browser) -> None:
    said = "לא הוגדר שרת דואר: לקוחות לא מקבלים מיילים"
    assert said in signed_in(galil.amir).see("/")
    page = signed_in(galil.ruth).see("/")
    assert said in page and 'href="/settings">הגדרת שרת דואר' in page
    assert said not in yael.see("/")
    Organisation.objects.filter(pk=galil.id).update(is_demo=True)
    assert said not in signed_in(galil.ruth).see("/")


def test_the_past_of_a_promise_reads_as_sentences(galil: Business, clock: SetClock) -> None:
    _held(galil, clock)
    promise = Promise.objects.of(galil.id).filter(nature="deed").get()
    text = words(signed_in(galil.yael).see(f"/promises/{promise.pk}"))
    assert "נשלח עדכון אל אמיר לוי." in text
    page = signed_in(galil.yael).see(f"/promises/{promise.pk}")
    facts = [words(line).strip() for line in findall(r"<p>(?:(?!</p>).)*</p></li>", page)]
    assert facts and all(line.endswith((".", "?")) for line in facts)


def test_a_time_that_the_customer_named_waits_for_our_answer(galil: Business, yael: Browser) -> None:
    offer = cast.quote(galil, answer_by=cast.MONDAY_1000)
    promises.counter(promise_id=offer.pk, by=galil.as_customer, due=cast.WEDNESDAY_1200, now=cast.SUNDAY_1000)
    text = words(yael.see("/"))
    assert "דנה פרץ: בקשה למועד אחר. האם הוא מתאים לנו?" in text
    assert "אם לא תבוא תשובה עד יום שני, 23.11, בשעה 10:00, ההצעה תפקע." in text
    assert "ממתינים לתשובה" not in text and "זה יהיה בזמן" not in text
    case = words(yael.see(f"/cases/{offer.case_id}"))
    assert "ממתינה לנו" in case and "את המועד הזה הציע הלקוח" in case
    asked = words(yael.see(f"/promises/{offer.pk}/acceptances"))
    assert "המועד שהלקוח הציע: עד יום רביעי, 25.11, בשעה 12:00." in asked
    yael.send(f"/promises/{offer.pk}/acceptances")
    assert (cast.fresh(offer).state, cast.fresh(offer).due) == ("open", cast.WEDNESDAY_1200)

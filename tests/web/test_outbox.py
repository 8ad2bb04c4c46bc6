"""Messages that did not get through: what the page offers, and what it does not."""

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, words
from teum.actions import promises
from teum.models import Carrier, Member, Message, Task


def test_a_change_that_nobody_told_offers_no_way_around_it(galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    promises.revise(
        promise_id=promise.pk,
        by=cast.by(galil.yael),
        due=cast.WEDNESDAY_1200,
        reason="החלק מתעכב",
        now=cast.SUNDAY_1000,
    )
    message = of(Message, galil, kind="revised").get()
    assert "לבטל את השליחה" not in yael.see(f"/messages/{message.pk}")
    of(Message, galil, pk=message.pk).update(state="failed")
    page = yael.see(f"/messages/{message.pk}")
    assert "נמסר בטלפון" in page and "שליחה מחדש" in page and "כבר לא נחוצה" not in page
    assert "אפשר לשלוח שוב" in words(yael.send(f"/messages/{message.pk}/settlement/dropped", 409))
    yael.send(f"/messages/{message.pk}/settlement/in_person")
    assert "נמסר ללקוח פנים אל פנים" in yael.see(f"/cases/{message.case_id}")


def test_that_the_mail_server_is_away_stands_on_the_day_of_whoever_runs_the_business(
    galil: Business, ruth: Browser, yael: Browser
) -> None:
    cast.quote(galil, now=cast.SUNDAY_0900)
    Carrier.objects.of(galil.id).create(
        organisation_id=galil.id, channel="email", away_since=cast.SUNDAY_0900, again_at=cast.MONDAY_1000
    )
    assert "שרת הדואר הפסיק לענות ביום ראשון" in words(ruth.see("/"))
    assert "שרת הדואר" not in yael.see("/")


def _on_the_day_of(member: Member, message: Message) -> None:
    Task.objects.of(message.organisation_id).create(
        case=message.case,
        message=message,
        kind="failed",
        member=member,
        due=cast.MONDAY_1000,
        made_at=cast.SUNDAY_1000,
    )


def test_of_a_copy_that_failed_both_the_day_and_its_page_say_what_can_be_done(
    galil: Business, yael: Browser
) -> None:
    cast.quote(galil)
    message = of(Message, galil, kind="agreed").get()
    of(Message, galil, pk=message.pk).update(kind="copy", state="failed", settled_at=cast.SUNDAY_1000)
    _on_the_day_of(galil.yael, message)
    todo = "אפשר לתקן את הכתובת ולשלוח שוב"
    page = words(yael.see(f"/messages/{message.pk}"))
    assert todo in words(yael.see("/")) and todo in page and "טופלה" not in page
    yael.send(f"/messages/{message.pk}/settlement/dropped")
    assert todo not in words(yael.see(f"/messages/{message.pk}"))


def test_a_letter_to_one_of_ours_that_failed_is_dealt_with(galil: Business, ruth: Browser) -> None:
    cast.quote(galil)
    message = of(Message, galil, kind="agreed").get()
    mine = {"customer": None, "member": galil.yael, "state": "failed", "settled_at": None}
    of(Message, galil, pk=message.pk).update(**mine)
    _on_the_day_of(galil.ruth, message)
    day = words(ruth.see("/"))
    assert "לא הגיע אל יעל ברק: מה סיכמנו" in day and "ולבדוק שהכתובת נכונה" in day
    page = ruth.see(f"/messages/{message.pk}")
    assert "שליחה מחדש" in page and "נמסר בטלפון" not in page
    ruth.send(f"/messages/{message.pk}/settlement/dropped")
    assert "לא הגיע אל" not in ruth.see("/")


def test_a_code_of_which_nobody_knows_whether_it_left_is_said_by_nobody(
    galil: Business, yael: Browser
) -> None:
    cast.quote(galil)
    message = of(Message, galil, kind="agreed").get()
    of(Message, galil, pk=message.pk).update(kind="code", state="uncertain")
    page = yael.see(f"/messages/{message.pk}")
    assert "שליחה מחדש" in page and "נמסר בטלפון" not in page and "נמסר פנים אל פנים" not in page
    refusal = words(yael.send(f"/messages/{message.pk}/settlement/call", 409))
    assert "את הקוד יכול לקרוא רק מי שקיבל אותו" in refusal


def test_that_a_message_in_doubt_arrived_is_said_by_the_first_button(galil: Business, yael: Browser) -> None:
    cast.quote(galil)
    message = of(Message, galil, kind="agreed").get()
    of(Message, galil, pk=message.pk).update(state="uncertain")
    assert "לא בטוח שהגיע אל דנה פרץ: מה סיכמנו" in words(yael.see(f"/cases/{message.case_id}"))
    listed = yael.see("/messages")
    assert 'href="tel:' in listed and f"/messages/{message.pk}/by-hand" not in listed
    page = yael.see(f"/messages/{message.pk}")
    assert 'button-main"><span>היא הגיעה' in page and "פתיחה בוואטסאפ" in page
    assert page.index("היא הגיעה") < page.index("נמסר בטלפון")
    yael.send(f"/messages/{message.pk}/settlement/told")
    assert "לא בטוח" not in yael.see(f"/cases/{message.case_id}")


def test_a_letter_in_english_reads_in_its_direction_on_a_page_in_hebrew(
    galil: Business, yael: Browser
) -> None:
    cast.quote(galil)
    message = of(Message, galil, kind="agreed").get()
    of(Message, galil, pk=message.pk).update(
        language="en", subject="Galil Air: what we agreed", text="יעל calls."
    )
    assert '<span lang="en" dir="ltr">Galil Air' in yael.see(f"/messages/{message.pk}")
    assert f'href="/messages/{message.pk}" lang="en" dir="ltr"' in yael.see("/messages")
    assert '<p class="soft pre clamp" lang="en" dir="ltr">יעל' in yael.see(f"/cases/{message.case_id}")

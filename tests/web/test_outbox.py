"""Messages that did not get through: what the page offers, and what it does not."""

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, words
from teum.actions import promises
from teum.models import Carrier, Message, Task


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


def test_a_letter_to_one_of_ours_that_failed_is_dealt_with(galil: Business, ruth: Browser) -> None:
    cast.quote(galil)
    message = of(Message, galil, kind="agreed").get()
    mine = {"customer": None, "member": galil.yael, "state": "failed", "settled_at": None}
    of(Message, galil, pk=message.pk).update(**mine)
    Task.objects.of(galil.id).create(
        case=message.case,
        message=message,
        kind="failed",
        member=galil.ruth,
        due=cast.MONDAY_1000,
        made_at=cast.SUNDAY_1000,
    )
    assert "הודעה אל יעל ברק לא הגיעה" in words(ruth.see("/"))
    page = ruth.see(f"/messages/{message.pk}")
    assert "שליחה מחדש" in page and "נמסר בטלפון" not in page
    ruth.send(f"/messages/{message.pk}/settlement/dropped")
    assert "לא הגיעה" not in ruth.see("/")


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

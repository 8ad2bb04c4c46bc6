"""The end of a matter at the desk and on its customer's page, without scripts."""

from __future__ import annotations

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, SetClock, signed_in, words
from tests.web.conftest import links as links_of
from teum.actions import closings, links, promises
from teum.actions.promises.steps import Next
from teum.core.promise import Debtor
from teum.models import Case, Promise, Question, Survey

NEXT_SUNDAY = cast.at("2026-11-29 12:00")


@pytest.fixture
def page(galil: Business) -> str:
    """The address of Dana's page."""
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


@pytest.fixture
def owed(galil: Business) -> Promise:
    """The form that Dana owes."""
    return cast.quote(galil, body="אשלח לכם את הטופס החתום", includes=("הטופס",), debtor=Debtor.CUSTOMER)


def closed(galil: Business) -> Survey:
    """Dana's case, which has just ended."""
    row = cast.quote(galil)
    promises.report(promise_id=row.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    return Survey.objects.of(galil.id).get()


def the_case(galil: Business) -> Case:
    return Case.objects.of(galil.id).get()


# ── the customer's page ──


def test_how_it_was_is_said_in_place_and_once(galil: Business, page: str, visitor: Browser) -> None:
    survey = closed(galil)
    text = words(visitor.see(page))
    assert "איך היה?" in text and "שום הטבה או הנחה לא תלויה בה" in text
    text = visitor.send_and_see(f"{page}/surveys/{survey.pk}/answers", score="5", gap="better")
    assert "התשובה שלך: 5 מתוך 5." in text and the_case(galil).state == "closed"
    visitor.send(f"{page}/surveys/{survey.pk}/answers", score="1", gap="", comment="")
    assert Survey.objects.of(galil.id).get().score == 5


def test_a_bad_answer_shows_who_comes_back_by_when(galil: Business, page: str, visitor: Browser) -> None:
    survey = closed(galil)
    text = visitor.send_and_see(
        f"{page}/surveys/{survey.pk}/answers", score="2", gap="worse", comment="המזגן מרעיש"
    )
    assert "יעל ברק תחזור אליך עם תשובה במייל עד יום שני, 23.11, בשעה 12:00." in text
    assert "המזגן מרעיש" in text and "איך היה?" not in text


def test_without_a_score_it_is_asked_for_in_place(galil: Business, page: str, visitor: Browser) -> None:
    survey = closed(galil)
    text = words(visitor.send(f"{page}/surveys/{survey.pk}/answers", 422, comment="תודה"))
    assert "זה עדיין חסר" in text and "תודה" in text


def test_what_is_missing_opens_it_again(galil: Business, page: str, visitor: Browser) -> None:
    case = closed(galil).case_id
    assert "לפתוח את העניין מחדש" in visitor.see(page)
    visitor.send(f"{page}/cases/{case}/reopenings", 422, missing="")
    text = visitor.send_and_see(f"{page}/cases/{case}/reopenings", missing="המפרט לא מלא")
    assert "מה שכתבת לנו המפרט לא מלא" in text and "השאלה שלך" not in text
    assert "העניין פתוח שוב" in text and "יעל ברק תחזור אליך עם תשובה" in text
    assert "לפתוח את העניין מחדש" not in text
    visitor.send(f"{page}/cases/{case}/reopenings", missing="המפרט לא מלא")
    assert of(Question, galil).count() == 1


def test_nobody_elses_link_opens_or_answers_it(galil: Business, visitor: Browser) -> None:
    survey = closed(galil)
    theirs = f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}"
    cast.case(galil.dan, galil.john)
    visitor.send(f"{theirs}/surveys/{survey.pk}/answers", 404, score="1")
    visitor.send(f"{theirs}/cases/{survey.case_id}/reopenings", 404, missing="חסר")
    assert the_case_of(galil, survey).state == "closed"


def the_case_of(galil: Business, survey: Survey) -> Case:
    return Case.objects.of(galil.id).get(pk=survey.case_id)


def test_the_announced_date_stands_first_and_a_word_keeps_it_open(
    galil: Business, owed: Promise, page: str, visitor: Browser, clock: SetClock
) -> None:
    clock(cast.WEDNESDAY_1200)
    announced = closings.announce(
        case_id=owed.case_id, by=cast.by(galil.yael), on=NEXT_SUNDAY, now=cast.WEDNESDAY_1200
    )
    text = words(visitor.see(page))
    assert "אם לא נשמע ממך עד יום ראשון, 29.11, בשעה 12:00, נסגור את העניין." in text
    assert "משהו עוד פתוח?" in text
    text = visitor.send_and_see(f"{page}/cases/{owed.case_id}/still-open", text="הטופס בדרך, מחר בבוקר")
    assert "תודה. העניין נשאר פתוח" in text and "נסגור את העניין" not in text
    assert cast.fresh(announced).state == "released"


# ── the desk ──


def test_a_closing_is_refused_with_its_list_and_leads_to_a_date(
    galil: Business, owed: Promise, clock: SetClock
) -> None:
    clock(cast.WEDNESDAY_1200)
    yael = signed_in(galil.yael)
    url = f"/cases/{owed.case_id}/closing"
    assert "הלקוח לא עונה" in words(yael.see(url))
    assert f"/promises/{owed.pk}" in links_of(yael.see(url)), "what is open leads to where it ends"
    text = words(yael.send(url, 422))
    assert "עוד אי אפשר לסגור את הפנייה" in text and "אשלח לכם את הטופס החתום" in text
    said = {"close_on": "2026-11-29", "close_at": "12:00", "reason": "הטופס לא הגיע"}
    text = yael.send_and_see(f"{url}/announcements", **said)
    assert "כל דבר שיגיע ממנו ישאיר את הפנייה פתוחה" in text
    assert "התקבלה תשובה" in text and "אם עד אז לא יגיע דבר מהלקוח, הפנייה תיסגר." in text
    assert "סוגרים אם לא תגיע תשובה מאת דנה פרץ" in words(yael.see("/"))
    text = words(yael.send(f"{url}/announcements", 422, **said))
    assert "כבר הודענו ללקוח על מועד" in text


def test_a_date_that_leaves_no_time_is_refused_at_its_field(
    galil: Business, owed: Promise, yael: Browser
) -> None:
    url = f"/cases/{owed.case_id}/closing/announcements"
    text = words(yael.send(url, 422, close_on="2026-11-23", close_at="12:00"))
    assert "ללקוח צריך להישאר יותר זמן" in text


def test_a_member_records_how_it_was_and_the_manager_reads_the_figure(galil: Business, yael: Browser) -> None:
    survey = closed(galil)
    assert "שאלנו, ועוד לא התקבלה תשובה." in words(yael.see(f"/cases/{survey.case_id}"))
    url = f"/surveys/{survey.pk}/answers"
    text = yael.send_and_see(url, score="4", gap="as_agreed", comment="שביעות רצון")
    assert "4 מתוך 5, כפי שסוכם" in text and "שביעות רצון" in text
    amir = signed_in(galil.amir)
    assert "ציון מלקוח אחד: 4.0 מתוך 5" in words(amir.see("/"))
    text = words(amir.see("/surveys"))
    assert "הציון הממוצע 4.0 מתוך 5" in text and "דנה פרץ" in text
    yael.see("/surveys", status=403)
    assert "מתוך 5" not in words(yael.see("/"))


def test_a_second_question_needs_its_reason(galil: Business, yael: Browser) -> None:
    survey = closed(galil)
    url = f"/cases/{survey.case_id}/surveys"
    yael.send(url, 422, reason="")
    assert "השאלה נשלחת ללקוח שוב." in yael.send_and_see(url, reason="תיקנו אחרי תשובה לא טובה")
    assert Survey.objects.of(galil.id).count() == 2


def test_the_history_says_how_it_ended(galil: Business, yael: Browser) -> None:
    survey = closed(galil)
    text = words(yael.see(f"/cases/{survey.case_id}"))
    assert "הלקוח נשאל איך היה." in text
    row = cast.quote(galil)
    promises.release(
        promise_id=row.pk,
        by=cast.by(galil.yael),
        proof="אמרה בטלפון",
        after=Next(close=True),
        now=cast.SUNDAY_1000,
    )
    assert "הפנייה נסגרה." in words(yael.see(f"/cases/{row.case_id}"))

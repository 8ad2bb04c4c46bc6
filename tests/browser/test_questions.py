"""A question in a real browser: asked on the phone, answered at the desk, not answered by that, and answered again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.cast import Business, of
from teum.actions import links
from teum.models import Message, Promise

ASKED = "באיזה צבע יהיה המזגן בחדר?"


@pytest.fixture
def dana(galil: Business, live: Callable[..., Page]) -> Page:
    """Dana at her page, on her phone."""
    cast.quote(galil)
    page = live(width=390, height=664)
    page.goto(f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}")
    return page


def _answer(desk: Page, words: str) -> None:
    desk.goto("/")
    desk.locator("[data-row]", has_text=ASKED).first.get_by_text("כתיבת תשובה").click()
    desk.fill("textarea[name=text]", words)
    desk.click("main form button.button-main")
    expect(desk.locator("main")).to_contain_text("התשובה נרשמה.")


def test_a_question_is_answered_until_it_is(
    galil: Business, dana: Page, sign_in: SignIn, picture: Callable[[Page, str], None]
) -> None:
    dana.click("text=שאילת שאלה")
    dana.fill("form[action*='/cases/'] textarea", ASKED)
    dana.click("text=שליחת השאלה")
    expect(dana.locator("#questions").locator("..")).to_contain_text("יעל ברק תשיב לך על השאלה שלך")

    desk = sign_in(galil.yael)
    _answer(desk, "המזגן לבן, והמסגרת אפורה.")

    dana.reload()
    waits = dana.locator("section", has=dana.get_by_role("heading", name="זו התשובה שלנו"))
    expect(waits).to_contain_text("המזגן לבן")
    picture(dana, "customer-answered-he-390")
    waits.locator("summary").click()
    waits.locator("textarea").fill("שאלתי על החדר, לא על הסלון")
    waits.locator("details button").click()
    expect(dana.locator("#asked")).to_contain_text("אין צורך")

    _answer(desk, "גם בחדר המזגן לבן.")
    dana.reload()
    expect(waits).to_contain_text("גם בחדר המזגן לבן.")
    waits.get_by_role("button", name="תודה, זה עונה על השאלה").click()
    expect(waits).to_have_count(0)
    expect(dana.locator("#questions").locator("..")).to_contain_text("גם בחדר המזגן לבן.")


def test_who_was_told_otherwise_says_so_at_the_promise(galil: Business, dana: Page, sign_in: SignIn) -> None:
    promise = dana.locator("section", has=dana.locator("#promised"))
    promise.locator("summary", has_text="לא זה מה שנאמר לי").click()
    promise.locator("textarea").fill("נאמר לי שגם ההתקנה כלולה במחיר")
    promise.get_by_role("button", name="שליחה").click()
    expect(dana.locator("#questions").locator("..")).to_contain_text("יעל ברק תחזור אליך עם תשובה")
    desk = sign_in(galil.yael)
    expect(desk.locator("main")).to_contain_text("נאמר לי שגם ההתקנה כלולה במחיר")


def test_a_dispute_from_the_report_to_the_end(
    galil: Business, dana: Page, sign_in: SignIn, picture: Callable[[Page, str], None]
) -> None:
    row, desk = of(Promise, galil).get(), sign_in(galil.yael)
    _report(desk, row)
    dana.reload()
    asked = dana.locator("section[aria-labelledby^=confirm]")
    asked.locator("summary", has_text="חסר לי משהו").click()
    asked.locator("textarea").fill("המפרט לא הגיע")
    asked.get_by_role("button", name="שליחה").click()
    expect(dana.locator(".notices")).to_contain_text("תודה שעדכנת אותנו")
    expect(asked).to_have_count(0)
    expect(dana.locator("h1")).to_contain_text(
        "יעל ברק תעדכן אותך איפה הדברים עומדים במייל עד יום שני, 23.11"
    )
    picture(dana, "customer-disputed-he-390")
    assert cast.fresh(row).state == "open"
    (letter,) = of(Message, galil, kind="disputed")
    assert "עד יום שני, 23.11" in letter.text, "by when they hear, also where they closed the page"

    desk.goto("/")
    expect(desk.locator("main")).to_contain_text("המפרט לא הגיע")
    _report(desk, row)
    dana.reload()
    asked.get_by_role("button", name="קיבלתי, תודה").click()
    expect(dana.locator("#where")).to_contain_text("הסתיים")
    desk.goto(f"/cases/{row.case_id}")
    expect(desk.get_by_role("button", name="פתיחה מחדש")).to_be_visible()
    assert cast.fresh(row).state == "kept"


def _report(desk: Page, row: Promise) -> None:
    """It is done, the agent says."""
    desk.goto(f"/promises/{row.pk}/reports")
    desk.locator("main form button.button-main").click()
    desk.wait_for_url(f"**/cases/{row.case_id}")

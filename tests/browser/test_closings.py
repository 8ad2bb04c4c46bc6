"""The end of a matter in a real browser: refused and then done, silence, how it was, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.browser.test_look import Picture
from tests.cast import Business
from tests.web.conftest import SetClock
from teum.actions import links, promises
from teum.core.promise import Debtor
from teum.models import Promise

NEXT_SUNDAY = cast.at("2026-11-29 12:00")


def _page_of_dana(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _reported(galil: Business) -> Promise:
    row = cast.quote(galil)
    return promises.report(promise_id=row.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)


def _owed(galil: Business) -> Promise:
    return cast.quote(galil, body="אשלח לכם את הטופס החתום", includes=("הטופס",), debtor=Debtor.CUSTOMER)


def test_a_closing_waits_with_its_list_and_is_then_done(
    galil: Business, sign_in: SignIn, live: Callable[..., Page], picture: Picture
) -> None:
    row = _reported(galil)
    desk = sign_in(galil.yael)
    desk.goto(f"/cases/{row.case_id}")
    desk.get_by_role("link", name="סגירת הפנייה").click()
    expect(desk.locator("main")).to_contain_text("אפשר לסגור אחרי שאלה יסתיימו")
    expect(desk.get_by_role("button", name="סגירה", exact=True)).to_have_count(0)
    expect(desk.locator("main dl.facts a")).to_have_text("אשלח לך במייל את הצעת המחיר והמפרט")
    picture(desk, "closing-waits-he-1280")

    dana = live(width=390, height=664)
    dana.goto(_page_of_dana(galil))
    dana.get_by_role("button", name="קיבלתי, תודה").click()
    expect(dana.locator("#where")).to_contain_text("הסתיים")
    expect(dana.get_by_role("heading", name="איך היה?")).to_be_visible()  # asked once, with the closing
    desk.goto(f"/cases/{row.case_id}")
    expect(desk.get_by_role("button", name="פתיחה מחדש")).to_be_visible()
    expect(desk.locator("main")).to_contain_text("סיימנו: מזגן לסלון")


def test_a_bad_answer_opens_the_matter_with_a_promise(
    galil: Business, sign_in: SignIn, live: Callable[..., Page], picture: Picture
) -> None:
    row = _reported(galil)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    dana = live(width=390, height=664)
    dana.goto(_page_of_dana(galil))
    picture(dana, "customer-survey-he-390")
    survey = dana.locator("section", has=dana.get_by_role("heading", name="איך היה?"))
    survey.get_by_label("2: לא טובה").check()
    survey.get_by_label("פחות טוב ממה שסיכמנו").check()
    survey.locator("textarea").fill("המזגן מרעיש בלילה")
    survey.get_by_role("button").click()
    expect(dana.locator("h1")).to_contain_text("יעל ברק תחזור אליך עם תשובה")
    expect(dana.locator("#questions").locator("..")).to_contain_text("המזגן מרעיש בלילה")
    picture(dana, "customer-not-good-he-390")

    desk = sign_in(galil.yael)
    desk.goto(f"/cases/{row.case_id}")
    expect(desk.locator("main")).to_contain_text("2 מתוך 5, פחות טוב ממה שסוכם")
    picture(desk, "case-not-good-he-1280")


def test_a_silent_customer_is_told_a_date_and_it_comes(
    galil: Business, sign_in: SignIn, live: Callable[..., Page], clock: SetClock, picture: Picture
) -> None:
    row = _owed(galil)
    clock(cast.WEDNESDAY_1200)
    desk = sign_in(galil.yael)
    desk.goto(f"/cases/{row.case_id}/closing")
    desk.get_by_role("link", name="הלקוח לא עונה").click()
    desk.fill("[name=close_on]", "2026-11-29")
    desk.fill("[name=close_at]", "12:00")
    picture(desk, "closing-announcement-he-1280")
    desk.get_by_role("button", name="להודיע ללקוח").click()
    expect(desk.locator("main")).to_contain_text(
        "אם לא נשמע ממך עד יום ראשון, 29.11, בשעה 12:00, נסגור את העניין."
    )

    dana = live(width=390, height=664)
    dana.goto(_page_of_dana(galil))
    expect(dana.locator("h1")).to_contain_text("נסגור את העניין")
    picture(dana, "customer-announced-he-390")
    dana.locator("section", has=dana.get_by_role("heading", name="משהו עוד פתוח?")).locator("textarea").fill(
        "הטופס אצל הבנק"
    )
    dana.get_by_role("button", name="להשאיר פתוח").click()
    expect(dana.locator("h1")).to_contain_text("יעל ברק תשיב לך על השאלה שלך")


def test_the_way_back(galil: Business, live: Callable[..., Page], picture: Picture) -> None:
    row = _reported(galil)
    promises.confirm(promise_id=row.pk, by=galil.as_customer, now=cast.SUNDAY_1000)
    dana = live(width=390, height=664)
    dana.goto(_page_of_dana(galil))
    back = dana.locator("section", has=dana.get_by_role("heading", name="חסר משהו?"))
    back.locator("summary").click()
    back.locator("textarea").fill("המפרט לא מלא")
    back.get_by_role("button").click()
    expect(dana.locator("h1")).to_contain_text("יעל ברק תחזור אליך עם תשובה")
    picture(dana, "customer-reopened-he-390")

"""A mail that nobody can place, on the day of a person, who finds its place with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests import cast, cast_mail
from tests.browser.conftest import SignIn
from tests.cast import Business
from teum.actions import inbox


@pytest.mark.parametrize("width", [1280, 390])
def test_a_stranger_gets_a_case_by_keyboard(galil: Business, sign_in: SignIn, width: int) -> None:
    mail = cast_mail.mail(sender="noa@example.com", sender_name="נועה לוי", subject="הצעת מחיר")
    came = inbox.receive(mail, now=cast.SUNDAY_1000)
    assert came and came.member
    page = sign_in(came.member, width=width)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("noa@example.com")
    page.locator("main a", has_text="הצעת מחיר").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("הכתובת של השולח או השולחת לא מוכרת כאן.")
    page.locator("main form button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(cast_mail.WORDS)
    expect(page.locator("main")).to_contain_text("נועה לוי")

"""Another time for an appointment, from the wish to both agreeing to it, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.browser.test_look import look
from tests.cast import Business, fresh, of
from teum.actions import links
from teum.models import Message, Promise

Live = Callable[..., Page]
Picture = Callable[[Page, str], None]
VIEWS = ((390, "light"), (1280, "light"))
AGREED = "ביום שלישי, 24.11, בין 10:00 ל-12:00"


@pytest.fixture
def visit(galil: Business) -> Promise:
    """Dana's installation on Tuesday from ten to twelve."""
    return cast.appointment(galil)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_customer_asks_for_other_times_and_one_tap_agrees(
    galil: Business,
    visit: Promise,
    live: Live,
    sign_in: SignIn,
    picture: Picture,
    scripts: bool,
) -> None:
    dana = live(width=390, height=844, scripts=scripts)
    dana.goto(f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}")
    dana.get_by_text("מתאים לי מועד אחר").click()
    dana.get_by_label("ביום רביעי, 25.11, בין 10:00 ל-12:00").check()
    dana.fill("[name=due_on]", "2026-11-26")
    dana.fill("[name=due_at]", "09:00")
    picture(dana, f"moves-asking-{scripts}")
    assert not scripts or not look(dana, "moves", VIEWS)
    dana.get_by_role("button", name="לבקש את המועד הזה").click()
    waits = dana.locator(".notice", has_text="ביקשת מועד אחר")
    expect(waits).to_contain_text("ביום חמישי, 26.11, בין 09:00 ל-11:00")
    expect(waits).to_contain_text(AGREED)
    picture(dana, f"moves-asked-{scripts}")
    assert not scripts or not look(dana, "moves", VIEWS)

    yael = sign_in(galil.yael, scripts=scripts)
    yael.get_by_role("link", name="לבחור מועד").click()
    picture(yael, f"moves-desk-{scripts}")
    assert not scripts or not look(yael, "moves", VIEWS)
    assert fresh(visit).start == visit.start
    yael.get_by_role("button", name="מתאים לנו: ביום חמישי, 26.11").click()
    expect(yael.get_by_text("סוכם, והמועד הוזז.")).to_be_visible()
    assert fresh(visit).start == cast.at("2026-11-26 09:00")
    (told,) = of(Message, galil, kind="revised")
    assert "המועד שביקשת מתאים גם לנו" in told.text

    dana.reload()
    expect(dana.locator("h1")).to_contain_text("ביום חמישי, 26.11, בין 09:00 ל-11:00")
    expect(dana.locator(".notice", has_text="ביקשת מועד אחר")).to_have_count(0)


def test_another_is_offered_and_stands_beside_what_was_agreed(
    galil: Business,
    visit: Promise,
    live: Live,
    sign_in: SignIn,
    picture: Picture,
) -> None:
    dana = live(width=390, height=844)
    dana.goto(f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}")
    dana.get_by_text("מתאים לי מועד אחר").click()
    dana.get_by_label("ביום רביעי, 25.11, בין 10:00 ל-12:00").check()
    dana.get_by_role("button", name="לבקש את המועד הזה").click()

    yael = sign_in(galil.yael)
    yael.get_by_role("link", name="לא מתאים").click()
    yael.get_by_role("link", name="להציע מועד אחר").click()
    yael.get_by_label("מועד אחר").check()
    yael.fill("[name=due_on]", "2026-11-26")
    yael.fill("[name=start_at]", "14:00")
    yael.fill("[name=due_at]", "16:00")
    yael.fill("[name=reason]", "ביום רביעי אין מתקין פנוי")
    picture(yael, "moves-offering")
    assert not look(yael, "moves", VIEWS)
    yael.get_by_role("button", name="לשלוח את ההצעה").click()
    expect(yael.get_by_text("מה שסוכם בתוקף עד שתהיה הסכמה")).to_be_visible()

    dana.reload()
    card = dana.locator(".card-waiting", has_text="במקום המועד שביקשת אנחנו מציעים")
    expect(card).to_contain_text(AGREED)
    picture(dana, "moves-offered")
    assert not look(dana, "moves", VIEWS)
    assert fresh(visit).start == visit.start
    card.get_by_role("button", name="המועד החדש מתאים לי").click()
    expect(dana.locator("h1")).to_contain_text("ביום חמישי, 26.11, בין 14:00 ל-16:00")
    assert fresh(visit).start == cast.at("2026-11-26 14:00")

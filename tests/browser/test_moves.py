"""Another time for an appointment, from the wish to both agreeing to it, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast, cast_page
from tests.browser.conftest import SignIn, choose_language
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


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_further_change_is_agreed_to_or_answered_with_another_time(
    galil: Business, live: Live, picture: Picture, language: str
) -> None:
    """Without scripts: the quote was to come by Tuesday, then by Wednesday, and now Thursday is asked for."""
    quote = cast.quote(galil)
    cast_page.move(galil, quote, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.SUNDAY_1000)
    cast_page.move(galil, quote, cast.THURSDAY_1400, "המתקין חולה", now=cast.SUNDAY_1000)
    dana = live(width=390, height=844, scripts=False)
    choose_language(dana, language)
    dana.goto(cast_page.address(galil))
    card = dana.locator(".card-waiting")
    card.locator("summary").click()
    picture(dana, f"moves-further-{language}")
    card.locator("[name=due_on]").fill("2026-11-25")
    card.locator("[name=due_at]").fill("16:00")
    card.locator("details form button").click()
    expect(card.locator(".notice")).to_contain_text("16:00")
    dana.set_viewport_size({"width": 1280, "height": 900})
    picture(dana, f"moves-further-asked-{language}")
    card.locator(".button-main").first.click()
    expect(card).to_have_count(0)
    assert fresh(quote).due == cast.THURSDAY_1400


def test_the_further_change_looks_right(galil: Business, live: Live) -> None:
    quote = cast.quote(galil)
    cast_page.move(galil, quote, cast.WEDNESDAY_1200, "עיכוב במפעל", now=cast.SUNDAY_1000)
    cast_page.move(galil, quote, cast.THURSDAY_1400, "המתקין חולה", now=cast.SUNDAY_1000)
    dana = live(width=390, height=844)
    dana.goto(cast_page.address(galil))
    dana.locator(".card-waiting summary").click()
    assert not look(dana, "moves-further", VIEWS)


def test_a_revoked_link_leads_on(galil: Business, visit: Promise, live: Live, picture: Picture) -> None:
    link = links.of_customer(galil.dana, now=cast.SUNDAY_1000)
    links.revoke(page_id=link.pk, by=cast.by(galil.yael), replace=True, now=cast.SUNDAY_1000)
    dana = live(width=390, height=844)
    dana.goto(f"/p/{link.token}")
    picture(dana, "link-revoked")
    assert not look(dana, "link-revoked", VIEWS)
    dana.get_by_role("button", name="לשלוח לי את הקישור").click()
    expect(dana.get_by_text("הוא בדרך אליך")).to_be_visible()

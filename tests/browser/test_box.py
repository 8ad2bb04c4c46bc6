"""The promise box in a browser: it understands while one types, and loses nothing."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import cast, cast_page
from tests.browser.conftest import SignIn
from tests.cast import Business
from teum.models import Promise

WHOLE = "אשלח לך במייל את הצעת המחיר והמפרט"


@pytest.fixture
def case_path(galil: Business) -> str:
    """Dana's case, in which a call is promised."""
    call = cast.quote_draft(
        body="אתקשר אליך ביום ראשון, 29.11, בין 10:00 ל-12:00", includes=("פרטים",), channel="phone",
        start=cast.at("2026-11-29 10:00"), due=cast.at("2026-11-29 12:00"),
    )  # fmt: skip
    return f"/cases/{cast.case(galil.yael, galil.dana, promise=call).pk}?promise"


def _type(page: Page, text: str) -> None:
    with page.expect_response("**/promises/check"):
        page.locator("[data-box]").press_sequentially(text, delay=5)


def test_vague_words_are_marked_while_typing(galil: Business, sign_in: SignIn, case_path: str) -> None:
    page = sign_in(galil.yael)
    page.goto(case_path)
    _type(page, cast.VAGUE)
    expect(page.locator("#box-echo mark")).to_have_text("בהקדם")
    expect(page.locator("#box-vague q")).to_have_text("בהקדם")
    expect(page.locator("#box-note")).to_contain_text("הטיוטה נשמרה")


def test_typing_asks_once_a_pause(galil: Business, sign_in: SignIn, case_path: str) -> None:
    page = sign_in(galil.yael)
    page.goto(case_path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "check" in request.url else None)
    _type(page, cast.VAGUE)
    expect(page.locator("#box-echo mark")).to_have_text("בהקדם")
    assert len(asked) == 1


def test_marks_stand_under_their_words(galil: Business, sign_in: SignIn, case_path: str) -> None:
    page = sign_in(galil.yael)
    page.goto(case_path)
    _type(page, cast.VAGUE)
    box, echo = page.locator("[data-box]").bounding_box(), page.locator("#box-echo").bounding_box()
    assert box and echo
    assert abs(box["x"] - echo["x"]) < 1
    assert abs(box["y"] - echo["y"]) < 1
    same = "e => { const s = getComputedStyle(e); return [s.fontSize, s.lineHeight, s.paddingInlineStart, s.fontFamily].join() }"
    assert page.locator("[data-box]").evaluate(same) == page.locator("#box-echo").evaluate(same)


def test_one_tap_puts_a_window_in_the_vague_words_place(
    galil: Business, sign_in: SignIn, case_path: str
) -> None:
    page = sign_in(galil.yael)
    page.goto(case_path)
    _type(page, f"{WHOLE} בהקדם")
    expect(page.locator("#box-echo mark")).to_have_count(1)
    with page.expect_response("**/promises/check"):
        page.locator("#id_window .option").first.click()
    expect(page.locator("[data-box]")).not_to_have_value(f"{WHOLE} בהקדם")
    expect(page.locator("#box-echo mark")).to_have_count(0)


def test_the_sentence_fills_and_the_promise_is_saved(
    galil: Business, sign_in: SignIn, case_path: str
) -> None:
    page = sign_in(galil.yael)
    page.goto(case_path)
    _type(page, cast.QUOTE)
    expect(page.locator("#box-reads .gap")).to_have_count(2)
    page.fill("[name=includes]", "הצעת מחיר\nמפרט")
    page.locator("[name=replaces][value=none]").check()
    expect(page.locator("#box-reads .gap")).to_have_count(0)
    expect(page.locator("#box-reads")).to_contain_text("במייל")
    page.click("button[name=save]")
    expect(page.locator("[role=status].notices")).to_contain_text("נשמר")
    made = Promise.objects.of(galil.id).latest("id")
    assert (made.due, made.includes, made.channel) == (cast.TUESDAY_1400, ["הצעת מחיר", "מפרט"], "email")


def test_nothing_is_lost_when_the_window_closes(galil: Business, sign_in: SignIn, case_path: str) -> None:
    first = sign_in(galil.yael)
    first.goto(case_path)
    _type(first, cast.VAGUE)
    first.context.close()
    again = sign_in(galil.yael)
    again.goto(case_path.removesuffix("?promise"))
    expect(again.locator("[data-box]")).to_have_value(cast.VAGUE)
    expect(again.locator("#box-echo mark")).to_have_text("בהקדם")


def test_a_refusal_is_read_first(galil: Business, sign_in: SignIn, case_path: str) -> None:
    page = sign_in(galil.yael)
    page.goto(case_path)
    _type(page, cast.VAGUE)
    page.click("button[name=save]")
    expect(page.locator("#trouble")).to_be_focused()


def test_all_of_it_without_scripts(galil: Business, sign_in: SignIn, case_path: str) -> None:
    page = sign_in(galil.yael, scripts=False)
    page.goto(case_path)
    page.fill("[data-box]", f"{WHOLE} בהקדם")
    page.fill("[name=includes]", "הצעת מחיר\nמפרט")
    page.locator("[name=replaces][value=none]").check()
    page.click("button[name=save]")
    expect(page.locator("#box-echo mark")).to_have_text("בהקדם")
    page.locator("[name=window]").nth(1).check()
    page.click("button[name=save]")
    expect(page.locator("[data-box]")).not_to_have_value(f"{WHOLE} בהקדם")
    page.click("button[name=save]")
    expect(page.locator("[role=status].notices")).to_contain_text("נשמר")


@pytest.mark.parametrize(("width", "language", "scripts"), [(1280, "he", True), (390, "en", False)])
def test_a_later_time_is_agreed_to_on_the_line_by_one_tap(
    galil: Business,
    sign_in: SignIn,
    picture: Callable[[Page, str], None],
    width: int,
    language: str,
    scripts: bool,
) -> None:
    row = cast.quote(galil)
    cast_page.move(galil, row, cast.WEDNESDAY_1200, "חסר חלק", now=cast.SUNDAY_1000)
    cast_page.hears(row, now=cast.SUNDAY_1000)
    page = sign_in(galil.yael, width=width, language=language, scripts=scripts)
    page.goto(f"/cases/{row.case_id}?promise")
    page.fill("[data-box]", "אשלח לך במייל מפרט עד יום חמישי, 26.11, בשעה 14:00")
    page.fill("[name=includes]", "מפרט")
    page.locator(f"[name=replaces][value='{row.pk}']").check()
    page.click("button[name=save]")
    expect(page.locator("#consent")).to_be_visible()
    if scripts:
        assert not Axe().run(page).response["violations"]
    picture(page, f"box-consent-{language}-{width}")
    page.click("#consent button[value=out]")
    page.wait_for_url("**/summary")
    assert Promise.objects.of(galil.id).get(replaces=row).due == cast.THURSDAY_1400


def test_one_tap_opens_whatsapp_in_a_new_tab(galil: Business, sign_in: SignIn, case_path: str) -> None:
    page = sign_in(galil.yael)
    page.context.route(
        "https://wa.me/**", lambda route: route.fulfill(body="WhatsApp", content_type="text/plain")
    )
    page.goto("/messages")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="וואטסאפ").first.click()
    opened.value.wait_for_url("https://wa.me/972547654321?text=**")
    page.reload()
    expect(page.locator("main")).to_contain_text("נשלחה")

"""The keyboard: j and k, Enter, n, /, ? and Escape."""

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import SignIn
from tests.cast import Business


@pytest.fixture
def day(galil: Business, sign_in: SignIn) -> Page:
    """Yael's day, with three promises."""
    for title in ("מזגן לסלון", "מזגן לחדר", "מזגן למשרד"):
        cast.case(galil.yael, galil.dana, title=title)
    return sign_in(galil.yael)


def _here(page: Page) -> int:
    rows = page.locator("[data-row]")
    return [row.get_attribute("class") or "" for row in rows.all()].index("row is-here")


def test_j_and_k_walk_the_list(day: Page) -> None:
    day.keyboard.press("j")
    day.keyboard.press("j")
    day.keyboard.press("j")
    assert _here(day) == 2
    day.keyboard.press("k")
    assert _here(day) == 1
    expect(day.locator("[data-row]").nth(1).locator("[data-open]")).to_be_focused()


def test_enter_opens_the_row(day: Page) -> None:
    day.keyboard.press("j")
    day.keyboard.press("Enter")
    day.wait_for_url("**/cases/*")


def test_n_asks_for_a_new_promise(day: Page) -> None:
    day.keyboard.press("n")
    day.wait_for_url("**/promises/new")


def test_slash_searches(day: Page) -> None:
    day.keyboard.press("/")
    day.keyboard.type("דנה")
    day.keyboard.press("Enter")
    day.wait_for_url("**/search?q=*")
    expect(day.locator("main")).to_contain_text("דנה פרץ")


def test_question_mark_lists_the_keys_and_escape_closes_them(day: Page) -> None:
    day.keyboard.press("?")
    expect(day.locator("#keys")).to_be_visible()
    day.keyboard.press("Escape")
    expect(day.locator("#keys")).to_be_hidden()


def test_escape_gives_the_focus_back(day: Page) -> None:
    day.keyboard.press("j")
    day.keyboard.press("?")
    expect(day.locator("#keys")).to_be_visible()
    day.keyboard.press("Escape")
    expect(day.locator("[data-row]").first.locator("[data-open]")).to_be_focused()
    menu = day.locator("header details.menu")
    menu.locator("summary").focus()
    day.keyboard.press("Enter")
    day.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    day.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.locator("a").first).to_be_hidden()


def test_letters_typed_into_a_field_are_letters(day: Page) -> None:
    day.locator("#search").focus()
    day.keyboard.type("njk?")
    expect(day.locator("#search")).to_have_value("njk?")


def test_the_first_stop_of_the_tab_key_leads_to_the_content(day: Page) -> None:
    day.keyboard.press("Tab")
    expect(day.locator(".skip")).to_be_focused()
    day.keyboard.press("Enter")
    assert day.evaluate("location.hash") == "#main"

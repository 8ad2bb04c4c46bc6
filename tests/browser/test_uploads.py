"""A document in a real browser: asked for at the desk in two taps, sent on the phone by keyboard alone, seen on the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from tests import cast
from tests.browser.conftest import SignIn, choose_language
from tests.cast import Business, of
from tests.cast_upload import HTML, PNG, document
from teum.actions import links
from teum.models import Promise, Upload

WANTED = "צילום של המקום"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> None:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[str, str]:
    """A picture on the phone, and a page that calls itself one."""
    real, false = tmp_path / "לוח.png", tmp_path / "page.png"
    real.write_bytes(PNG)
    false.write_bytes(HTML)
    return str(real), str(false)


def _address(galil: Business) -> str:
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def _tab_to(page: Page, wanted: Locator) -> None:
    """Walk by keyboard alone until the wanted thing has the focus."""
    for _ in range(60):
        if wanted.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_a_document_from_the_ask_to_the_download(
    galil: Business,
    promise: Promise,
    live: Callable[..., Page],
    sign_in: SignIn,
    pictures: tuple[str, str],
    picture: Callable[[Page, str], None],
) -> None:
    desk = sign_in(galil.yael)
    desk.goto(f"/cases/{promise.case_id}")
    desk.get_by_role("heading", name="לבקש מסמך").click()
    desk.get_by_role("button", name=WANTED).click()
    expect(desk.locator("main")).to_contain_text("ביקשנו מסמך מאת")

    page = live(width=390, height=664, scripts=False)
    page.goto(_address(galil))
    waits = page.locator("section", has=page.get_by_role("heading", name="דרוש לנו ממך מסמך"))
    expect(waits).to_contain_text(WANTED)
    picture(page, "customer-document-he-390")
    waits.locator("input[type=file]").set_input_files(pictures[1])
    waits.get_by_role("button", name="שליחת הקובץ").click()
    expect(waits.get_by_role("alert")).to_contain_text("קבצים מסוג זה לא נוכל לקבל")
    waits.locator("input[type=file]").set_input_files(pictures[0])
    waits.get_by_role("button", name="שליחת הקובץ").click()
    expect(page.locator("main")).to_contain_text("תודה, הקובץ הגיע.")
    expect(waits).to_have_count(0)
    expect(page.get_by_role("link", name="לוח.png")).to_be_visible()
    picture(page, "customer-document-sent-he-390")

    desk.goto("/")
    row = desk.locator("[data-row]", has_text="הגיע מסמך מאת").first
    row.locator("a").first.click()
    link = desk.get_by_role("link", name="לוח.png")
    served = desk.request.get(str(link.evaluate("a => a.href"))).headers
    assert (
        served["content-disposition"].startswith("attachment")
        and served["x-content-type-options"] == "nosniff"
    )
    assert "sandbox" in served["content-security-policy"], "no browser runs what a customer sends"
    with desk.expect_download() as found:
        link.click()
    assert found.value.suggested_filename == "לוח.png"
    assert Path(str(found.value.path())).read_bytes() == PNG


@pytest.mark.parametrize("language", ["he", "en"])
def test_it_is_sent_by_keyboard_alone(
    galil: Business, promise: Promise, live: Callable[..., Page], pictures: tuple[str, str], language: str
) -> None:
    document(galil, promise)
    page = live(width=390, height=664, language=language)
    choose_language(page, language)
    page.on(
        "filechooser", lambda chooser: chooser.set_files(pictures[0])
    )  # listened for long before it comes
    page.goto(_address(galil))
    chosen = page.locator("input[type=file]")
    _tab_to(page, chosen)
    page.keyboard.press("Space")
    expect(chosen).to_have_value(re.compile("."))
    _tab_to(page, page.get_by_role("button", name={"he": "שליחת הקובץ", "en": "Send the file"}[language]))
    page.keyboard.press("Enter")
    thanks = {"he": "תודה, הקובץ הגיע.", "en": "Thank you, it has arrived."}[language]
    expect(page.locator("main")).to_contain_text(thanks)
    assert of(Upload, galil).count() == 1

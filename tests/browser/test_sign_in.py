"""Through the door: the language that is chosen there, and the day behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.cast import Business


@pytest.mark.parametrize("language", ["he", "en"])
def test_who_chooses_a_language_and_signs_in_comes_to_their_day(
    galil: Business, live: Callable[..., Page], language: str
) -> None:
    page = live()
    page.goto("/account/login/")
    if language != "he":
        page.click(f"button[name=language][value={language}]")
        page.wait_for_selector(f"html[lang={language}]")
    page.fill("[name=login]", galil.yael.email)
    page.fill("[name=password]", cast.PASSWORD)
    page.click("main button")
    page.wait_for_url("**/")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1

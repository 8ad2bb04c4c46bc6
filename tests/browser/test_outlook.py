"""A forgotten call in a real browser: the page says that it is late, and one tap asks for it again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import cast, cast_page
from tests.browser.conftest import choose_language
from tests.cast import Business, by
from tests.web.conftest import SetClock
from teum.actions import callbacks, promises

NOON = cast.at("2026-11-22 12:00")
AFTER = cast.at("2026-11-22 17:00")


@pytest.mark.parametrize("language", ["he", "en"])
def test_what_is_late_says_so_and_is_asked_for_again(
    galil: Business,
    live: Callable[..., Page],
    clock: SetClock,
    picture: Callable[[Page, str], None],
    language: str,
) -> None:
    call = callbacks.ask(
        case_id=cast.quote(galil).case_id, by=galil.as_customer, start=NOON, now=cast.SUNDAY_1000
    )
    other = cast.promise_of(cast.case(galil.yael, galil.dana, title="מזגן לחדר השינה"))
    promises.report(promise_id=other.pk, by=by(galil.yael), now=cast.SUNDAY_1000)
    clock(AFTER)
    page = live(width=390)
    choose_language(page, language)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{cast_page.address(galil)}?case={call.case_id}")
        sorry = "לא עמדנו במועד הזה" if language == "he" else "We missed that time"
        expect(page.locator("h1")).to_contain_text(sorry)
        assert not Axe().run(page).response["violations"]
        picture(page, f"late-{language}-{width}")
    calls = page.locator("section", has=page.locator("#calls"))
    calls.get_by_role("button").first.click()
    expect(page.locator("h1")).not_to_contain_text(sorry)

"""A manager writes how an item reads in an agreement, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import cast_alignment
from tests.browser.conftest import SignIn
from tests.browser.test_look import VIEWS, look
from tests.cast import Business


@pytest.mark.parametrize("language", ["he", "en"])
def test_the_term_of_an_item_is_written_and_refused_in_its_place(
    galil: Business, sign_in: SignIn, picture: Callable[[Page, str], None], language: str
) -> None:
    kept = cast_alignment.template(galil)
    page = sign_in(galil.ruth, width=1280, language=language)
    page.goto(f"/settings/alignments/{kept.pk}/items/2")
    page.locator("details", has=page.locator("[name=clause_he]")).locator("> summary").click()
    page.fill("[name=clause_he]", "הזכוכית תהיה {said}.")
    page.fill("[name=clause_en]", "The glass will be as you like.")
    page.locator("main form[method=post] .button-main").last.click()
    expect(page.locator("main [role=alert]")).to_be_focused()
    expect(page.locator("[name=clause_en]")).to_be_visible()
    assert page.locator("[name=clause_en]").get_attribute("aria-invalid") == "true"
    bad = look(page, f"a term that is refused, {language}", VIEWS[language])
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, f"alignment-item-refused-{language}-{width}")
    page.fill("[name=clause_en]", "The glass will be {said}.")
    page.locator("main form[method=post] .button-main").last.click()
    page.wait_for_url(f"**/settings/alignments/{kept.pk}")
    kept.refresh_from_db()
    assert kept.items[1]["clause"]["en"] == "The glass will be {said}."
    assert not bad, "\n".join(bad)

"""Whoever holds a sealed file reads in a real browser what it proves: in both languages, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from tests import cast_agreement
from tests.browser.conftest import choose_language
from tests.browser.test_look import VIEWS, look
from tests.cast import Business
from tests.cast_agreement import AT, ENGLISH, HEBREW
from teum.documents import agreement, evidence, sealing
from teum.web import proof

Live = Callable[..., Page]
SHEETS = {"he": HEBREW, "en": ENGLISH}
WHOLE = {"he": "שום דבר בו לא השתנה", "en": "not one byte has changed"}


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Callable[[str], dict[str, Path]]:
    """A file of each outcome, as somebody has it on their computer."""
    settings.TEUM = replace(settings.TEUM, data=tmp_path)
    proof.LOOKS.forget()

    def make(language: str) -> dict[str, Path]:
        sheet = SHEETS[language]
        seen = cast_agreement.evidence(agreement.draw(sheet), language)
        drawn = evidence.draw(cast_agreement.signed(sheet), seen)
        with ThreadPoolExecutor() as beside:  # the browser's own loop runs in this thread
            whole = beside.submit(sealing.seal, drawn, now=AT).result()
        changed = whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:]
        found = {
            "whole": whole,
            "changed": changed,
            "added": whole + b"\n",
            "unsealed": drawn,
            "no_pdf": b"?",
        }
        for name, content in found.items():
            (tmp_path / f"{name}.pdf").write_bytes(content)
        return {name: tmp_path / f"{name}.pdf" for name in found}

    return make


def _send(page: Page, file: Path) -> Locator:
    page.goto("/verify")
    page.set_input_files("[name=file]", str(file))
    page.click("main .button-main")
    return page.locator("#found")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["he", "en"])
def test_what_a_file_proves_is_read_by_everybody(
    galil: Business,
    live: Live,
    files: Callable[[str], dict[str, Path]],
    picture: Callable[[Page, str], None],
    language: str,
    scripts: bool,
) -> None:
    page = live(width=390, height=844, language=language, scripts=scripts)
    choose_language(page, language)
    page.goto("/account/login/")
    bad = look(page, f"signing in, {language}", VIEWS[language]) if scripts else []
    page.click("a[href='/verify']")
    expect(page.locator("h1")).to_be_visible()
    for name, file in files(language).items():
        expect(_send(page, file)).to_be_visible()
        assert (WHOLE[language] in page.locator("#found").inner_text()) == (name == "whole")
        if scripts:
            bad += look(page, f"{name}, {language}", VIEWS[language])
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                picture(page, f"verify-{name}-{language}-{width}")
    page.goto("/verify")
    page.click("main .button-main")
    expect(page.locator("main [role=alert]")).to_be_focused()
    if scripts:
        bad += look(page, f"nothing sent, {language}", VIEWS[language])
        picture(page, f"verify-refused-{language}-390")
    assert not bad, "\n".join(bad)

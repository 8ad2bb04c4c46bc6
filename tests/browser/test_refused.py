"""What a customer is shown where their page says no: each form that is refused, too much at once, a link that ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings

from tests import cast, cast_page, cast_scene
from tests.browser.conftest import choose_language
from tests.browser.test_look import IS_WHOLE, VIEWS, look
from tests.cast import Business, by
from tests.cast_scene import Scene
from tests.cast_upload import HTML
from tests.web.conftest import SetClock
from teum.actions import links
from teum.core.rate import Limit
from teum.web.customer_page import gate
from teum.web.limits import Limiter

Live = Callable[..., Page]
Picture = Callable[[Page, str], None]
PHONE = ((390, "light"),)
"""Where a form is filled in again; the long runs look at each in both widths."""
MAY_BE_REFUSED = {
    "page_acceptance", "page_agreement", "page_agreement_signature", "page_alignment_answers", "page_alignment_mark", "page_answer", "page_cancellation", "page_contact", "page_counter", "page_decision", "page_disclosure_objection",
    "page_done", "page_move", "page_objection", "page_preferences", "page_question", "page_reopening",
    "page_still_open", "page_summary_correction", "page_survey", "page_uploads",
}  # fmt: skip
"""Every form with something to fill in, or of words that may have changed since they were read."""
SPOIL = """form => {
  form.noValidate = true;
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  form.querySelectorAll("details").forEach(fold => { fold.open = true; });
  form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach(it => { it.checked = false; });
  form.querySelectorAll("input[name=version]").forEach(it => { it.value = "0"; });
}"""
TYPED = "textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])"
ALWAYS_TAKEN = {"page_dispute", "page_agreement_decline"}
"""Something is missing, or does not suit, also where nobody says what."""
REFUSAL = "main [role=alert], .notices .notice-soon"
"""What is wrong, on its form; of a tap, above."""
FIELDS = "textarea, input:not([type=hidden]), input[name=version]"
NO_PLACE = {"date": "2020-01-01", "time": "03:00"}


@pytest.fixture
def scene(galil: Business, tmp_path: Path, settings: Settings) -> Scene:
    """Something of everything."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return cast_scene.scene(galil)


@pytest.fixture
def no_picture(tmp_path: Path) -> str:
    """A file that no page takes."""
    file = tmp_path / "a.png"
    file.write_bytes(HTML)
    return str(file)


def _name(action: str) -> str:
    return str(resolve(action.partition("?")[0]).url_name)


def _spoil(form: Locator, file: str) -> None:
    """Nothing is chosen, nothing is said, and the file is none that we take."""
    form.evaluate(SPOIL)
    for field in form.locator(TYPED).all():
        kind = field.get_attribute("type") or "text"
        if kind == "file":
            field.set_input_files(file)
        else:
            field.fill(NO_PLACE.get(kind, " . "))


def _forms(page: Page) -> dict[str, Locator]:
    """The first form of each kind in which something can be wrong."""
    forms = page.locator("main form[method=post]", has=page.locator(FIELDS))
    actions: list[str] = forms.evaluate_all("all => all.map(it => it.getAttribute('action') || '')")
    names = [_name(action) for action in actions]
    return {name: forms.nth(names.index(name)) for name in names}


@pytest.mark.parametrize("language", ["he", "en"])
def test_what_is_wrong_is_said_to_everybody(
    galil: Business, scene: Scene, live: Live, picture: Picture, no_picture: str, language: str
) -> None:
    page = live(width=390, height=844, language=language)
    choose_language(page, language)
    bad, refused = [], set[str]()
    for address in scene.pages:
        page.goto(address)
        for name in _forms(page).keys() - refused - ALWAYS_TAKEN:
            page.goto(address)
            form = _forms(page)[name]
            _spoil(form, no_picture)
            with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
                form.locator("button").last.click()
            assert sent.value.status in (303, 409, 422), f"{name}: {sent.value.status}"
            expect(page.locator(REFUSAL).first, f"{name} took what is nothing").to_be_visible()
            refused.add(name)
            bad += look(page, f"{name}, refused, {language}", VIEWS[language] if IS_WHOLE else PHONE)
            picture(page, f"refused-{name}-{language}")
    assert not bad, "\n".join(bad)
    assert refused == MAY_BE_REFUSED


@pytest.mark.parametrize("language", ["he", "en"])
def test_who_taps_or_guesses_too_much_is_told_so(
    galil: Business,
    scene: Scene,
    live: Live,
    picture: Picture,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    monkeypatch.setattr(gate, "ACTS", Limiter(Limit(a_second=1 / 60, burst=1)))
    monkeypatch.setattr(gate, "MISSES", Limiter(Limit(a_second=1 / 60, burst=1)))
    page = live(width=390, height=844, language=language)
    choose_language(page, language)
    bad = []
    for _ in range(2):
        page.goto(scene.pages[0])
        form = _forms(page)["page_question"]
        _spoil(form, "")
        form.locator("button").click()
    bad += look(page, f"too much at once, {language}", VIEWS[language])
    picture(page, f"too-many-sent-{language}")
    for _ in range(2):
        page.goto("/p/guessed")
    bad += look(page, f"guessed too often, {language}", VIEWS[language])
    picture(page, f"too-many-{language}")
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_link_that_ended_or_was_revoked_shows_the_way_to_another(
    galil: Business, clock: SetClock, live: Live, picture: Picture, language: str
) -> None:
    whose = galil.dana if language == "he" else galil.john
    cast.case(galil.yael, whose)
    address = cast_page.address(galil, whose)
    page = live(width=390, height=844, language=language)
    choose_language(page, language)
    bad = []
    clock(cast.at("2027-07-07 12:00"))
    for state in ("ended", "revoked"):
        if state == "revoked":
            link = links.of_customer(whose, now=cast.SUNDAY_1000)
            links.revoke(page_id=link.pk, by=by(galil.ruth), replace=True, now=cast.SUNDAY_1000)
        answer = page.goto(address)
        assert answer and answer.status == 410
        bad += look(page, f"{state}, {language}", VIEWS[language])
        picture(page, f"link-{state}-{language}")
        page.locator("main form button").click()
        expect(page.locator(".notices")).to_be_visible()
        bad += look(page, f"{state}, asked for another, {language}", VIEWS[language])
        picture(page, f"link-{state}-asked-{language}")
    assert not bad, "\n".join(bad)

"""What every page owes its reader: accessible, nothing cut off, big enough to touch; pictures of it to look at.

The pages are those of the URL configuration: a new one is looked at by itself, or the test names what it needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page
from pytest_django import Settings

from tests import cast, cast_page, cast_scene
from tests.browser.conftest import SignIn, choose_language
from tests.cast import Business
from tests.cast_scene import Scene
from tests.web.conftest import SetClock
from teum.actions import promises
from teum.models import Promise
from teum.web.customer_page import gate

Picture = Callable[[Page, str], None]
VIEWS = {"he": ((1280, "dark"), (390, "light")), "en": ((390, "light"), (1280, "dark"))}
"""In each language each width once. Axe's rules are asked in the last: of each width, and of either scheme, once."""
IS_WHOLE = os.environ.get("LOOK") == "whole"
"""The long runs look at every page, ask each rule but contrast in every view, and contrast, which takes most of the time,
in each scheme once. The short ones look at every third page of the desk and at all that customers see, without contrast;
each story looks at its own pages besides.
"""
OF_THE_WIDTH = ("target-size",)
"""What a view by itself is asked for: where things stand, not what they are."""
MORE = (
    "/?whose=team", "/calls?whose=team", "/cases?q=מזגן&state=open", "/promises/new?q=דנה", "/customers?q=054",
    "/messages?to=team", "/search?q=nobody", "/settings/words?find=בקרוב", "/incidents/new?text=מזגן", "/account/logout/",
    "/nowhere", "/api/v1/docs",
)  # fmt: skip
MISTAKES = (
    "/cases/new",
    "/settings/services",
    "/promises/{promise_id}/revisions",
    "/cases/{case_id}/disclosures",
)
"""Forms that are sent empty: what is wrong is accessible, too."""
NOTES = "אבדוק עבורך ואתקשר אליך עד יום שלישי, 24.11, בשעה 14:00. באיזה צבע? אשלח את המפרט בהקדם."
HALF_A_YEAR_LATER = cast.at("2027-07-07 12:00")
OWED = """() => {
  document.querySelectorAll("details:not(.menu)").forEach(fold => { fold.open = true; });
  const bad = [], root = document.documentElement, all = what => [...document.querySelectorAll(what)];
  const seen = it => it.getClientRects().length && getComputedStyle(it).visibility === "visible";
  const is = (what, found) => { if (found.length) bad.push([what, found.map(it => it.outerHTML.slice(0, 120))]); };
  if (!root.lang || root.dir !== (root.lang === "he" ? "rtl" : "ltr")) bad.push(["language", root.lang, root.dir]);
  const titles = all("h1").filter(seen).length;
  if (titles !== 1) bad.push(["h1", titles]);
  is("no label", all("input:not([type=hidden]), select, textarea")
    .filter(it => !it.labels.length && !it.ariaLabel && !it.hasAttribute("aria-labelledby")));
  is("too small to touch", all(".button, .input, .option, .fold > summary").filter(seen)
    .filter(it => it.getBoundingClientRect().height < 43.9));
  if (root.scrollWidth > root.clientWidth)
    bad.push(["wider than the window", root.scrollWidth, all("main *").filter(seen)
      .filter(it => { const box = it.getBoundingClientRect(); return box.right > root.clientWidth + 1 || box.left < -1; })
      .map(it => it.outerHTML.slice(0, 90)).slice(0, 3)]);
  return bad;
}"""


@pytest.fixture
def scene(galil: Business, tmp_path: Path, settings: Settings) -> Scene:
    """Something behind every page."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return cast_scene.scene(galil)


def _patterns(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each name of an address and what it takes, but for the API's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace is None and str(pattern.pattern) != "api/":
            yield from _patterns(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, list(pattern.pattern.regex.groupindex)


def _addresses(made: Scene) -> list[str]:
    """An address of everything that the URL configuration knows."""
    found = []
    for name, wanted in _patterns():
        named = {**made.names, **({"token": made.names["invitation"]} if name == "join" else {})}
        missing = [each for each in wanted if each not in named]
        assert not missing, f"tests/cast_scene.py names no {missing} for the page '{name}'"
        found.append(reverse(name, kwargs={each: named[each] for each in wanted}))
    return found


def _is_page(client: Client, address: str) -> bool:
    """Whether a page stands there: an act answers a look with 405, a file is no HTML, and a part of a page no page."""
    answer = client.get(address, follow=True)
    if answer.status_code == 405 or not answer["Content-Type"].startswith("text/html"):
        return False
    assert answer.status_code in (200, 403), f"{address}: {answer.status_code}, nothing stands behind it"
    return b"<html" in answer.content


def _is_of_the_desk(address: str) -> bool:
    """Whether only members see it."""
    answer = Client().get(address)
    return answer.status_code == 302 and answer["Location"].startswith("/account/login/?")


def look(page: Page, where: str, views: tuple[tuple[int, str], ...]) -> list[str]:
    """What a page owes its reader and does not give, in each view, with all that is folded opened."""
    page.evaluate(Axe().axe_script)
    bad = []
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 844 if width < 400 else 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        bad += [f"{where} {width} {scheme}: {owed}" for owed in page.evaluate(OWED)]
        options = _asked(is_last=width == views[-1][0])
        for found in page.evaluate("options => axe.run(options).then(all => all.violations)", options):
            nodes = [node["html"][:160] for node in found["nodes"]][:3]
            bad.append(f"{where} {width} {scheme}: {found['id']} {nodes}")
    return bad


def _asked(*, is_last: bool) -> dict[str, Any]:
    """What axe looks for in a view."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if not (is_last or IS_WHOLE):
        return options | {"runOnly": {"type": "rule", "values": list(OF_THE_WIDTH)}}
    has_contrast = is_last and IS_WHOLE
    return options | {
        "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": has_contrast}}
    }


@pytest.mark.parametrize("language", ["he", "en"])
def test_every_page(
    galil: Business, scene: Scene, clock: SetClock, sign_in: SignIn, live: Callable[..., Page], language: str
) -> None:
    client = Client()
    client.force_login(galil.ruth.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    uid, key = user_pk_to_url_str(galil.dan.user), default_token_generator.make_token(galil.dan.user)
    scene.names |= {"uidb36": uid, "key": key}
    addresses = _addresses(scene)
    desk = [it for it in addresses if _is_of_the_desk(it) and _is_page(client, it)]
    public = [it for it in addresses if not _is_of_the_desk(it) and _is_page(Client(), it)]
    assert len(desk) > 60 and len(public) > 9, (len(desk), len(public))
    bad = []
    inside = sign_in(galil.ruth, language=language)
    for address in (*desk, *scene.more, *MORE)[:: 1 if IS_WHOLE else 3]:
        inside.goto(address)
        bad += look(inside, f"{address} {language}", VIEWS[language])
    for address in (it.format(**scene.names) for it in MISTAKES):
        inside.goto(address)
        inside.locator("main form[method=post] .button-main").last.click()
        inside.wait_for_selector("main [role=alert]")
        bad += look(inside, f"{address}, sent empty, {language}", VIEWS[language])
    inside.goto("/cases/{case_id}/conversations/new".format(**scene.names))
    inside.fill("textarea[name=notes]", NOTES)
    inside.locator("button[name=look]").click()
    inside.locator("#found fieldset.proposal").first.wait_for()
    bad += look(inside, f"what notes propose, {language}", VIEWS[language])
    outside = live(language=language)
    choose_language(outside, language)
    for address in (*public, *scene.pages, "/p/guessed"):
        outside.goto(address)
        bad += look(outside, f"{address} {language}", VIEWS[language])
    bad += _of_who_waits(outside, language)
    clock(HALF_A_YEAR_LATER)
    outside.goto(scene.pages[0])
    outside.locator("#ended").wait_for()
    bad += look(outside, f"an ended link {language}", VIEWS[language])
    assert not bad, "\n".join(bad)


def _of_who_waits(page: Page, language: str) -> list[str]:
    """What they read who tried too often: links that open nothing, and to sign in."""
    elsewhere, bad = Client(), []
    while (answer := page.goto("/p/guessed")) and answer.status != 429:
        for _ in range(30):
            elsewhere.get("/p/guessed")
    bad += look(page, f"too many guesses, {language}", VIEWS[language])
    while elsewhere.post("/account/login/").status_code != 429:
        pass
    page.goto("/account/login/")
    with page.expect_response(lambda answer: answer.status == 429):
        page.click("main button")
    bad += look(page, f"too many tries to sign in, {language}", VIEWS[language])
    cache.clear()
    gate.MISSES.forget()  # the ended link is looked at next
    return bad


def _story(galil: Business) -> Promise:
    """A few matters in different states, for the pictures of the README."""
    quote = cast.quote(galil)
    call = cast.quote_draft(
        body="אתקשר אליך היום, יום ראשון, 22.11, בין 11:00 ל-12:00",
        includes=("תיאום טכנאי",),
        channel="phone",
        start=cast.at("2026-11-22 11:00"),
        due=cast.at("2026-11-22 12:00"),
    )
    cast.case(galil.yael, galil.dana, title="טכנאי לדירה ברחוב הגפן", promise=call)
    waiting = cast.quote_draft(
        body="אתקין לך את המזגן עד יום חמישי, 26.11, בשעה 14:00",
        includes=("התקנה",),
        channel="visit",
        due=cast.THURSDAY_1400,
        condition="הטופס החתום",
        condition_due=cast.MONDAY_1000,
    )
    cast.case(galil.yael, galil.dana, title="התקנה", promise=waiting)
    done = cast.promise_of(cast.case(galil.yael, galil.john, title="Two quotes"))
    promises.report(promise_id=done.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    return quote


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pictures(
    galil: Business, clock: SetClock, sign_in: SignIn, picture: Picture, width: int, language: str
) -> None:
    promise = _story(galil)
    page = sign_in(galil.yael, width=width, language=language)
    picture(page, f"day-{language}-{width}")
    page.goto(f"/cases/{promise.case_id}?promise")
    with page.expect_response("**/promises/check"):
        page.locator("[data-box]").press_sequentially(
            {"he": cast.VAGUE, "en": "I'll send you the information soon"}[language]
        )
    page.wait_for_selector("#box-echo mark")
    picture(page, f"box-{language}-{width}")
    clock(cast.TUESDAY_1000)
    page.goto(f"/promises/{promise.pk}/ask")
    picture(page, f"ask-{language}-{width}")
    page.goto(cast_page.address(galil, galil.dana if language == "he" else galil.john))
    picture(page, f"customer-{language}-{width}")


def test_the_first_visit(
    transactional_db: None, clock: SetClock, live: Callable[..., Page], picture: Picture
) -> None:
    page = live(width=390)
    page.goto("/welcome")
    assert not look(page, "/welcome", VIEWS["he"])
    picture(page, "welcome-he-390")
    page.fill("[name=organisation]", "נועה תפירה")
    page.fill("[name=name]", "נועה דיין")
    page.locator("[name=gender][value=f]").check()
    page.fill("[name=email]", "noa@sewing.example")
    page.fill("[name=password]", cast.PASSWORD)
    page.click("main form .button-main")
    page.wait_for_url("**/")
    assert not look(page, "an empty desk", VIEWS["he"])
    picture(page, "empty-he-390")


def test_motion_is_off_when_asked(galil: Business, sign_in: SignIn) -> None:
    page = sign_in(galil.yael)
    quick = page.locator(".button").first.evaluate("e => getComputedStyle(e).transitionDuration")
    assert set(quick.replace(" ", "").split(",")) == {"0s"}


def test_a_page_prints_without_its_frame(galil: Business, sign_in: SignIn) -> None:
    page = sign_in(galil.yael)
    page.emulate_media(media="print")
    assert not page.locator("header.bar").is_visible()

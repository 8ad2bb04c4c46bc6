"""A form of a business on a site that is not ours: put there, filled in, answered at once; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.conftest import SignIn
from tests.browser.sites import FRAME, SCRIPT, Shop, on_the_site
from tests.browser.test_look import Picture, look
from tests.cast import Business, of
from tests.cast_intake import address, form
from tests.web.conftest import SetClock
from teum.models import Alignment, Case

SHOWN = {"he": "מה חשוב לך?", "en": "What matters?"}
SEND = {"he": "לשלוח", "en": "Send, and see"}
VIEWS = ((390, "light"), (1280, "light"))


@pytest.fixture(autouse=True)
def _no_one_wrote_yet(galil: Business) -> None:
    cache.clear()


@pytest.mark.parametrize(("language", "width"), [("he", 390), ("en", 1280)])
def test_a_visitor_of_another_site_is_answered_at_once(
    galil: Business,
    live: Callable[..., Page],
    clock: SetClock,
    picture: Picture,
    language: str,
    width: int,
    live_server: LiveServer,
    shop: Shop,
) -> None:
    page = live(width=width, height=900)
    frame = on_the_site(galil, page, live_server.url, shop, language, SCRIPT)
    expect(frame.locator("main")).to_contain_text(SHOWN[language])
    expect(frame.locator("[name=proof]")).not_to_have_value("", timeout=30_000)
    tall = page.locator("iframe").bounding_box()
    inside = frame.locator("body").evaluate("it => it.scrollHeight")
    assert tall and abs(tall["height"] - inside) < 3, (tall, inside)
    picture(page, f"intake-{language}-{width}")

    clock(cast.at("2026-11-22 10:01"))
    frame.locator("[name=said-wish]").fill("אני צריך את זה בהקדם")
    frame.get_by_label({"he": "יחידת הורים", "en": "Master suite"}[language]).check()
    frame.locator("[name=said-free_on]").fill("2026-11-24")
    frame.locator("[name=said-free_at]").fill("14:00")
    frame.locator("[name=name]").fill("רוני שקד")
    frame.locator("[name=phone]").fill("054-765-4321")
    frame.get_by_role("button", name=SEND[language]).click()
    expect(frame.get_by_role("alert")).to_contain_text("בהקדם")
    expect(frame.get_by_role("alert")).to_be_in_viewport()
    picture(page, f"intake-vague-{language}-{width}")
    frame.locator("[name=said-wish]").fill("מקלחון שקל לנקות")
    frame.get_by_role("button", name=SEND[language]).click()
    expect(frame.locator("h1.sentence")).to_contain_text(
        {"he": "תתקשר אליך", "en": "will call you"}[language]
    )
    expect(frame.locator("h1.sentence")).to_be_in_viewport()
    page.wait_for_function("document.querySelector('iframe').getBoundingClientRect().height < 600")
    picture(page, f"intake-answer-{language}-{width}")

    said = of(Alignment, galil).get().lines
    assert said["wish"]["answer"]["text"] == "מקלחון שקל לנקות" and said["place"]["answer"]["option"] == 1
    assert of(Case, galil).get().owner == galil.yael
    with page.context.expect_page() as opened:
        frame.locator("main a.button").click()
    expect(opened.value.locator("main")).to_contain_text({"he": "מקלחון", "en": "Shower"}[language])


def test_without_scripts_it_is_sent_as_well(
    galil: Business, live: Callable[..., Page], clock: SetClock, live_server: LiveServer, shop: Shop
) -> None:
    page = live(width=390, height=844, scripts=False)
    frame = on_the_site(galil, page, live_server.url, shop, "he", FRAME)
    clock(cast.at("2026-11-22 10:01"))
    frame.locator("[name=said-wish]").fill("מקלחון שקל לנקות")
    frame.get_by_label("חדר רחצה").check()
    frame.locator("[name=name]").fill("רוני שקד")
    frame.locator("[name=phone]").fill("054-765-4321")
    frame.get_by_role("button", name="לשלוח").click()
    expect(frame.locator("h1.sentence")).to_contain_text("תתקשר אליך")
    assert of(Case, galil).count() == 1


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_manager_puts_it_on_the_site_and_sees_it_as_visitors_do(
    galil: Business, sign_in: SignIn, picture: Picture, language: str
) -> None:
    row = form(galil, language)
    ruth = sign_in(galil.ruth, language=language)
    ruth.goto("/settings")
    ruth.get_by_role("link", name={"he": "טפסים באתר שלכם", "en": "Forms on your site"}[language]).click()
    assert not look(ruth, "the forms", VIEWS)
    ruth.get_by_role("link", name={"he": "מקלחון", "en": "Shower"}[language]).click()
    assert not look(ruth, "a form's settings", VIEWS)
    picture(ruth, f"intake-settings-{language}-1280")
    ruth.get_by_role(
        "link", name={"he": "לראות כמו מבקרים באתר", "en": "See it as visitors do"}[language]
    ).click()
    expect(ruth.locator("main")).to_contain_text(SHOWN[language])
    assert not look(ruth, "the preview", VIEWS)
    ruth.goto(address(galil, row))
    assert not look(ruth, "the form itself", VIEWS)
    ruth.get_by_role("button", name=SEND[language]).click()
    ruth.get_by_role("alert").wait_for()
    assert not look(ruth, "the form, sent empty", VIEWS)

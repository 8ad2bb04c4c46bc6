"""A form of a business on a site that is not ours: put there, filled in, answered at once; with scripts and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.cache import cache
from playwright.sync_api import FrameLocator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.conftest import SignIn
from tests.browser.test_look import Picture, look
from tests.cast import Business, by, of
from tests.cast_alignment import ITEMS, WISH
from tests.cast_intake import address, form
from tests.web.conftest import SetClock
from teum.actions import alignment_templates
from teum.actions.alignment_templates import Entry
from teum.core.alignment import Item, Kind, Side, Topic
from teum.core.said import Said
from teum.models import Alignment, Case

FREE = Item(
    key="free",
    topic=Topic.THEIR_PART,
    kind=Kind.DATED,
    side=Side.CUSTOMER,
    text=Said("מתי אפשר לבוא למדוד?", "When can we come to measure?"),
    promise=Said("להיות בבית למדידה", "be at home for the measuring"),
)
PLACE = Item(
    key="place",
    topic=Topic.NEEDS,
    kind=Kind.CHOICE,
    side=Side.CUSTOMER,
    text=Said("לאיזה חדר?", "For which room?"),
    options=(Said("חדר רחצה", "Bathroom"), Said("יחידת הורים", "Master suite")),
)
Shop = Callable[[str], str]
SHOWN = {"he": "מה חשוב לך?", "en": "What matters?"}
SEND = {"he": "לשלוח", "en": "Send, and see"}
VIEWS = ((390, "light"), (1280, "light"))


@pytest.fixture(autouse=True)
def _no_one_wrote_yet(galil: Business) -> None:
    cache.clear()


def _on_the_site(
    galil: Business, page: Page, base: str, shop: Shop, language: str, line: str
) -> FrameLocator:
    """The business's own site, on which one of the two lines stands."""
    row = form(galil, language)
    entry = Entry(name=Said("מקלחון", "Shower"), items=[WISH, PLACE, FREE, *ITEMS[1:]])
    alignment_templates.change(
        template_id=row.template_id, by=by(galil.ruth), entry=entry, now=cast.SUNDAY_1000
    )
    line = line.format(url=base + address(galil, row))
    page.goto(shop(f"<!doctype html><title>Shop</title><h1>Shop</h1>{line}"))
    return page.frame_locator("iframe")


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A site of another origin; one page of it, as it is given."""
    held: list[bytes] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(held[-1] if self.path == "/" else b"")

        def log_message(self, *_said: object) -> None:
            """Nothing of it is news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()

    def show(html: str) -> str:
        held.append(html.encode())
        return f"http://127.0.0.1:{server.server_port}/"

    yield show
    server.shutdown()
    server.server_close()


SCRIPT = '<script src="{url}/embed.js" data-title="Shower" async></script>'
FRAME = '<iframe src="{url}" title="Shower" style="width:100%;height:60rem;border:0"></iframe>'


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
    frame = _on_the_site(galil, page, live_server.url, shop, language, SCRIPT)
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
    frame = _on_the_site(galil, page, live_server.url, shop, "he", FRAME)
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

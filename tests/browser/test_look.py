"""What every page owes its reader: accessible, nothing cut off, big enough to touch; pictures of it to look at."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import cast, cast_mail
from tests.browser.conftest import SignIn, choose_language
from tests.cast import Business
from tests.web.conftest import SetClock
from teum.actions import inbox, links, promises
from teum.models import Message

VIEWS = [(1280, "he", False), (390, "he", True), (390, "en", False), (1280, "en", True)]
Picture = Callable[[Page, str], None]


def _require_good(page: Page, where: str) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, f"{where}: {[(v['id'], [node['target'] for node in v['nodes']][:3]) for v in found]}"
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where}: wider than the window"
    small = page.evaluate(
        "[...document.querySelectorAll('.button, .input, .option, .fold > summary')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML.slice(0, 90))"
    )
    assert not small, f"{where}: too small to touch: {small}"


def _story(galil: Business) -> dict[str, object]:
    """A few matters in different states, so that pages have something to show."""
    quote = cast.quote(galil)
    cast.case(
        galil.yael, galil.dana, title="טכנאי לדירה ברחוב הגפן",
        promise=cast.quote_draft(
            body="אתקשר אליך היום, יום ראשון, 22.11, בין 11:00 ל-12:00", includes=("תיאום טכנאי",), channel="phone",
            start=cast.at("2026-11-22 11:00"), due=cast.at("2026-11-22 12:00"),
        ),
    )  # fmt: skip
    waiting = cast.quote_draft(
        body="אתקין לך את המזגן עד יום חמישי, 26.11, בשעה 14:00", includes=("התקנה",), channel="visit",
        due=cast.THURSDAY_1400, condition="הטופס החתום", condition_due=cast.MONDAY_1000,
    )  # fmt: skip
    cast.case(galil.yael, galil.dana, title="התקנה", promise=waiting)
    done = cast.promise_of(cast.case(galil.yael, galil.john, title="Two quotes"))
    promises.report(promise_id=done.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    letter = Message.objects.of(galil.id).select_related("case").earliest("id")
    inbox.receive(cast_mail.answer_to(letter), now=cast.SUNDAY_1000)
    inbox.receive(cast_mail.mail("ומה עם החנייה?", files=("plan.pdf",)), now=cast.SUNDAY_1000)
    mail = inbox.receive(cast_mail.mail(is_checked=False), now=cast.SUNDAY_1000)
    assert mail
    return {
        "mail": mail.pk,
        "case": quote.case_id,
        "promise": quote.pk,
        "customer": galil.dana.pk,
        "member": galil.dan.pk,
        "message": letter.pk,
    }


DESK = (
    "/", "/cases", "/cases/{case}?promise", "/cases/{case}/updates", "/cases/{case}/calls", "/promises/{promise}",
    "/calls?whose=team", "/cases/{case}/holding",
    "/promises/{promise}/ask", "/promises/{promise}/revisions", "/promises/{promise}/withdrawals", "/promises/new",
    "/customers", "/customers/{customer}", "/customers/{customer}/details", "/messages", "/messages/{message}", "/messages/{mail}",
    "/team", "/team/{member}", "/hours", "/settings", "/settings/policy", "/settings/words?find=בקרוב", "/health", "/search?q=nobody", "/nowhere",
)  # fmt: skip


@pytest.mark.parametrize(("width", "language", "dark"), VIEWS)
def test_the_desk(galil: Business, sign_in: SignIn, width: int, language: str, dark: bool) -> None:
    addresses = _story(galil)
    page = sign_in(galil.ruth, width=width, language=language, dark=dark)
    for address in DESK:
        page.goto(address.format(**addresses))
        _require_good(page, f"{address} {width} {language}")


@pytest.mark.parametrize(("width", "language", "dark"), VIEWS)
def test_public_pages(
    galil: Business, live: Callable[..., Page], width: int, language: str, dark: bool
) -> None:
    story = _story(galil)
    page = live(width=width, language=language, dark=dark)
    choose_language(page, language)
    dana, john = (links.of_customer(who, now=cast.SUNDAY_1000).token for who in (galil.dana, galil.john))
    for address in (
        "/account/login/",
        "/account/password/reset/",
        f"/contact/{galil.organisation.slug}",
        f"/p/{dana}",
        f"/p/{dana}?case={story['case']}",
        f"/p/{dana}/history?case={story['case']}",
        f"/p/{john}",
        f"/p/{john}/history",
    ):
        page.goto(address)
        _require_good(page, f"{address} {width} {language}")


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pictures(
    galil: Business, clock: SetClock, sign_in: SignIn, picture: Picture, width: int, language: str
) -> None:
    story = _story(galil)
    page = sign_in(galil.yael, width=width, language=language)
    picture(page, f"day-{language}-{width}")
    page.goto(f"/cases/{story['case']}?promise")
    with page.expect_response("**/promises/check"):
        page.locator("[data-box]").press_sequentially(
            {"he": cast.VAGUE, "en": "I'll send you the information soon"}[language]
        )
    page.wait_for_selector("#box-echo mark")
    picture(page, f"box-{language}-{width}")
    clock(cast.TUESDAY_1000)
    page.goto(f"/promises/{story['promise']}/ask")
    picture(page, f"ask-{language}-{width}")
    who = galil.dana if language == "he" else galil.john
    page.goto(f"/p/{links.of_customer(who, now=cast.SUNDAY_1000).token}")
    picture(page, f"customer-{language}-{width}")


def test_the_first_visit(
    transactional_db: None, clock: SetClock, live: Callable[..., Page], picture: Picture
) -> None:
    page = live(width=390)
    page.goto("/welcome")
    _require_good(page, "/welcome")
    picture(page, "welcome-he-390")
    page.fill("[name=organisation]", "נועה תפירה")
    page.fill("[name=name]", "נועה דיין")
    page.locator("[name=gender][value=f]").check()
    page.fill("[name=email]", "noa@sewing.example")
    page.fill("[name=password]", cast.PASSWORD)
    page.click("main form .button-main")
    page.wait_for_url("**/")
    _require_good(page, "an empty desk")
    picture(page, "empty-he-390")


def test_motion_is_off_when_asked(galil: Business, sign_in: SignIn) -> None:
    page = sign_in(galil.yael)
    quick = page.locator(".button").first.evaluate("e => getComputedStyle(e).transitionDuration")
    assert set(quick.replace(" ", "").split(",")) == {"0s"}


def test_a_page_prints_without_its_frame(galil: Business, sign_in: SignIn) -> None:
    page = sign_in(galil.yael)
    page.emulate_media(media="print")
    assert not page.locator("header.bar").is_visible()

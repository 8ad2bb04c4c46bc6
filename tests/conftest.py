"""What every test needs: Hypothesis, the database under test, and a real browser (settings: `tests.environment`)."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import environment, flushing

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "tests" / ".screens"
# Made to be slow against guessing, which is not what the tests are about.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)

_common = hypothesis.settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.register_profile("ci", parent=_common, derandomize=True)
hypothesis.settings.register_profile(
    "find",
    parent=_common,
    derandomize=True,
    max_examples=200,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.register_profile("search", parent=_common, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The PostgreSQL server under test; empty when the tests run on SQLite."""
    return environment.POSTGRES


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium from the system's packages; its absence fails the test."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing: run 'apt install chromium' as root"
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    # playwright's loop runs in this thread; Django would refuse the database beside it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=flags)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def flushable_ledger() -> None:
    """Lets tests that commit leave an empty database behind, although the ledger is append-only."""
    flushing.step_aside()


@pytest.fixture(autouse=True)
def fresh_terms() -> None:
    """Forgets calendars and policies: a database that was rolled back gives the same ids and versions again."""
    import_string("teum.queries.terms.forget")()


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    """Forgets who asked how often: all tests ask from one address."""
    for name in ("MISSES", "ACTS"):
        import_string(f"teum.web.customer_page.gate.{name}").forget()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Opens a page in a browser context of its own: `new_page(base_url, width=390, language="en", dark=True)`.

    An error in the page's console, a failed request to our own server, or a script error fails the test.
    """
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def make(
        base_url: str,
        *,
        width: int = 1280,
        height: int = 900,
        language: str = "he",
        dark: bool = False,
        scripts: bool = True,
    ) -> Page:
        context = chromium.new_context(
            base_url=base_url,
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: trouble.append(f"script error: {error}"))
        page.on(
            "console", lambda line: trouble.append(f"console: {line.text}") if _is_trouble(line) else None
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert not trouble, "\n".join(trouble)


CUT_OFF = (
    "htmx:sendAbort",
    "htmx:afterRequest",
)  # what htmx says of it; a real failure says sendError besides


def _is_trouble(line: object) -> bool:
    """Whether a console line is an error.

    An answer of 4xx to a form is what some tests are about, and a request that leaving the page cuts off is no error.
    """
    kind, text = getattr(line, "type", ""), getattr(line, "text", "")
    return kind == "error" and "status of 4" not in text and not text.startswith(CUT_OFF)


@pytest.fixture
def live(live_server: LiveServer, new_page: NewPage) -> Callable[..., Page]:
    """Opens a page on a live server that shares the test's database: `live(width=390).goto("/…")`."""

    def make(**options: object) -> Page:
        return new_page(live_server.url, **options)

    return make


@pytest.fixture
def screenshot() -> Callable[[Page, str], Path]:
    """Keeps a picture of the whole page under tests/.screens, to be looked at."""

    def take(page: Page, name: str) -> Path:
        SCREENS.mkdir(exist_ok=True)
        file = SCREENS / f"{name}.png"
        page.evaluate("document.fonts.ready")
        try:
            page.screenshot(path=file, full_page=True)
        except Error:  # a busy Chromium cannot take one now and then ("Unable to capture screenshot")
            page.screenshot(path=file, full_page=True)
        return file

    return take

"""A business on a live server, and people at its pages in a real Chromium, at a moment that a test sets."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from tests import cast
from tests.browser.sites import Shop, shops
from tests.cast import Business
from tests.web.conftest import SetClock, clock
from teum.models import Member

__all__ = ["clock"]
PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "screenshots"
SignIn = Callable[..., Page]


@pytest.fixture
def galil(transactional_db: None, clock: SetClock) -> Business:
    """A business with its people, on a Sunday at ten."""
    clock(cast.SUNDAY_1000)
    return cast.galil()


@pytest.fixture
def sign_in(live: Callable[..., Page]) -> SignIn:
    """Opens the desk as a member who signed in before: `sign_in(galil.yael, width=390, language="en")`."""

    def make(member: Member, **options: object) -> Page:
        page = live(**options)
        choose_language(page, str(options.get("language", "he")))
        session = Client()
        session.force_login(member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        _give(page, settings.SESSION_COOKIE_NAME, session.cookies[settings.SESSION_COOKIE_NAME].value)
        page.goto("/")
        return page

    return make


def choose_language(page: Page, language: str) -> None:
    """Gives the reader the cookie of a language, as the switch of every page would (`test_sign_in.py`)."""
    _give(page, settings.LANGUAGE_COOKIE_NAME, language)


def _give(page: Page, name: str, value: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])


@pytest.fixture
def picture(screenshot: Callable[[Page, str], Path]) -> Callable[[Page, str], None]:
    """Keeps a picture of the page; with SCREENSHOTS=docs also where the README shows it."""

    def take(page: Page, name: str) -> None:
        kept = screenshot(page, name)
        if os.environ.get("SCREENSHOTS") == "docs":
            PICTURES.mkdir(parents=True, exist_ok=True)
            (PICTURES / kept.name).write_bytes(kept.read_bytes())

    return take


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A site of another origin; one page of it, as it is given."""
    cache.clear()
    with shops() as show:
        yield show

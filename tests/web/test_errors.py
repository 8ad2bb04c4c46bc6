"""What somebody reads where nothing could be done: in their language, what happened, what was kept, and a way on."""

from __future__ import annotations

from collections.abc import Callable
from re import findall

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from tests.web.conftest import links, words
from teum.web import errors

CUSTOMER = {"he": "אפשר לפתוח את הקישור שוב", "en": "Open the link again from our last message"}
DESK = ("/cases/1", "/counter", "/conversations", "/incidents", "/")
OF_NO_MEMBER = (
    "/p/guessed/cases/1/questions",
    "/contact/galil",
    "/in/galil/abc",
    "/verify",
    "/join/abc",
    "/welcome",
)
"""Where whoever reads has no day to go to."""
ERRORS: dict[Callable[[HttpRequest], HttpResponse], tuple[int, dict[str, str]]] = {
    errors.not_found: (404, {"he": "אין כאן עמוד כזה", "en": "There is no such page"}),
    errors.stale_form: (403, {"he": "העמוד היה פתוח זמן רב מדי", "en": "The page was open for too long"}),
    errors.too_long: (413, {"he": "זה גדול מדי", "en": "This is too large"}),
    errors.broken: (500, {"he": "משהו השתבש אצלנו", "en": "Something went wrong on our side"}),
}


def _read(page: Callable[[HttpRequest], HttpResponse], path: str, language: str) -> HttpResponse:
    """The page without a database: that may be what is broken."""
    request = RequestFactory().post(path)
    request.user = AnonymousUser()
    with translation.override(language):
        return page(request)


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("page", ERRORS)
def test_it_is_a_page_like_any_other(page: Callable[[HttpRequest], HttpResponse], language: str) -> None:
    status, titles = ERRORS[page]
    answer = _read(page, OF_NO_MEMBER[0], language)
    html = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{language}" dir="{"rtl" if language == "he" else "ltr"}">' in html
    assert (
        findall(r"<h1[^>]*>([^<]+)</h1>", html) == [titles[language]] and f"<title>{titles[language]}" in html
    )
    assert html.count("<main") == 1 and 'href="#main"' in html
    assert CUSTOMER[language] in words(answer), "a customer comes back by the message that brought them"


@pytest.mark.parametrize("page", ERRORS)
def test_only_members_are_led_to_their_day(page: Callable[[HttpRequest], HttpResponse]) -> None:
    leads = {path: "/" in links(_read(page, path, "he").content.decode()) for path in (*DESK, *OF_NO_MEMBER)}
    assert leads == dict.fromkeys(DESK, True) | dict.fromkeys(OF_NO_MEMBER, False)


@pytest.mark.parametrize("page", ERRORS)
def test_nobody_but_members_hears_of_who_looks_after_the_system(
    page: Callable[[HttpRequest], HttpResponse],
) -> None:
    for path in OF_NO_MEMBER:
        assert "tell whoever looks after" not in words(_read(page, path, "en")), path

"""In front of the customer's page: who guesses or taps too much waits, and everybody else does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import Business
from tests.web.conftest import Browser, words
from teum.actions import links
from teum.web.customer_page import urls


@pytest.fixture
def page(galil: Business) -> str:
    """Dana's page, with one matter on it."""
    cast.quote(galil)
    return f"/p/{links.of_customer(galil.dana, now=cast.SUNDAY_1000).token}"


def test_who_guesses_links_waits(visitor: Browser, page: str) -> None:
    for number in range(30):
        visitor.see(f"/p/guessed-{number}", status=404)
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.client.get("/p/guessed-again")
    assert answer.status_code == 429 and len(asked) == 0
    assert int(answer["Retry-After"]) in range(1, 7)
    seconds = int(answer["Retry-After"])
    assert (f"אפשר לנסות שוב בעוד {seconds} שניות" if seconds > 1 else "בעוד שנייה") in words(answer)
    assert visitor.client.get(page, REMOTE_ADDR="203.0.113.9").status_code == 200, "nobody else waits"


def test_a_wait_is_told_in_the_readers_language(galil: Business, visitor: Browser) -> None:
    cast.case(galil.yael, galil.john)
    page = f"/p/{links.of_customer(galil.john, now=cast.SUNDAY_1000).token}"
    for _ in range(30):
        visitor.send(f"{page}/cases/1000/calls", 404)
    answer = visitor.send(f"{page}/cases/1000/calls", 429)
    assert f"send it again in {answer['Retry-After']} second" in words(answer) or "in a second" in words(
        answer
    )
    assert answer["Content-Language"] == "en" and "noindex" in answer["X-Robots-Tag"]
    assert galil.organisation.name in words(answer)
    visitor.see(page)


def test_looking_at_the_page_is_never_too_much(visitor: Browser, page: str) -> None:
    for _ in range(40):
        visitor.see(page)


def test_every_address_behind_a_link_is_behind_the_gate(galil: Business, visitor: Browser) -> None:
    for number in range(30):
        visitor.see(f"/p/guessed-{number}", status=404)
    for address in urls.patterns:
        named = dict.fromkeys(address.pattern.regex.groupindex, "1")
        assert visitor.client.get(reverse(str(address.name), kwargs=named)).status_code == 429

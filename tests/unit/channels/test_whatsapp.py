"""WhatsApp by hand."""

from urllib.parse import parse_qs, urlsplit

import pytest

from teum.channels import whatsapp


def test_the_link_opens_the_chat_with_the_words_ready() -> None:
    parts = urlsplit(whatsapp.link("+972547654321", "שלום, הצעת המחיר & המפרט מוכנים.\nיעל"))
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "wa.me", "/972547654321")
    assert parse_qs(parts.query)["text"] == ["שלום, הצעת המחיר & המפרט מוכנים.\nיעל"]


@pytest.mark.parametrize(
    "number", ["*2345", "054-765-4321", "+0123456789", "", "+972547654321?x=1", "javascript:1"]
)
def test_what_is_no_international_number_has_no_link(number: str) -> None:
    assert whatsapp.link(number, "שלום") == ""

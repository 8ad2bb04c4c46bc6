"""The customer's other matters with us."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.customer_page import OtherCase
from teum.web.customer_page.page import Page, Section


def cases(page: Page) -> list[Section]:
    """A link to each, with what comes next in it; those that wait for the customer come first, and say so."""
    others = [
        {"title": other.title, "words": _words(other), "waits": other.waits, "url": url_of(other, page)}
        for other in sorted(page.others, key=lambda other: not other.waits)
    ]
    return [Section(name="cases", facts={"cases": others})] if others else []


def url_of(other: OtherCase, page: Page) -> str:
    """Where it stands behind the same link."""
    return f"{reverse('customer_page', args=[page.token])}?case={other.id}"


def _words(other: OtherCase) -> str:
    return other.next.sentence if other.next else gettext("This matter was finished.")

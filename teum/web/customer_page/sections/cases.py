"""The customer's other matters with us."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.customer_page import OtherCase
from teum.web.customer_page.page import Page, Section


def cases(page: Page) -> list[Section]:
    """A link to each, with what comes next in it."""
    url = reverse("customer_page", args=[page.token])
    others = [
        {"title": other.title, "words": _words(other), "url": f"{url}?case={other.id}"}
        for other in page.others
    ]
    return [Section(name="cases", facts={"cases": others})] if others else []


def _words(other: OtherCase) -> str:
    return other.next.sentence if other.next else gettext("This matter was finished.")

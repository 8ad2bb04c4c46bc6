"""The way to what lies behind, which has a page of its own."""

from __future__ import annotations

from django.urls import reverse

from teum.web.customer_page.page import Page, Section


def history(page: Page) -> list[Section]:
    """Always there."""
    url = f"{reverse('page_history', args=[page.token])}?case={page.case.id}"
    return [Section(name="history", facts={"url": url})]

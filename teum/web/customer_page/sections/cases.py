"""The customer's other matters with us."""

from __future__ import annotations

from django.urls import reverse

from teum.web.customer_page.page import Page, Section


def cases(page: Page) -> list[Section]:
    """A link to each."""
    url = reverse("customer_page", args=[page.token])
    listed = zip(page.visit.case_ids, page.visit.titles, strict=True)
    others = [{"title": title, "url": f"{url}?case={pk}"} for pk, title in listed if pk != page.case.id]
    return [Section(name="cases", facts={"cases": others})] if others else []

"""How we reach the customer, to be changed in place; folded."""

from __future__ import annotations

from django.urls import reverse

from teum.web.customer_page import preferences as acts
from teum.web.customer_page.page import Page, Section


def preferences(page: Page) -> list[Section]:
    """Always there."""
    facts = {
        "url": reverse("page_preferences", args=[page.token]),
        "case": page.case.id,
        "lead": acts.lead(),
        "form": acts.form_of(page.case.customer),
    }
    return [Section(name="preferences", facts=facts)]

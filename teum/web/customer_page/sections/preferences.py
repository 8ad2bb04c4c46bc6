"""How we reach the customer, to be changed in place; folded."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.web.customer_page.page import Page, Section
from teum.web.forms import preference


def preferences(page: Page) -> list[Section]:
    """Always there."""
    sent = page.sent[1] if page.sent and page.sent[0] == preference.KEY else None
    facts = {
        "url": f"{reverse('page_preferences', args=[page.token])}?case={page.case.id}",
        "lead": gettext("In the hours that you choose nothing is sent to you, unless it could not wait."),
        "form": sent or preference.form_of(page.case.customer),
    }
    return [Section(name="preferences", facts=facts)]

"""How we reach the customer, to be changed in place; folded."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.core import reach
from teum.queries.contact_view import ContactView
from teum.web import wording
from teum.web.customer_page.page import Page, Section
from teum.web.forms import preference

WRITTEN = (*reach.NUMBERS, "email")
"""Where an address can be right or wrong."""


def unreached(page: Page) -> list[Section]:
    """Where they were not reached, to be set right in place."""
    broken = [point for point in page.case.customer.contacts if point.is_broken and point.channel in WRITTEN]
    if not broken:
        return []
    items = [_unreached(point, page) for point in broken]
    return [Section(name="unreached", facts={"items": items})]


def _unreached(point: ContactView, page: Page) -> dict[str, object]:
    key = f"contact-{point.id}"
    sent = page.sent[1] if page.sent and page.sent[0] == key else None
    channel = wording.CHANNEL_NAMES.get(point.channel, point.channel)
    return {
        "id": point.id,
        "words": gettext("We could not reach you at: %(way)s")
        % {"way": f"{channel} {preference.part(point)}".strip()},
        "url": f"{reverse('page_contact', args=[page.token, point.id])}?case={page.case.id}",
        "form": sent or preference.AddressForm(channel=point.channel, auto_id=f"id_%s_{key}"),
    }


def preferences(page: Page) -> list[Section]:
    """Always there."""
    sent = page.sent[1] if page.sent and page.sent[0] == preference.KEY else None
    facts = {
        "url": f"{reverse('page_preferences', args=[page.token])}?case={page.case.id}",
        "lead": gettext("In the hours that you choose, nothing is sent to you unless it cannot wait."),
        "form": sent or preference.form_of(page.case.customer),
    }
    return [Section(name="preferences", facts=facts)]

"""To the customer's own calendar: each thing that is agreed, or all of it, kept up to date."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section


def calendar(page: Page) -> list[Section]:
    """Where something with a time is agreed and still to come; folded."""
    agreed = [p for p in page.case.live if p.state == "open" and not p.is_late]
    if not agreed:
        return []
    feed = f"//{urlsplit(settings.BASE_URL).netloc}{reverse('page_calendar', args=[page.token])}"
    facts = {
        "feed_url": f"webcal:{feed}",
        "entries": [
            {
                "words": words.spoken(promise),
                "when": promise.in_words,
                "url": reverse("page_event", args=[page.token, promise.id]),
            }
            for promise in agreed
        ],
    }
    return [Section(name="calendar", facts=facts)]

"""We can call you: three windows, one tap; where no number is known, that is said."""

from __future__ import annotations

from django.urls import reverse

from teum.core import callback, reach
from teum.queries import callbacks as queries
from teum.web import moments
from teum.web.customer_page.page import Page, Section


def callbacks(page: Page) -> list[Section]:
    """Nothing while a call is still to come, nor where no hour suits both sides."""
    if any(callback.is_owed(p, now=page.at) for p in page.case.live):
        return []
    numbers = [p for p in page.case.customer.contacts if p.channel in reach.NUMBERS and not p.is_broken]
    windows = queries.offered(page.visit, page.case.id, now=page.at) if numbers else ()
    if numbers and not windows:
        return []
    facts = {
        "url": reverse("page_calls", args=[page.token, page.case.id]),
        "is_missed": any(callback.is_missed(p, now=page.at) for p in page.case.live),
        "tail": numbers[0].address[-3:] if numbers else "",
        "windows": [
            {
                "start": window.start.isoformat() if window.start else "",
                "words": moments.in_words(window, now=page.at),
            }
            for window in windows
        ],
    }
    return [Section(name="callbacks", facts=facts)]

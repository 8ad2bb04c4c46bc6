"""Another time for an offer, where ours does not suit."""

from __future__ import annotations

from django.urls import reverse

from teum.web.customer_page import counters as acts
from teum.web.customer_page.page import Page, Section
from teum.web.forms.counter import CounterForm


def counters(page: Page) -> list[Section]:
    """One for each offer that waits for the customer's answer; folded."""
    return [
        Section(
            name="counter",
            facts={
                "title": acts.title(promise),
                "lead": acts.lead(promise),
                "url": reverse("page_counter", args=[page.token, promise.id]),
                "form": CounterForm(auto_id=f"id_%s_{promise.id}"),
            },
        )
        for promise in page.case.live
        if promise.state == "offered" and not promise.is_countered
    ]

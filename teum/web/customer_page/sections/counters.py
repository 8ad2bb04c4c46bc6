"""Another time for an offer, where ours does not suit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web import wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section
from teum.web.forms.counter import CounterForm


def counters(page: Page) -> list[Section]:
    """One for each offer that waits for the customer's answer; folded."""
    return [
        Section(
            name="counter",
            facts={
                "title": gettext("Another time suits me: %(what)s") % {"what": words.things(promise)},
                "lead": _lead(promise),
                "url": reverse("page_counter", args=[page.token, promise.id]),
                "form": page.form(CounterForm, f"counter-{promise.id}"),
            },
        )
        for promise in page.case.live
        if promise.state == "offered" and not promise.is_countered
    ]


def _lead(offer: PromiseView) -> str:
    """What we offered, and which moment is asked for."""
    said = {"window": wording.isolated(offer.in_words)}
    if offer.window.start is None:
        return gettext("We offered: %(window)s. By which other time would it suit you?") % said
    return gettext("We offered: %(window)s. From which other time on would it suit you?") % said

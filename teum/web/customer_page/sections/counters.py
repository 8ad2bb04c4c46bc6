"""Another time for an offer, where ours does not suit: a form on the offer's card."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web import wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page
from teum.web.forms.counter import CounterForm


def facts_of(offer: PromiseView, page: Page) -> dict[str, object]:
    """What its card needs for the form: folded, until it is sent and has to be looked at again."""
    return {
        "title": gettext("Another time suits me: %(what)s") % {"what": words.things(offer)},
        "lead": _lead(offer),
        "url": reverse("page_counter", args=[page.token, offer.id]),
        "form": page.form(CounterForm, f"counter-{offer.id}"),
    }


def _lead(offer: PromiseView) -> str:
    """What we offered, and which moment is asked for."""
    said = {"window": wording.isolated(offer.in_words)}
    if offer.window.start is None:
        return gettext("We offered: %(window)s. By which other time would it suit you?") % said
    return gettext("We offered: %(window)s. From which other time on would it suit you?") % said

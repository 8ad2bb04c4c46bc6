"""A new time or an offer that waits for the customer's yes; the way out is always there."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section


def offers(page: Page) -> list[Section]:
    """One for each; of the offer that the page begins with, only the question is asked."""
    return [
        Section(name="offer", facts=facts) for promise in page.case.live for facts in _asked(promise, page)
    ]


def _asked(promise: PromiseView, page: Page) -> Iterator[dict[str, object]]:
    if promise.proposed_in_words:
        yield {
            "id": promise.id,
            "words": gettext("%(what)s: we ask for another time, %(window)s.")
            % {"what": words.things(promise), "window": promise.proposed_in_words},
            "yes": gettext("The new time suits me"),
            "yes_url": reverse("page_agreement", args=[page.token, promise.id]),
            "no": gettext("I no longer need it"),
            "no_url": reverse("page_release", args=[page.token, promise.id]),
        }
    if promise.state == "offered" and not promise.is_countered:
        yield {
            "id": promise.id,
            "words": _question(promise) if promise.id == page.told else promise.sentence,
            "yes": gettext("This suits me"),
            "yes_url": reverse("page_acceptance", args=[page.token, promise.id]),
            "no": gettext("No, thank you"),
            "no_url": reverse("page_decline", args=[page.token, promise.id]),
        }


def _question(promise: PromiseView) -> str:
    if promise.includes:
        return gettext("Our offer includes: %(items)s. Does it suit you?") % {"items": words.things(promise)}
    return gettext("Does our offer suit you?")

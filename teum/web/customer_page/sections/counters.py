"""Another time for an offer or an appointment, where ours does not suit: a form where it is shown."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.core import counter
from teum.queries.promise_view import PromiseView
from teum.web import wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page
from teum.web.forms.counter import CounterForm


def of_offer(offer: PromiseView, page: Page) -> dict[str, object]:
    """What an offer's card needs for the form: folded, until it is sent and has to be looked at again."""
    said = {"window": wording.isolated(offer.in_words)}
    if offer.window.start is None:
        lead = gettext("We offered: %(window)s. By which other time would it suit you?") % said
    else:
        lead = gettext("We offered: %(window)s. From which other time on would it suit you?") % said
    return _facts(offer, page, name="page_counter", lead=lead)


def of_appointment(promise: PromiseView, page: Page) -> dict[str, object] | None:
    """The same for an appointment that is agreed, and stands until we have answered; None for any other promise."""
    if not counter.is_movable(state=promise.state, debtor=promise.debtor, window=promise.window, now=page.at):
        return None
    lead = gettext(
        "We agreed: %(window)s. That stands until we have answered. From which other time on would it suit you?"
    ) % {"window": wording.isolated(promise.in_words)}
    return _facts(promise, page, name="page_move", lead=lead)


def _facts(promise: PromiseView, page: Page, *, name: str, lead: str) -> dict[str, object]:
    return {
        "title": gettext("Another time suits me: %(what)s") % {"what": words.things(promise)},
        "lead": lead,
        "url": reverse(name, args=[page.token, promise.id]),
        "form": page.form(CounterForm, f"counter-{promise.id}"),
    }

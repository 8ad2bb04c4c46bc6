"""Another time for an offer or an appointment, where ours does not suit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.core import counter
from teum.queries.promise_view import PromiseView
from teum.web import wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section
from teum.web.forms.counter import CounterForm


def counters(page: Page) -> list[Section]:
    """One for each offer that waits for the customer's answer, and for each appointment that is agreed; folded."""
    offers = [p for p in page.case.live if p.state == "offered" and not p.is_countered]
    return [
        *(_section(promise, page, name="page_counter", lead=_offered(promise)) for promise in offers),
        *(
            _section(promise, page, name="page_move", lead=_agreed(promise))
            for promise in page.case.live
            if counter.is_movable(
                state=promise.state, debtor=promise.debtor, window=promise.window, now=page.at
            )
        ),
    ]


def _section(promise: PromiseView, page: Page, *, name: str, lead: str) -> Section:
    facts = {
        "title": gettext("Another time suits me: %(what)s") % {"what": words.things(promise)},
        "lead": lead,
        "url": reverse(name, args=[page.token, promise.id]),
        "form": page.form(CounterForm, f"counter-{promise.id}"),
    }
    return Section(name="counter", facts=facts)


def _offered(offer: PromiseView) -> str:
    """What we offered, and which moment is asked for."""
    said = {"window": wording.isolated(offer.in_words)}
    if offer.window.start is None:
        return gettext("We offered: %(window)s. By which other time would it suit you?") % said
    return gettext("We offered: %(window)s. From which other time on would it suit you?") % said


def _agreed(promise: PromiseView) -> str:
    """What stands until we have answered."""
    return gettext(
        "We agreed: %(window)s. That stands until we have answered. From which other time on would it suit you?"
    ) % {"window": wording.isolated(promise.in_words)}

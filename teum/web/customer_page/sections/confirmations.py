"""What was reported done, and waits for the customer's word."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web import wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.promise import DisputeForm


def confirmations(page: Page) -> list[Section]:
    """One for each, with its two answers."""
    done = [p for p in page.case.live if p.state == "reported" and p.id not in page.answers]
    return [_confirmation(p, page) for p in done]


def _words(promise: PromiseView) -> str:
    """What was done, and of what it is a part; of a visit nothing arrives."""
    items, what = words.things(promise), wording.isolated(promise.what)
    done = gettext("We have done this: %(items)s.") % {"items": items}
    if items != what:
        done = gettext("We have done what we agreed (“%(what)s”): %(items)s.") % {
            "what": what,
            "items": items,
        }
    asked = gettext("Was all of it done?") if promise.channel == "visit" else gettext("Did all of it arrive?")
    return " ".join([done, asked])


def _confirmation(promise: PromiseView, page: Page) -> Section:
    facts = {
        "id": promise.id,
        "words": _words(promise),
        "confirm_url": reverse("page_confirmation", args=[page.token, promise.id]),
        "dispute_url": reverse("page_dispute", args=[page.token, promise.id]),
        "lapses": gettext("If we do not hear from you %(window)s, we will take it that all of it arrived.")
        % {"window": promise.next_in_words},
        "form": page.form(DisputeForm, f"dispute-{promise.id}"),
    }
    said = gettext("Your word, %(window)s: did all of it arrive?") % {"window": promise.next_in_words}
    if page.first is None:  # then the page begins with that moment
        said = gettext("Your word: did all of it arrive?")
    wait = Wait(at=promise.next_at, words=said, anchor=f"confirm-{promise.id}")
    return Section(name="confirmation", facts=facts, wait=wait)

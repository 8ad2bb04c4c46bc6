"""A new time or an offer that waits for the customer's yes; the way out is always there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web import moments
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.customer_page.sections import counters, leaving


def offers(page: Page) -> list[Section]:
    """One for each; of the offer that the page begins with, only the question is asked."""
    found = [p for p in page.case.live if p.proposed_in_words]
    offered = [p for p in page.case.live if p.state == "offered" and not p.is_countered]
    return [*(_another_time(p, page) for p in found), *(_offer(p, page) for p in offered)]


def _another_time(promise: PromiseView, page: Page) -> Section:
    asked = next((change for change in reversed(promise.revisions) if change.consent == "pending"), None)
    facts = {
        "id": promise.id,
        "version": promise.version,
        "words": _proposed(promise, page)
        % {"what": words.things(promise), "window": promise.proposed_in_words},
        "details": [
            counters.stands(promise),
            *(
                [gettext("The reason: %(reason)s") % {"reason": asked.reason}]
                if asked and asked.reason
                else []
            ),
        ],
        "yes": gettext("The new time suits me"),
        "yes_url": reverse("page_agreement", args=[page.token, promise.id]),
        "no": gettext("Cancel it, free of charge"),
        "no_url": "" if promise.debtor == "customer" else leaving.address(promise, page),
        "counter": None if promise.debtor == "customer" else counters.of_movable(promise, page),
    }
    said = gettext("Your answer about the time that we ask for, %(window)s: %(what)s") % {
        "window": promise.proposed_in_words,
        "what": words.things(promise),
    }
    wait = Wait(at=promise.next_at, words=said, anchor=f"question-{promise.id}")
    return Section(name="offer", facts=facts, wait=wait)


def _proposed(promise: PromiseView, page: Page) -> str:
    """That we ask for another time; or that we answer so to another that they asked for."""
    asked = [q for q in page.case.questions if q.is_move and q.about == promise.id and not q.is_open]
    if any(
        q.answered_at == change.at
        for q in asked
        for change in promise.revisions
        if change.consent == "pending"
    ):
        return gettext("%(what)s: instead of the time that you asked for, we offer %(window)s.")
    return gettext("%(what)s: we ask for another time, %(window)s.")


def _offer(promise: PromiseView, page: Page) -> Section:
    facts = {
        "id": promise.id,
        "version": promise.version,
        "words": _question(promise) if promise.id == page.told else promise.sentence,
        "yes": gettext("This suits me"),
        "yes_url": reverse("page_acceptance", args=[page.token, promise.id]),
        "no": gettext("No, thank you"),
        "no_url": reverse("page_decline", args=[page.token, promise.id]),
        "counter": counters.of_offer(promise, page),
    }
    window = moments.by(promise.next_at, zone=promise.window.zone, now=page.at)
    said = gettext("Your answer to our offer, %(window)s") % {"window": window}
    wait = Wait(at=promise.next_at, words=said, anchor=f"question-{promise.id}")
    return Section(name="offer", facts=facts, wait=wait)


def _question(promise: PromiseView) -> str:
    if promise.includes:
        return gettext("Our offer includes: %(items)s. Does it suit you?") % {"items": words.things(promise)}
    return gettext("Does our offer suit you?")

"""What the customer has to do, or to bring, before anything goes on."""

from __future__ import annotations

from teum.language import notices
from teum.queries.promise_view import PromiseView
from teum.web import moments
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section, Wait


def needed(page: Page) -> list[Section]:
    """One for each, but for questions, choices, and what waits for a document: these are answered in place."""
    asked = page.answers | {q.about for q in page.case.questions if q.is_document and q.standing != "dropped"}
    return [_needed(p) for p in page.case.live if _is_needed(p) and p.id not in asked]


def _needed(promise: PromiseView) -> Section:
    said = _words(promise)
    wait = Wait(at=promise.next_at, words=said, anchor=f"needed-{promise.id}", is_answer=False)
    return Section(name="needed", facts={"id": promise.id, "words": said}, wait=wait)


def _is_needed(promise: PromiseView) -> bool:
    if promise.nature == "closing":
        return False
    return (promise.debtor == "customer" and promise.state == "open") or (
        promise.state == "waiting" and bool(promise.condition)
    )


def _words(promise: PromiseView) -> str:
    if promise.state == "waiting":
        return f"{words.condition(promise)}, {promise.next_in_words}."
    return notices.their_part(promise.sentence, moments.lang())

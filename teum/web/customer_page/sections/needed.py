"""What the customer has to do, or to bring, before anything goes on."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.language import notices
from teum.queries.promise_view import PromiseView
from teum.queries.receipts import PaymentView
from teum.web import moments
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.customer_page.sections import counters
from teum.web.forms.question import DoneForm, PartObjectionForm


def needed(page: Page) -> list[Section]:
    """One for each, but for questions, choices, and what waits for a document: these are answered in place."""
    asked = page.answers | {q.about for q in page.case.questions if q.is_document and q.standing != "dropped"}
    return [_needed(p, page) for p in page.case.live if _is_needed(p) and p.id not in asked]


def _needed(promise: PromiseView, page: Page) -> Section:
    is_part = promise.debtor == "customer" and promise.state == "open"
    answers = _answers(promise, page, is_part=is_part)
    is_with_us = bool(answers.get("said"))  # then it is ours to look whether it came
    is_past = not is_with_us and words.is_overdue(promise, page.at)
    said = words.overdue(promise) if is_past else _words(promise)
    wait = Wait(at=promise.next_at, words=said, anchor=f"needed-{promise.id}", is_answer=True)
    paid = _payment(promise, page)
    facts = {
        "id": promise.id,
        "words": said,
        "is_payment": paid is not None,
        "paid": paid.words if paid else "",
        "how": paid.how if paid else "",
        "is_with_us": is_with_us,
        "is_past": is_past,
        "speak_with": promise.answerable.name,
        **answers,
    }
    return Section(name="needed", facts=facts, wait=None if is_with_us else wait)


def _payment(promise: PromiseView, page: Page) -> PaymentView | None:
    """What came of it and how it is paid, where it is a payment of an agreement."""
    payments = (one for account in page.case.accounts for one in account.payments)
    return next((one for one in payments if one.promise_id == promise.id), None)


def _answers(promise: PromiseView, page: Page, *, is_part: bool) -> dict[str, object]:
    """What they can say of their part: that it is done, that they need another time, that it was said otherwise.

    Where they said that it is done, that stands there, with who looks into it. Of what comes before ours they say
    the first; the others stand with our promise.
    """
    said = next((q for q in page.case.questions if q.is_done and q.is_open and q.about == promise.id), None)
    asked_to_move = next(
        (q for q in page.case.questions if q.is_move and q.is_open and q.about == promise.id), None
    )
    return {
        "said": said.text if said else "",
        "until": gettext("You hear from us %(window)s whether it has arrived.") % {"window": said.in_words}
        if said
        else "",
        "done_url": "" if said else reverse("page_done", args=[page.token, promise.id]),
        "form": page.form(DoneForm, f"done-{promise.id}"),
        "move": None
        if promise.proposed_in_words or not is_part
        else counters.of_part(promise, asked_to_move, page),
        "objection_url": reverse("page_objection", args=[page.token, promise.id]) if is_part else "",
        "objection": page.form(PartObjectionForm, f"objection-{promise.id}"),
    }


def _is_needed(promise: PromiseView) -> bool:
    if promise.nature == "closing":
        return False
    return (promise.debtor == "customer" and promise.state == "open") or (
        promise.state == "waiting" and bool(promise.condition)
    )


def _words(promise: PromiseView) -> str:
    if promise.state == "waiting":
        first = f"{words.condition(promise)}, {promise.next_in_words}."
        ours = gettext("Where all of it is here by then, ours comes %(window)s: %(what)s.")
        return f"{first} {ours % {'window': promise.in_words, 'what': words.things(promise)}}"
    return notices.their_part(promise.sentence, moments.lang())

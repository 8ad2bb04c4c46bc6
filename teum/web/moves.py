"""Another time that a customer asks for: it suits us by one tap, or we offer one of ours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import moves as actions
from teum.core.refusal import Missing
from teum.language.notices import move
from teum.queries import question_view
from teum.queries.case_view import CaseView, case_view
from teum.queries.promise_view import PromiseView
from teum.queries.question_view import QuestionView
from teum.web import act_page, fate, promises, window_choice
from teum.web.answers import see
from teum.web.desk import Reader, desk
from teum.web.forms.counter import OfferForm


@require_POST
@desk
def accept(request: HttpRequest, reader: Reader, move_id: int, begins: int) -> HttpResponse:
    """The window that begins then suits us; tapped twice it moves once."""
    start = datetime.fromtimestamp(min(begins, _LATEST), UTC)
    row = actions.accept(question_id=move_id, by=reader.by, start=start, now=reader.now)
    fate.say(request, reader, row.case_id, gettext("Agreed: the time has moved."))
    return see(reverse("case", args=[row.case_id]))


_LATEST = 253_000_000_000
"""The last second that has a place in the calendar, about."""


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def offer(request: HttpRequest, reader: Reader, move_id: int) -> HttpResponse:
    """Another time than those that they asked for."""
    case_id = question_view.case_of(move_id, by=reader.by)
    if case_id is None:
        raise Missing(question=str(move_id))
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    question = question_view.require(case.questions, move_id)
    agreed = _agreed(question, case)
    if agreed is None:
        raise Missing(question=str(move_id))

    def do(data: dict[str, Any]) -> object:
        window = promises.chosen_window(data, reader)
        if window is None:
            raise promises.WindowNeeded()
        return actions.offer(
            question_id=move_id,
            by=reader.by,
            due=window.due,
            start=window.start,
            reason=data["reason"],
            now=reader.now,
        )

    form = OfferForm(act_page.posted(request))
    said = {
        "title": gettext("Offer another time"),
        "button": gettext("Offer it to the customer"),
        "done": gettext("Offered. What was agreed stands until the customer agrees."),
        "facts": [{"name": gettext("The question"), "words": question.text}],
    }
    windows = window_choice.offered_instead(agreed.window, str(form["window"].value() or ""), reader)
    return act_page.answer(request, reader, case, form, said, do, windows=windows)


def _agreed(question: QuestionView, case: CaseView) -> PromiseView | None:
    """The appointment that is asked to move."""
    return next((p for p in case.promises if question.is_move and p.id == question.about), None)


def it_stays(question: QuestionView, case: CaseView, reader: Reader) -> str:
    """The words that it stays as it was agreed, to be sent as they are or changed; empty for another question."""
    agreed = _agreed(question, case)
    if agreed is None:
        return ""
    return move.said(move.STAYS, agreed=agreed.window, lang=case.customer.language, now=reader.now)


patterns: list[URLPattern] = [
    path("questions/<id:move_id>/times/<int:begins>", accept, name="move_acceptance"),
    path("questions/<id:move_id>/offers", offer, name="move_offer"),
]

"""Another time for an offer or an appointment: a form where it is shown, and what they asked for already."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext

from teum.core import counter
from teum.queries import moves
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit
from teum.queries.question_view import QuestionView
from teum.web import moments, wording
from teum.web.customer_page import words
from teum.web.customer_page.page import Page
from teum.web.forms.counter import CounterForm, MoveForm


def of_offer(offer: PromiseView, page: Page) -> dict[str, object]:
    """What an offer's card needs for the form: folded, until it is sent and has to be looked at again."""
    said = {"window": wording.isolated(offer.in_words)}
    if offer.window.start is None:
        lead = gettext("We offered: %(window)s. By which other time would it suit you?") % said
    else:
        lead = gettext("We offered: %(window)s. From which other time on would it suit you?") % said
    return {
        **_facts(offer, page, name="page_counter", lead=lead),
        "form": page.form(CounterForm, f"counter-{offer.id}"),
    }


def of_movable(promise: PromiseView, page: Page) -> dict[str, object] | None:
    """The same for what may move by consent: an appointment, or what we ask them to let us move; else None.

    What they asked for already, and waits for our answer, stands above the form.
    """
    if not counter.is_askable(promise, now=page.at):
        return None
    asked = next((q for q in page.case.questions if q.is_move and q.is_open and q.about == promise.id), None)
    lead = "" if promise.proposed else stands(promise)
    form = partial(move_form, visit=page.visit, promise=promise, at=page.at)
    return {
        **_facts(promise, page, name="page_move", lead=lead),
        "form": page.form(form, f"counter-{promise.id}"),
        **(
            {"asked": _asked(asked, promise, page), "title": gettext("Ask for other times instead")}
            if asked
            else {}
        ),
    }


def stands(promise: PromiseView) -> str:
    """What is agreed, and that it stands; of what is over, only that it was agreed."""
    agreed = {"window": wording.isolated(promise.in_words)}
    if promise.is_late:
        return gettext("We agreed: %(window)s. That time has passed.") % agreed
    return gettext("We agreed: %(window)s. That stands until we have both agreed to another time.") % agreed


def of_part(promise: PromiseView, asked: QuestionView | None, page: Page) -> dict[str, object]:
    """The same for what they owe: a day and an hour by which they can do it."""
    agreed = {"window": wording.isolated(promise.in_words)}
    return {
        "title": gettext("Ask for other times instead") if asked else gettext("I need another time"),
        "lead": gettext("We agreed: %(window)s. By when can you do it?") % agreed,
        "url": reverse("page_move", args=[page.token, promise.id]),
        "form": page.form(CounterForm, f"counter-{promise.id}"),
        "asked": _asked(asked, promise, page) if asked else [],
    }


def move_form(
    data: object = None, *, visit: Visit, promise: PromiseView, at: datetime, auto_id: str
) -> MoveForm:
    """The form of times that would suit, with what it offers in words."""
    model = counter.model(promise, now=at)
    offered = moves.offered(visit, promise.case_id, agreed=model, now=at)

    def said(begins: datetime) -> str:
        return moments.in_words(counter.window(begins.astimezone(model.zone), offered=model), now=at)

    return MoveForm(data, offered=[counter.begins(window) for window in offered], words=said, auto_id=auto_id)


def _asked(question: QuestionView, promise: PromiseView, page: Page) -> list[str]:
    """What they asked for, what stands meanwhile, and by when they hear from us."""
    named = [wording.isolated(moments.in_words(window, now=page.at)) for window in question.times]
    said = {
        "times": gettext(", or ").join(named),
        "window": wording.isolated(promise.in_words),
        "by": wording.isolated(question.in_words),
    }
    return [
        gettext("You asked for another time: %(times)s.") % said,
        (
            gettext("We will answer you %(by)s.")
            if promise.is_late
            else gettext(
                "Until that is agreed, what we agreed stands: %(window)s. We will answer you %(by)s."
            )
        )
        % said,
    ]


def _facts(promise: PromiseView, page: Page, *, name: str, lead: str) -> dict[str, object]:
    return {
        "title": gettext("I would like another time: %(what)s") % {"what": words.things(promise)},
        "lead": lead,
        "url": reverse(name, args=[page.token, promise.id]),
    }

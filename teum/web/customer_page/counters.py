"""The customer names another time: for an offer, or others for an appointment that is agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages as flash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teum.actions import moves
from teum.actions import promises as actions
from teum.core import counter as counters
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.counter import OutsideHours
from teum.core.refusal import Conflict, Refused
from teum.now import now
from teum.queries.promise_view import PromiseView
from teum.web import moments, refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.customer_page.sections.counters import move_form
from teum.web.customer_page.visits import Opened
from teum.web.forms import counter as forms
from teum.web.forms.counter import CounterForm

Draw = Callable[[Any, Opened, PromiseView, str], Form]
"""The form as it was sent, with what it offers."""
Name = Callable[[PromiseView, dict[str, Any], Actor], object]
"""Asks for the times that a form said."""


def _named(draw: Draw, name: Name, done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """Another time for a promise; what cannot be is said on its field, and what was typed stays."""

    @csrf_exempt
    @require_POST
    def view(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
        opened, key = visits.of_promise(request, token, promise_id), f"counter-{promise_id}"
        promise = next(found for found in opened.see().case.promises if found.id == promise_id)
        form = draw(request.POST, opened, promise, f"id_%s_{key}")
        if form.is_valid():
            try:
                name(promise, form.cleaned_data, opened.visit.by)
            except Conflict as refused:
                flash.warning(request, refusals.words(refused))
                return see(opened.address())
            except Refused as refused:
                _put(form, refused)
            else:
                flash.success(request, done())
                return see(opened.address())
        return drawing.whole(request, opened, sent=(key, form), status=422)

    return view


def _moment(said: dict[str, Any], promise: PromiseView) -> datetime:
    return windows.aware(datetime.combine(said["due_on"], said["due_at"]), promise.window.zone)


def _counter(offer: PromiseView, said: dict[str, Any], by: Actor) -> object:
    named = counters.window(_moment(said, offer), offered=offer.window)
    return actions.counter(promise_id=offer.id, by=by, due=named.due, start=named.start, now=now())


def _move(agreed: PromiseView, said: dict[str, Any], by: Actor) -> object:
    begins = [at for at in map(forms.moment, said.get("begins") or []) if at]
    if said["due_on"] and said["due_at"]:
        begins.append(_moment(said, agreed))
    return moves.ask(promise_id=agreed.id, by=by, begins=begins, now=now())


def _offering(data: Any, opened: Opened, promise: PromiseView, auto_id: str) -> Form:
    if promise.debtor == "customer":
        return CounterForm(data, auto_id=auto_id)
    return move_form(data, visit=opened.visit, promise=promise, at=now(), auto_id=auto_id)


counter = _named(
    lambda data, _opened, _promise, auto_id: CounterForm(data, auto_id=auto_id),
    _counter,
    lambda: gettext(
        "Thank you. The time that you proposed has reached us, and this page shows by when we answer."
    ),
)
move = _named(
    _offering,
    _move,
    lambda: gettext("Your question is with us. This page shows who answers you and by when."),
)


def _put(form: Form, refused: Refused) -> None:
    """Why not, on its field; where nobody is there at that hour, when somebody is."""
    if not isinstance(refused, OutsideHours):
        refusals.put(form, refused)
        return
    day = moments.day(date.fromisoformat(refused.details["on"]), now=now())
    if not refused.details["hours"]:
        form.add_error(
            "due_on", gettext("On %(day)s we are closed. Please choose another day.") % {"day": day}
        )
        return
    blocks = [
        gettext("between %(opens)s and %(closes)s") % {"opens": opens, "closes": closes}
        for opens, closes in refused.details["hours"]
    ]
    form.add_error(
        "due_at", gettext("On %(day)s we are here %(hours)s.") % {"day": day, "hours": ", ".join(blocks)}
    )

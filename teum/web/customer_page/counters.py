"""The customer names another time for an offer."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

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
from teum.web.forms.counter import CounterForm


@csrf_exempt
@require_POST
def counter(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """Its owner is asked, and the page says by when we answer; sent twice it is one."""
    opened, key = visits.of_promise(request, token, promise_id), f"counter-{promise_id}"
    offer = next(promise for promise in opened.see().case.promises if promise.id == promise_id)
    form = CounterForm(request.POST, auto_id=f"id_%s_{key}")
    if form.is_valid():
        try:
            _name(offer, form, opened.visit.by)
        except Conflict as refused:
            flash.warning(request, refusals.words(refused))
            return see(opened.address())
        except Refused as refused:
            _put(form, refused)
        else:
            flash.success(
                request, gettext("Thank you. Your time has reached us, and here you see by when we answer.")
            )
            return see(opened.address())
    return drawing.whole(request, opened, sent=(key, form), status=422)


def _name(offer: PromiseView, form: CounterForm, by: Actor) -> None:
    said = form.cleaned_data
    begins = windows.aware(datetime.combine(said["due_on"], said["due_at"]), offer.window.zone)
    named = counters.window(begins, offered=offer.window)
    actions.counter(promise_id=offer.id, by=by, due=named.due, start=named.start, now=now())


def _put(form: CounterForm, refused: Refused) -> None:
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

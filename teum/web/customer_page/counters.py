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
from teum.core.counter import OutsideHours
from teum.core.refusal import Conflict, Refused
from teum.now import now
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit
from teum.web import moments, refusals, wording
from teum.web.answers import see
from teum.web.customer_page import visiting, words
from teum.web.forms.counter import CounterForm


@csrf_exempt
@require_POST
def counter(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """Its owner is asked, and the page says by when we answer; sent twice it is one."""
    visit, offer = visiting.promise(request, token, promise_id)
    home = visiting.home(token, visit, offer.case_id)
    form = CounterForm(request.POST)
    if form.is_valid():
        try:
            _name(offer, form, visit)
        except Conflict as refused:
            flash.warning(request, refusals.words(refused))
            return see(home)
        except Refused as refused:
            _put(form, refused)
        else:
            flash.success(
                request, gettext("Thank you. Your time has reached us, and here you see by when we answer.")
            )
            return see(home)
    return visiting.ask_again(
        request,
        visit,
        form,
        title=title(offer),
        lead=lead(offer),
        button=gettext("Propose this time"),
        back_url=home,
    )


def _name(offer: PromiseView, form: CounterForm, visit: Visit) -> None:
    said = form.cleaned_data
    begins = windows.aware(datetime.combine(said["due_on"], said["due_at"]), offer.window.zone)
    named = counters.window(begins, offered=offer.window)
    actions.counter(promise_id=offer.id, by=visit.by, due=named.due, start=named.start, now=now())


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


def title(offer: PromiseView) -> str:
    """What the fold is called."""
    return gettext("Another time suits me: %(what)s") % {"what": words.things(offer)}


def lead(offer: PromiseView) -> str:
    """What we offered, and which moment is asked for."""
    said = {"window": wording.isolated(offer.in_words)}
    if offer.window.start is None:
        return gettext("We offered: %(window)s. By which other time would it suit you?") % said
    return gettext("We offered: %(window)s. From which other time on would it suit you?") % said

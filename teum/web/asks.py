"""Is it on time? The owner sees first what would go out, and when."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import asks as actions
from teum.core.permissions import Act
from teum.queries import asks as queries
from teum.queries import holding
from teum.queries.case_view import case_view
from teum.queries.promise_view import promise_view
from teum.web import acts, cases, fate, moments
from teum.web.answers import see
from teum.web.desk import Reader, desk, page


@require_safe
@desk
def ask(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """Confirm or set another time; and what the customer gets if nobody does."""
    found = queries.ask(promise_id, by=reader.by, now=reader.now)
    if found is None:
        raise Http404
    promise = promise_view(promise_id, by=reader.by, now=reader.now, lang=reader.language)
    case = case_view(found.case_id, by=reader.by, now=reader.now, lang=reader.language)
    will_speak = found.hold_at is not None and found.hold_at > reader.now and promise.state == "open"
    context = {
        "ask": {
            "title": gettext("The time has passed") if promise.is_late else gettext("Will it be on time?"),
            "body": found.what,
            "customer": found.customer,
            "case_title": case.title,
            "case_url": reverse("case", args=[case.id]),
            "state": cases.state_of(promise, reader.now),
            "window": promise.in_words,
            "is_open": promise.state == "open",
            "is_late": promise.is_late,
            "version": found.version,
            "confirm_url": reverse("assurance", args=[promise_id]),
            "confirm_label": gettext("Yes, it will be on time"),
            "revise_url": reverse("revision", args=[promise_id]),
            "report_url": reverse("report", args=[promise_id]),
            "draft": _draft(found, reader) if will_speak else "",
            "draft_lang": case.customer.language,
            "then": _then(found, reader) if will_speak else "",
            "send_url": reverse("holding_update", args=[promise_id]),
            "change_url": reverse("update", args=[case.id]),
            "call": acts.dial(case.customer.phone) if case.customer.phone else None,
            "spoken_url": _spoken_url(found, reader),
        },
        "may_change": reader.may(Act.CHANGE_PROMISE),
    }
    return page(request, reader, "ask.html", context, tab="day")


def _spoken_url(found: queries.Ask, reader: Reader) -> str:
    """Where the call is logged, with the moment that the draft names as that of the next word."""
    at = found.next_due.astimezone(reader.zone)
    proposed = urlencode({"due_on": f"{at:%Y-%m-%d}", "due_at": f"{at:%H:%M}"})
    return f"{reverse('call', args=[found.case_id])}?{proposed}"


def _draft(found: queries.Ask, reader: Reader) -> str:
    letter = holding.draft(found.promise_id, by=reader.by, next_due=found.next_due, now=reader.now)
    return letter.text if letter else ""


def _then(found: queries.Ask, reader: Reader) -> str:
    assert found.hold_at is not None
    words = {"at": moments.at(found.hold_at, zone=reader.zone, now=reader.now), "customer": found.customer}
    return gettext("%(customer)s gets this interim update %(at)s:") % words


@require_POST
@desk
def assurance(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """The owner says that it will be kept."""
    actions.on_track(promise_id=promise_id, by=reader.by, now=reader.now)
    flash.success(
        request, gettext("Noted. If it is not done by its time, the customer still hears of it beforehand.")
    )
    return see(reverse("day"))


@require_POST
@desk
def holding_update(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """The owner sends the holding update now."""
    message = actions.send_now(promise_id=promise_id, by=reader.by, now=reader.now)
    assert message.case_id is not None
    fate.say(request, reader, message.case_id, gettext("The interim update is recorded."))
    return see(reverse("case", args=[message.case_id]))

"""In front of everything behind a link: who guesses or taps too much waits, and hears so in their language."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from teum.core.rate import Limit
from teum.now import now
from teum.queries import links as queries
from teum.queries.links import Door
from teum.web import limits, moments, public
from teum.web.customer_page import renewals
from teum.web.limits import Limiter

View = Callable[..., HttpResponse]
MISSES = Limiter(Limit(a_second=1 / 6, burst=30))
"""Links that open nothing, by the address from which they are tried."""
ACTS = Limiter(Limit(a_second=1 / 2, burst=30))
"""What is done behind one link, by whom ever."""


def behind_link(view: View) -> View:
    """A page or an act behind a link; where that has ended, the way to a new one is all that it shows.

    What is asked first costs no query, and what a link opens is asked for by the view: the door is looked at only
    where nothing was found.
    """

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        place = limits.home(request)
        if wait := MISSES.wait_seconds(place):
            return _too_many(request, wait)
        if request.method == "POST":
            if wait := ACTS.wait_seconds(token):
                return _too_many(request, wait, queries.door(token))
            ACTS.count(token)
        try:
            return view(request, token=token, **named)
        except Http404:
            door = queries.door(token)
            if door and door.is_over(now()):
                return renewals.page(request, token, door)
            if door is None:
                MISSES.count(place)
            raise

    return guarded


def _too_many(request: HttpRequest, wait: float, door: Door | None = None) -> HttpResponse:
    if door:
        public.speak(request, door.language)
    seconds = math.ceil(wait)
    context = {
        "organisation_name": door.business.called(moments.lang()) if door else "",
        "again": _again(seconds, is_sent=request.method == "POST"),
    }
    answer = render(request, "customer_page/too_many.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _again(seconds: int, *, is_sent: bool) -> str:
    """When to try again, as `Retry-After` says it; of what was sent, that it is still to be sent."""
    said = {"seconds": seconds}
    if is_sent:
        return (
            ngettext(
                "What you just sent has not reached us. Please go back, and send it again in a second.",
                "What you just sent has not reached us. Please go back, and send it again in %(seconds)d seconds.",
                seconds,
            )
            % said
        )
    return (
        ngettext(
            "Nothing was lost. Please try again in a second.",
            "Nothing was lost. Please try again in %(seconds)d seconds.",
            seconds,
        )
        % said
    )

""" "Still no answer" in two taps: the words stand ready, and a tap on the moment of the next word sends them (A4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import words
from teum.core.refusal import Refused
from teum.queries import holding as queries
from teum.queries.case_view import case_view
from teum.queries.holding import Ready
from teum.web import fate, moments, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.holding import HoldingForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A moment of the next word."""

    value: str
    label: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def holding(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """GET shows the words and the moments, POST sends them with the one that was tapped."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    ready = queries.ready(case_id, by=reader.by, now=reader.now)
    posted = request.POST if request.method == "POST" else None
    form = HoldingForm(posted, initial={"text": ready.text}, lang=ready.lang)
    if request.method == "POST" and form.is_valid():
        said, next_due = form.cleaned_data["text"], form.cleaned_data["next_due"]
        try:
            words.give(case_id=case_id, by=reader.by, text=said, next_due=next_due, now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            fate.say(request, reader, case_id, gettext("The update is recorded."))
            return see(reverse("case", args=[case_id]))
    context = {
        "form": form,
        "holding": {
            "customer": case.customer.name,
            "case_title": case.title,
            "case_url": reverse("case", args=[case_id]),
            "other_url": reverse("update", args=[case_id]),
            "choices": _choices(ready, reader),
        },
    }
    return page(request, reader, "holding.html", context, tab="cases", status=422 if form.errors else 200)


def _choices(ready: Ready, reader: Reader) -> list[Choice]:
    return [
        Choice(value=at.isoformat(), label=moments.by(at, zone=reader.zone, now=reader.now))
        for at in ready.moments
    ]


patterns: list[URLPattern] = [path("cases/<id:case_id>/holding", holding, name="holding")]

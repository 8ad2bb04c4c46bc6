"""The page of one act on a case: what is asked, one button, and back to the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from teum.core.refusal import Refused
from teum.queries.case_view import CaseView
from teum.web import fate, next_step, refusals
from teum.web.answers import see
from teum.web.desk import Reader, page
from teum.web.next_step import Group
from teum.web.window_choice import WindowChoice


def answer(
    request: HttpRequest,
    reader: Reader,
    case: CaseView,
    form: Form,
    words_: dict[str, Any],
    do: Callable[[dict[str, Any]], object],
    groups: Sequence[Group] = (),
    windows: Sequence[WindowChoice] = (),
) -> HttpResponse:
    """GET asks, POST does it; what is wrong with a form already is said before anything is done."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            fate.say(request, reader, case.id, words_.pop("done"))
            return see(reverse("case", args=[case.id]))
    act = {
        "action": "",
        "back_url": reverse("case", args=[case.id]),
        "back_words": gettext("Back to the case"),
        "lead": case.title,
        **words_,
    }
    context = {"form": form, "groups": groups or next_step.groups(form), "windows": windows, "act": act}
    return page(request, reader, "act.html", context, tab="cases", status=422 if form.errors else 200)


def files(request: HttpRequest) -> Any:
    """What was sent along with it."""
    return request.FILES if request.method == "POST" else None


def posted(request: HttpRequest) -> Any:
    """What was sent with a POST."""
    return request.POST if request.method == "POST" else None

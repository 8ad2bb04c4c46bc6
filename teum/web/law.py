"""What the law fixes: the values that hold, since when and by which section; a newer one is written here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import law as actions
from teum.core.law import Name
from teum.core.refusal import Refused
from teum.queries import law as queries
from teum.queries.law import FactView
from teum.web import moments, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.law import NAMES, FactForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def law(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them; a newer value is added here."""
    form = FactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add(
                by=reader.by,
                name=Name(data["name"]),
                value=form.value_kept,
                since=data["since"],
                source=data["source"],
                now=reader.now,
            )
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Written. What was begun before keeps the value that held then."))
            return see(reverse("law"))
    found = queries.every(by=reader.by, on=reader.now.astimezone(reader.zone).date(), lang=moments.lang())
    named = [(str(NAMES[name]), [_line(one) for one in found if one.name is name]) for name in Name]
    context = {"form": form, "facts": named}
    return page(request, reader, "law.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def removal(request: HttpRequest, reader: Reader, fact_id: int) -> HttpResponse:
    """A value of the business holds no more."""
    actions.remove(fact_id=fact_id, by=reader.by)
    flash.success(request, gettext("Removed. The value before it holds again."))
    return see(reverse("law"))


def _line(fact: FactView) -> dict[str, Any]:
    return {
        "words": fact.words,
        "since": f"{fact.since:%d.%m.%Y}" if fact.since else "",
        "source": fact.source,
        "read": fact.read,
        "who": fact.who,
        "holds": fact.holds,
        "removal_url": reverse("law_removal", args=[fact.id]) if fact.id else "",
    }


patterns: list[URLPattern] = [
    path("settings/law", law, name="law"),
    path("settings/law/<id:fact_id>/removal", removal, name="law_removal"),
]

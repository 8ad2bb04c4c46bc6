"""How the business is paid: written down once, read by each customer beside the payment that is due."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import ways_to_pay as actions
from teum.core.refusal import Refused
from teum.queries import ways_to_pay as queries
from teum.web import act_page, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.alignment_items import MEANS
from teum.web.forms.way_to_pay import HINTS, LANGUAGES, WaysToPayForm
from teum.web.next_step import Group


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def ways_to_pay(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All means, each with what a customer has to know to pay by it."""
    form = WaysToPayForm(act_page.posted(request), ways=dict(queries.every(by=reader.by)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(by=reader.by, ways=form.said, now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(reverse("ways_to_pay"))
    act = {
        "action": request.path,
        "title": gettext("How customers pay you"),
        "lead": gettext(
            "Each customer reads it beside the payment that is due, and in the reminder of it."
            " What you leave empty is not told."
        ),
        "button": gettext("Save"),
        "back_url": reverse("settings"),
        "back_words": gettext("Settings"),
    }
    context = {"form": form, "groups": _groups(form), "act": act}
    return page(request, reader, "act.html", context, status=422 if form.errors else 200)


def _groups(form: WaysToPayForm) -> tuple[Group, ...]:
    names = dict(MEANS)
    return tuple(
        Group(
            fields=tuple(form[f"{means}_{lang}"] for lang, _ in LANGUAGES),
            legend=names[str(means)],
            hint=hint,
            id=f"way-{means}",
        )
        for means, hint in HINTS.items()
    )


patterns: list[URLPattern] = [path("settings/payments", ways_to_pay, name="ways_to_pay")]

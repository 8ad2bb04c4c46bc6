"""What a product or a service keeps to be told: managers word it, take it over from one customer's case, and end it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teum.actions import standing as actions
from teum.core import permissions
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import services
from teum.queries import standing as queries
from teum.web import act_page, disclosure, disclosure_form, disclosures, ids, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.disclosure import OPTIONS, WAYS_OUT, StandingForm
from teum.web.next_step import Group


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def of_service(request: HttpRequest, reader: Reader, service_id: int) -> HttpResponse:
    """What is kept to be told of a service, and one more; its words may come from a customer's case."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    service = services.one(service_id=service_id, by=reader.by)
    source = ids.read(request.GET.get("from"))
    form = StandingForm(act_page.posted(request), initial=_initial(source, reader))
    if request.method == "POST" and form.is_valid():
        try:
            disclosure_form.on_fields(lambda: _keep(form.cleaned_data, reader, service_id, source))
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("From now on it is told to everybody who asks for this."))
            return see(reverse("standing", args=[service_id]))
    kept = queries.of_service(service_id, by=reader.by, now=reader.now)
    context = {
        "service": service,
        "form": form,
        "groups": _groups(form),
        "is_open": bool(form.errors or source),
        "kept": [
            {
                "id": view.id,
                "what": view.shown.what,
                "lines": disclosure.lines(view.shown, now=reader.now),
                "options": disclosure.choices(view.shown, now=reader.now),
                "is_active": view.is_active,
            }
            for view in kept
        ],
    }
    return page(request, reader, "standing.html", context, status=422 if form.errors else 200)


def _keep(data: dict[str, Any], reader: Reader, service_id: int, source: int | None) -> object:
    dated = {f"{key}_on": None for key in OPTIONS} | {f"{key}_at": None for key in OPTIONS}
    return actions.keep(
        service_id=service_id,
        by=reader.by,
        shown=disclosure_form.shown({**data, **dated}, reader, lang=reader.language),
        days={key: data[f"{key}_days"] or 0 for key in OPTIONS},
        because_of=source,
        now=reader.now,
    )


def _initial(source: int | None, reader: Reader) -> dict[str, Any]:
    """The words of the disclosure to which somebody objected; else the ways out."""
    if source is None:
        return {"kind": "before_sale", "do_nothing": False, "cancel": True}
    _, view = disclosures.opened(source, reader)
    return disclosure_form.filled_in(view.shown) if view.shown else {}


def _groups(form: StandingForm) -> tuple[Group, ...]:
    first = ("kind", "what", "matters", "affects", "found_on", "no_date")
    return (
        Group(fields=tuple(form[name] for name in first)),
        *(
            Group(
                fields=tuple(form[f"{key}_{part}"] for part in ("what", "price", "days")),
                legend=label,
                is_line=True,
            )
            for key, label in OPTIONS.items()
        ),
        Group(fields=tuple(form[key] for key in WAYS_OUT), legend=gettext("The customer may also")),
        Group(fields=tuple(form[name] for name in ("channel", "recommended", "interest"))),
    )


@require_POST
@desk
def ending(request: HttpRequest, reader: Reader, standing_id: int) -> HttpResponse:
    """It is told to nobody from now on."""
    row = actions.end(standing_id=standing_id, by=reader.by)
    flash.success(request, gettext("It is told no more."))
    return see(reverse("standing", args=[row.service_id]))


@require_safe
@desk
def choose_service(request: HttpRequest, reader: Reader, disclosure_id: int) -> HttpResponse:
    """Of which service it is to be told from now on: that of the case, or one of all."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    case, view = disclosures.opened(disclosure_id, reader)
    if case.service:
        return see(f"{reverse('standing', args=[case.service.id])}?from={view.id}")
    context = {
        "services": services.offered(by=reader.by),
        "source": view.id,
        "card": disclosure.card(view, now=reader.now),
    }
    return page(request, reader, "standing_service.html", context)


patterns: list[URLPattern] = [
    path("settings/services/<id:service_id>/standing", of_service, name="standing"),
    path("settings/standing/<id:standing_id>/ending", ending, name="standing_ending"),
    path("disclosures/<id:disclosure_id>/standing", choose_service, name="standing_service"),
]

"""What the business offers: the list, and each of it."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import services as actions
from teum.core import permissions
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import services as queries
from teum.web import refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.service import ServiceChangeForm, ServiceForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def services(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them; a new one is added here."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(by=reader.by, name=form.cleaned_data["name"])
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Added. New cases may be about it."))
            return see(reverse("services"))
    context = {"form": form, "services": queries.every(by=reader.by)}
    return page(request, reader, "services.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def service(request: HttpRequest, reader: Reader, service_id: int) -> HttpResponse:
    """One of them: its name, and whether it is still offered."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    kept = queries.one(service_id=service_id, by=reader.by)
    start = {"name": kept.name, "is_active": kept.is_active}
    form = ServiceChangeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(service_id=service_id, by=reader.by, **form.cleaned_data)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(reverse("services"))
    context = {
        "form": form,
        "act": {
            "action": request.path,
            "title": kept.name,
            "button": gettext("Save"),
            "back_url": reverse("services"),
            "back_words": gettext("Products and services"),
        },
    }
    return page(request, reader, "act.html", context, status=422 if form.errors else 200)


patterns: list[URLPattern] = [
    path("settings/services", services, name="services"),
    path("settings/services/<id:service_id>", service, name="service"),
]

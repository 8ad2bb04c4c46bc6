"""Who the business is by law: what its agreements say of it."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import firm as actions
from teum.core.refusal import Refused
from teum.queries import firm as queries
from teum.queries import prices
from teum.web import refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.firm import FirmForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def firm(request: HttpRequest, reader: Reader) -> HttpResponse:
    """How it is registered, under which name and number, and where it is found."""
    found = queries.details(by=reader.by)
    start = {
        "kind": str(found.kind or ""),
        "legal_name": found.legal_name,
        "number": found.number,
        "address": found.address,
        "name_en": found.name_en,
    }
    form = FirmForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=reader.by, firm=form.firm)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            said = gettext("Saved. Agreements say so from now on; those made before stay as they are.")
            flash.success(request, said)
            return see(reverse("firm"))
    context = {
        "form": form,
        "is_exempt": found.is_exempt,
        "otherwise": [
            {
                "url": reverse("alignment", args=[one.alignment_id]),
                "title": one.title,
                "customer": one.customer,
            }
            for one in prices.written_otherwise(by=reader.by)
        ],
    }
    return page(request, reader, "firm.html", context, status=422 if form.errors else 200)


patterns: list[URLPattern] = [path("settings/firm", firm, name="firm")]

"""Keys for programs: which there are, a new one, shown once, and an end to one."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import tokens as actions
from teum.core.refusal import Refused
from teum.queries import tokens as queries
from teum.web import moments, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.key import KeyForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def keys(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The keys of the business; a new one stands on the answer alone, which nothing keeps."""
    form, clear = KeyForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            clear = actions.make_own(by=reader.by, name=form.cleaned_data["name"], now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            form = KeyForm()
    lines = [
        {
            "name": key.name,
            "who": key.who,
            "made": moments.at(key.made_at, zone=reader.zone, now=reader.now),
            "revoke_url": reverse("key_revocation", args=[key.id]),
        }
        for key in queries.standing(by=reader.by)
    ]
    context = {"form": form, "keys": lines, "new_key": clear}
    answer = page(request, reader, "api_keys.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@desk
def revocation(request: HttpRequest, reader: Reader, key_id: int) -> HttpResponse:
    """It opens nothing any more."""
    actions.end(token_id=key_id, by=reader.by, now=reader.now)
    flash.success(request, gettext("Revoked. Programs that use this key are turned away from now on."))
    return see(reverse("keys"))

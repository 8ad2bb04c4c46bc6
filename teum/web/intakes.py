"""The forms that a manager puts on the business's site: whose questions, who is first in touch, on and off."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import intakes as actions
from teum.core import permissions
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import intakes as queries
from teum.queries.intakes import IntakeView
from teum.web import act_page, ids, owner_choice, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.intake import LANGUAGES, IntakeChangeForm, IntakeForm, NewIntakeForm

FRAME = "width:100%;height:60rem;border:0"


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def intakes(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them, and a new one."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    templates = [(str(pk), name.of(reader.language)) for pk, name in queries.possible(by=reader.by)]
    start = {"language": reader.language}
    form = NewIntakeForm(
        act_page.posted(request), people=owner_choice.people(reader), templates=templates, initial=start
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.add(
                template_id=ids.read(data["template"]) or 0,
                language=data["language"],
                owner=ids.read(data["owner"]),
                by=reader.by,
            )
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("The form is on. Put it on your site with one of these lines."))
            return see(reverse("intake_settings", args=[row.pk]))
    every = [_hit(one, reader) for one in queries.every(by=reader.by)]
    context = {"form": form, "forms": every, "has_templates": bool(templates)}
    return page(request, reader, "intakes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def intake_settings(request: HttpRequest, reader: Reader, intake_id: int) -> HttpResponse:
    """One form: its address, the lines that put it on a site, and what can be changed."""
    kept = queries.one(intake_id=intake_id, by=reader.by)
    start: dict[str, object] = {
        "language": kept.language,
        "owner": str(kept.owner_id or ""),
        "is_on": kept.is_on,
    }
    start["asks"] = [item.key for item in kept.items]
    form = IntakeChangeForm(
        act_page.posted(request),
        people=owner_choice.people(reader),
        items=kept.possible,
        language=kept.language,
        initial=start,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change(
                intake_id=intake_id,
                language=data["language"],
                owner=ids.read(data["owner"]),
                is_on=data["is_on"],
                asks=data["asks"],
                by=reader.by,
            )
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(request.path)
    context = {"form": form, "kept": _hit(kept, reader), **_snippets(kept, reader)}
    return page(request, reader, "intake_settings.html", context, status=422 if form.errors else 200)


@require_safe
@desk
def preview(request: HttpRequest, reader: Reader, intake_id: int) -> HttpResponse:
    """The form as its visitors see it, also while it is off; it cannot be sent from here."""
    kept = queries.one(intake_id=intake_id, by=reader.by)
    with override(kept.language):
        form = IntakeForm(items=kept.items, language=kept.language, zone=reader.zone, now=reader.now)
        context = {
            "form": form,
            "name": kept.name.of(kept.language),
            "organisation_name": reader.organisation,
            "back_url": reverse("intake_settings", args=[intake_id]),
            "is_preview": True,
            "language_url": "",
        }
        return page(request, reader, "intake.html", context)


def _hit(one: IntakeView, reader: Reader) -> dict[str, object]:
    return {
        "name": one.name.of(reader.language),
        "language": str(dict(LANGUAGES)[one.language]),
        "owner": one.owner,
        "is_on": one.is_on,
        "url": reverse("intake_settings", args=[one.id]),
        "preview_url": reverse("intake_preview", args=[one.id]),
    }


def _snippets(one: IntakeView, reader: Reader) -> dict[str, str]:
    """The form's address, and the two lines of which either puts it on a site."""
    url = f"{settings.BASE_URL}{reverse('intake', args=[reader.slug, one.key])}"
    title = one.name.of(one.language).replace('"', "")
    return {
        "form_url": url,
        "script_line": f'<script src="{url}/embed.js" data-title="{title}" async></script>',
        "frame_line": f'<iframe src="{url}" title="{title}" allow="clipboard-write" style="{FRAME}"></iframe>',
    }


patterns: list[URLPattern] = [
    path("settings/forms", intakes, name="intakes"),
    path("settings/forms/<id:intake_id>", intake_settings, name="intake_settings"),
    path("settings/forms/<id:intake_id>/preview", preview, name="intake_preview"),
]

"""A price split in a tap: its payments are filled in, to be looked at and saved."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from teum.core.price import Plan
from teum.core.refusal import Refused
from teum.web import alignment_typed as typed
from teum.web import refusals
from teum.web.alignment_items import again
from teum.web.alignments import found
from teum.web.answers import see
from teum.web.desk import Reader, desk
from teum.web.forms.alignment_split import filled


@require_POST
@desk
def alignment_split(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Fill in the payments of a price, and keep them as what is typed: nothing is said by it yet."""
    case, view = found(reader, alignment_id)
    key, _, plan = request.POST.get("split", "").partition(":")
    form = typed.form_of(reader, view, request.POST)
    form.is_valid()
    line = next((line for line in form.lines if line.key == key and form.payments(line)), None)
    if line is None or plan not in list(Plan):
        return see(reverse("alignment", args=[view.id]))
    today = reader.now.astimezone(reader.zone).date()
    try:
        sent = filled(form, line, Plan(plan), lang=case.customer.language, today=today)
    except Refused as refused:
        is_count = refused.details.get("field") == "months"
        said = gettext("From 1 to 36 payments are possible.") if is_count else refusals.words(refused)
        form.keep_only(f"{key}_total", said)
        return again(request, reader, alignment_id, form)
    left = typed.form_of(reader, view, sent).unkept(sent)
    typed.keep_draft(reader, case, view, left)
    return see(f"{reverse('alignment', args=[view.id])}#item-{key}")


patterns: list[URLPattern] = [
    path("alignments/<id:alignment_id>/splits", alignment_split, name="alignment_split"),
]

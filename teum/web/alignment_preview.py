"""What the customer will see of it, before it is sent to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from teum.queries import public
from teum.queries.case_view import case_view
from teum.web.alignments import found
from teum.web.customer_page.page import Page
from teum.web.customer_page.sections import alignment as section
from teum.web.desk import Reader, desk, page

NO_LINK = "preview"
"""Stands in the addresses of a page that nobody can send: it is no link."""


@require_safe
@desk
def preview(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """The part of their page, in their language and as it stands now; nothing in it can be sent from here."""
    case, view = found(reader, alignment_id)
    language = case.customer.language
    with override(language):
        theirs = case_view(case.id, by=reader.by, now=reader.now, lang=language)
        visit = public.of_case(case.id, by=reader.by)
        seen = Page(case=theirs, others=(), visit=visit, token=NO_LINK, at=reader.now)
        drawn = render_to_string("customer_page/alignment.html", {"it": section.facts(seen)}, request)
    context = {
        "drawn": drawn,
        "their_language": language,
        "customer": case.customer.name,
        "is_shown": view.is_shown,
        "back_url": reverse("alignment", args=[view.id]),
    }
    return page(request, reader, "alignment_preview.html", context, tab="cases")


patterns: list[URLPattern] = [
    path("alignments/<id:alignment_id>/preview", preview, name="alignment_preview"),
]

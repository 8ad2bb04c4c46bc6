"""Files for the customer at the desk: handed over from the case, and there to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import handouts as actions
from teum.queries.case_view import CaseView, case_view
from teum.web import act_page, files, moments
from teum.web.desk import Reader, desk
from teum.web.forms.upload import HandoutForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file that was handed over, as the case's page lists it."""

    text: str
    name: str
    size: str
    url: str
    when: str


def handed(case: CaseView, reader: Reader) -> list[Handed]:
    """The newest first."""
    return [
        Handed(
            text=upload.text,
            name=upload.name,
            size=files.size(upload.size),
            url=reverse("upload", args=[upload.id]),
            when=moments.at(upload.at, zone=reader.zone, now=reader.now),
        )
        for upload in reversed(case.files)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def give(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Hand a file over."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        sent = data["file"]
        return actions.give(
            case_id=case_id,
            by=reader.by,
            name=sent.name or "",
            content=sent.read(),
            text=data["text"],
            now=reader.now,
        )

    said = {
        "title": gettext("A file for the customer"),
        "button": gettext("Put it on their page"),
        "done": gettext("The file is on the customer's page."),
    }
    form = HandoutForm(act_page.posted(request), act_page.files(request))
    return act_page.answer(request, reader, case, form, said, do)


patterns: list[URLPattern] = [path("cases/<id:case_id>/files", give, name="handout")]

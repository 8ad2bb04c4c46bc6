"""Photos of a disclosure at the desk: kept in the case as they come, so that a form that is refused loses none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from teum.actions import photos as actions
from teum.core.refusal import Refused
from teum.queries import upload_view
from teum.web import refusals
from teum.web.desk import Reader
from teum.web.forms.disclosure import PHOTOS, DisclosureForm
from teum.web.next_step import Group


def form(
    request: HttpRequest,
    reader: Reader,
    case_id: int,
    *,
    abouts: list[tuple[str, str]],
    initial: dict[str, Any],
) -> DisclosureForm:
    """The form of a disclosure, with the photos of the case; those that were sent along are in it by then."""
    if request.method != "POST":
        return DisclosureForm(abouts=abouts, photos=_kept(case_id, reader), initial=initial)
    said = request.POST.copy()
    wrong: dict[str, Refused] = {}
    for photo, alt in PHOTOS.items():
        sent = request.FILES.get(photo)
        if sent is None:
            continue
        try:
            row = actions.keep(
                case_id=case_id,
                by=reader.by,
                name=sent.name or "",
                content=sent.read(),
                alt=said.get(alt, "")[:300],
                now=reader.now,
            )
        except Refused as refused:
            wrong[alt if refused.code in ("incomplete", "vague_window") else photo] = refused
        else:
            said.appendlist("photos", str(row.pk))
            said[alt] = ""
    made = DisclosureForm(said, abouts=abouts, photos=_kept(case_id, reader), initial=initial)
    for field, why in wrong.items():
        made.add_error(field, _words(why))
    return made


def _words(refused: Refused) -> str:
    if refused.code == "incomplete":
        return gettext("Write what is seen in the photo, and choose it once more.")
    if refused.code == "wrong_kind":
        return gettext("A photo is a JPEG, PNG or WebP. Please choose one of these.")
    return refusals.words(refused)


def _kept(case_id: int, reader: Reader) -> list[tuple[str, str]]:
    return [(str(photo.id), photo.text) for photo in upload_view.photos(case_id, by=reader.by)]


def chosen(data: dict[str, Any]) -> list[int]:
    """Those that are shown."""
    return [int(photo) for photo in data.get("photos", [])]


def groups(form: DisclosureForm) -> list[Group]:
    """What is there already, then each new one with its words."""
    there = [Group(fields=(form["photos"],))] if "photos" in form.fields else []
    new = Group(
        fields=tuple(form[name] for pair in PHOTOS.items() for name in pair),
        legend=gettext("Add photos"),
        hint=gettext("They stand on the customer's page; the words are for whoever does not see them."),
        is_line=True,
    )
    return [*there, new]

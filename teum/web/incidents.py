"""Incidents at the desk: choose whom a fault touches, write once, look, say yes, and see it go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teum.actions import incidents as actions
from teum.core import permissions
from teum.core import window as windows
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import incident_view
from teum.queries import incidents as queries
from teum.queries.incident_view import IncidentView
from teum.queries.incidents import Candidate, Chosen
from teum.web import act_page, ids, incident_choice, moments, wording
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.incident import IncidentForm, WordForm
from teum.web.incident_cards import Card, card, pace, span
from teum.web.incident_word import initial_of, put, word_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An incident in the list of them."""

    title: str
    url: str
    notes: tuple[str, ...]


@require_safe
@desk
def incident_list(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them, the newest first."""
    lines = [
        Line(
            title=one.title,
            url=reverse("incident", args=[one.id]),
            notes=(
                gettext("We learnt of it %(when)s")
                % {"when": moments.at(one.known_at, zone=reader.zone, now=reader.now)},
                *([gettext("A draft: nobody was told yet")] if one.is_draft else []),
            ),
        )
        for one in incident_view.listed(by=reader.by)
    ]
    return page(request, reader, "incidents.html", {"lines": lines})


# ── whom it touches, and what is told ──


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new_incident(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Find the promises by what is known of them, leave some out, and write what is told."""
    permissions.require(reader.by, Act.TELL_MANY)
    choice = incident_choice.form(request, reader)
    chosen = incident_choice.chosen(choice, reader)
    found = queries.candidates(chosen, by=reader.by) if chosen else []
    changed = _changed(request, reader)
    ticked = incident_choice.ticked(request, found, changed)
    initial = _initial(changed, reader) if changed else {"rule": "shift", "remedy": "no", "days": 1}
    form = _form(request, initial, languages={one.language for one in found})
    if act_page.posted(request) and chosen and not incident_choice.is_search(request) and form.is_valid():
        try:
            made = _draft(form, chosen, found, ticked, reader, instead_of=changed.id if changed else None)
            return see(reverse("incident", args=[made]))
        except Refused as refused:
            put(form, refused)
    context = {
        "choice": choice,
        "action": incident_choice.action(choice, changed),
        "kept": incident_choice.kept(request, found, form),
        "form": form,
        "rows": [incident_choice.row(one, ticked, reader) for one in found],
        "is_asked": chosen is not None,
        "is_full": len(found) == queries.MOST,
        "most": queries.MOST,
    }
    return page(request, reader, "incident_new.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, initial: dict[str, Any], *, languages: set[str]) -> IncidentForm:
    """The word as it was written; while they search on, nothing is wrong with it yet."""
    if not incident_choice.is_search(request):
        return IncidentForm(act_page.posted(request), languages=languages, initial=initial)
    form = IncidentForm({**initial, **request.POST.dict()}, languages=languages)
    form.errors.clear()
    return form


def _changed(request: HttpRequest, reader: Reader) -> IncidentView | None:
    """The draft that is written anew, where one is."""
    asked = ids.read(request.GET.get("from"))
    found = incident_view.view(asked, by=reader.by) if asked else None
    return found if found and found.draft and len(found.words) == 1 else None


def _initial(changed: IncidentView, reader: Reader) -> dict[str, Any]:
    known = changed.known_at.astimezone(reader.zone)
    said: dict[str, Any] = {"title": changed.title, "found_by": changed.found_by}
    said |= {"known_on": known.date(), "known_at": known.time()}
    return said | initial_of(changed.words[0].word, reader)


def _draft(
    form: IncidentForm,
    chosen: Chosen,
    found: Sequence[Candidate],
    ticked: set[int],
    reader: Reader,
    *,
    instead_of: int | None,
) -> int:
    said = form.cleaned_data
    seen = {one.promise for one in found}
    row = actions.draft(
        by=reader.by,
        title=said["title"],
        found_by=said["found_by"],
        known_at=windows.aware(datetime.combine(said["known_on"], said["known_at"]), reader.zone),
        word=word_of(said, reader),
        chosen=chosen,
        only=seen,
        left_out=seen - ticked,
        instead_of=instead_of,
        now=reader.now,
    )
    return int(row.pk)


# ── one of them ──


@require_safe
@desk
def incident(request: HttpRequest, reader: Reader, incident_id: int) -> HttpResponse:
    """Its words, whom each goes to, and how far each has come."""
    found = incident_view.view(incident_id, by=reader.by)
    cards = [card(word, reader, known_at=found.known_at) for word in found.words]
    context = {
        "incident": found,
        "draft": cards[0] if found.draft else None,
        "cards": cards[1:] if found.draft else cards,
        "facts": _facts(found, cards, reader),
        "change_url": _change_url(found, reader) if found.draft else "",
        "pace": pace(found, now=reader.now),
        "can_go_on": not found.draft and not any(word.waits for word in cards),
    }
    return page(request, reader, "incident.html", context)


def _change_url(found: IncidentView, reader: Reader) -> str:
    """Where its draft is written anew, with what stands in it."""
    if len(found.words) > 1:
        return f"{reverse('incident_word', args=[found.id])}?anew"
    asked = {name: said for name, said in found.chosen.items() if not name.startswith("due_")}
    days = {
        name: str(datetime.fromisoformat(said).astimezone(reader.zone).date())
        for name, said in found.chosen.items()
        if name.startswith("due_")
    }
    return f"{reverse('incident_new')}?{urlencode({'text': '', **asked, **days, 'from': found.id})}"


def _facts(found: IncidentView, cards: Sequence[Card], reader: Reader) -> list[dict[str, str]]:
    known = moments.at(found.known_at, zone=reader.zone, now=reader.now)
    listed = [
        {"name": gettext("We learnt of it"), "words": known},
        {"name": gettext("It was found by"), "words": wording.isolated(found.found_by)},
        {"name": gettext("It was written by"), "words": wording.isolated(found.by)},
    ]
    first = found.words[-1]
    if first.slowest_seconds is not None:
        said = gettext("At most %(span)s") % {"span": span(first.slowest_seconds)}
        listed.append({"name": gettext("From knowing to telling"), "words": said})
    return listed


@require_POST
@desk
def telling(request: HttpRequest, reader: Reader, incident_id: int) -> HttpResponse:
    """A person's yes, which can be undone before anybody is told."""
    actions.start(incident_id=incident_id, by=reader.by, now=reader.now)
    said = gettext("It is on its way: each is written to in the hours for messages. You can leave this page.")
    undo = reverse("incident_undo", args=[incident_id])
    is_undoable = incident_view.view(incident_id, by=reader.by).words[0].is_undoable(reader.now)
    flash.success(request, said, extra_tags=f"undo:{undo}" if is_undoable else "")
    return see(reverse("incident", args=[incident_id]))


@require_POST
@desk
def undo(request: HttpRequest, reader: Reader, incident_id: int) -> HttpResponse:
    """Not yet, after all."""
    actions.undo(incident_id=incident_id, by=reader.by, now=reader.now)
    flash.success(request, gettext("Undone: nobody was told, and it is a draft again."))
    return see(reverse("incident", args=[incident_id]))


@require_POST
@desk
def discarding(request: HttpRequest, reader: Reader, incident_id: int) -> HttpResponse:
    """No: the draft is thrown away."""
    actions.discard(incident_id=incident_id, by=reader.by)
    flash.success(request, gettext("The draft is gone. Nobody was told."))
    return see(reverse("incidents"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def word(request: HttpRequest, reader: Reader, incident_id: int) -> HttpResponse:
    """A later word to the same customers."""
    found = incident_view.view(incident_id, by=reader.by)
    posted = act_page.posted(request)
    languages = queries.languages(incident_id, by=reader.by)
    anew = "anew" in request.GET and found.draft is not None
    initial = initial_of(found.words[0].word, reader) if anew else {"rule": "stays", "remedy": "no"}
    form = WordForm(posted, languages=languages, initial=initial)
    if posted and form.is_valid():
        try:
            said = word_of(form.cleaned_data, reader)
            actions.go_on(incident_id=incident_id, by=reader.by, word=said, anew=anew, now=reader.now)
            return see(reverse("incident", args=[incident_id]))
        except Refused as refused:
            put(form, refused)
    context: dict[str, Any] = {"form": form, "incident": found}
    return page(request, reader, "incident_word.html", context, status=422 if form.errors else 200)


patterns: list[URLPattern] = [
    path("incidents", incident_list, name="incidents"),
    path("incidents/new", new_incident, name="incident_new"),
    path("incidents/<id:incident_id>", incident, name="incident"),
    path("incidents/<id:incident_id>/tellings", telling, name="incident_telling"),
    path("incidents/<id:incident_id>/undo", undo, name="incident_undo"),
    path("incidents/<id:incident_id>/discarding", discarding, name="incident_discarding"),
    path("incidents/<id:incident_id>/words", word, name="incident_word"),
]

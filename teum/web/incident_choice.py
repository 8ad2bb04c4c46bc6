"""Whom an incident touches, as it is looked for: searching on keeps what was typed and who was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext

from teum.core import window as windows
from teum.core.incident import State
from teum.queries import reader as readers
from teum.queries import services
from teum.queries.incident_view import IncidentView
from teum.queries.incidents import Candidate, Chosen
from teum.web import moments
from teum.web.desk import Reader
from teum.web.forms.incident import ChoiceForm

ROWS = ("tell", "seen", "left")
"""The boxes that are ticked, those that were shown, and whoever is left out though not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A promise that may be touched, with the box that leaves it in."""

    id: int
    customer: str
    what: str
    case: str
    window: str
    owner: str
    is_in: bool


def is_search(request: HttpRequest) -> bool:
    """Whether they search on, with the word half written."""
    return "find" in request.POST


def form(request: HttpRequest, reader: Reader) -> ChoiceForm:
    """What they are looked for by: as it is sent, else as it stands in the address."""
    found = ChoiceForm(request.POST if is_search(request) else request.GET or None)
    every = [("", gettext("All"))]
    listed = [(str(one.id), one.name) for one in services.every(by=reader.by)]
    found.fields["service"].choices = [*every, *listed]  # type: ignore[attr-defined]
    if not listed:
        del found.fields["service"]
    found.fields["owner"].choices = [*every, *_owners(reader)]  # type: ignore[attr-defined]
    return found


def _owners(reader: Reader) -> Sequence[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in readers.present(reader.organisation_id)]


def chosen(choice: ChoiceForm, reader: Reader) -> Chosen | None:
    """What was asked for; None where nothing was yet."""
    if not choice.is_bound or not choice.is_valid():
        return None
    said = choice.cleaned_data
    since, until = said["due_from"], said["due_until"]
    return Chosen(
        service=int(said["service"]) if said.get("service") else None,
        owner=int(said["owner"]) if said["owner"] else None,
        due_from=windows.aware(datetime.combine(since, time(0)), reader.zone) if since else None,
        due_until=windows.aware(datetime.combine(until, time(23, 59)), reader.zone) if until else None,
        text=said["text"],
    )


def action(choice: ChoiceForm, changed: IncidentView | None) -> str:
    """Where the word is sent: the choice stands in the address, so that it goes to those who were listed for it."""
    said = {name: choice[name].value() or "" for name in choice.fields}
    return f"?{urlencode({**said, **({'from': changed.id} if changed else {})})}" if choice.is_bound else ""


def ticked(request: HttpRequest, found: Sequence[Candidate], changed: IncidentView | None) -> set[int]:
    """Who is told: all, as long as nobody chose."""
    every = {one.promise for one in found}
    if is_search(request):
        return every - _left(request)
    if request.method == "POST":
        return _posted(request, "tell")
    if changed is None:
        return every
    return {one.promise for one in changed.words[0].affected if one.standing is not State.LEFT_OUT}


def kept(request: HttpRequest, found: Sequence[Candidate], form: Form) -> list[tuple[str, str]]:
    """What was typed and has no field now, and who was left out and is not listed now: it comes back with them."""
    drawn = {*ChoiceForm.base_fields, *(form.fields if found else ()), *ROWS, "find", "csrfmiddlewaretoken"}
    typed = [(name, str(said)) for name, said in request.POST.items() if name not in drawn]
    left = _left(request) - {one.promise for one in found}
    return [*typed, *(("left", str(pk)) for pk in sorted(left))]


def _left(request: HttpRequest) -> set[int]:
    seen = _posted(request, "seen")
    return (_posted(request, "left") - seen) | (seen - _posted(request, "tell"))


def _posted(request: HttpRequest, name: str) -> set[int]:
    return {int(pk) for pk in request.POST.getlist(name) if pk.isdecimal()}


def row(one: Candidate, ticked: set[int], reader: Reader) -> Row:
    """A line to tick."""
    return Row(
        id=one.promise,
        customer=one.customer,
        what=one.what,
        case=one.title,
        window=moments.in_words(one.window, now=reader.now),
        owner=one.owner,
        is_in=one.promise in ticked,
    )

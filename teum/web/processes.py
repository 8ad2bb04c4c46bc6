"""The processes that a business keeps: what they are called, and their stages one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages as flash
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import processes as actions
from teum.actions.processes import Entry
from teum.core import permissions
from teum.core import process as core
from teum.core.permissions import Act
from teum.core.process import Stage
from teum.core.refusal import Refused
from teum.language import ready_processes
from teum.queries import processes as queries
from teum.queries import services
from teum.queries.processes import ProcessView
from teum.web import act_page, ids, places, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page, refusal_page
from teum.web.forms import process as forms
from teum.web.forms.kept import KeptChangeForm, KeptForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stage as its process lists it."""

    words: str
    usual: str
    who: str
    url: str
    place_url: str
    is_first: bool
    is_last: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def process_list(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them; a new one is taken from those that stand ready, or begun empty."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    form = KeptForm(act_page.posted(request), services=_services(reader))
    if request.method == "POST" and form.is_valid():
        first = (forms.first_stage(),)
        try:
            row = actions.add(by=reader.by, entry=_entry(form, first), now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Added. Write its stages now."))
            return see(reverse("process", args=[row.pk]))
    every = queries.every(by=reader.by)
    taken = {one.name.he for one in every}
    ready = [(key, one.name.of(reader.language)) for key, one in _ready() if one.name.he not in taken]
    context = {"form": form, "processes": [_hit(one, reader) for one in every], "ready": ready}
    return page(request, reader, "processes.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def process_taken(request: HttpRequest, reader: Reader) -> HttpResponse:
    """One that stands ready becomes the business's own."""
    found = dict(_ready()).get(request.POST.get("ready", ""))
    if found is None:
        raise Http404
    entry = Entry(name=found.name, stages=found.stages)
    try:
        row = actions.add(by=reader.by, entry=entry, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    flash.success(
        request, gettext("The process is yours now. Change whatever works differently in your business.")
    )
    return see(reverse("process", args=[row.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def process(request: HttpRequest, reader: Reader, process_id: int) -> HttpResponse:
    """One process: its name, and its stages in order."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    kept = queries.one(process_id=process_id, by=reader.by)
    start = {"he": kept.name.he, "en": kept.name.en, "is_active": kept.is_active}
    start["service"] = str(kept.service.id) if kept.service else ""
    form = KeptChangeForm(act_page.posted(request), initial=start, services=_services(reader))
    if request.method == "POST" and form.is_valid():
        entry = replace(_entry(form, kept.stages), is_active=form.cleaned_data["is_active"])
        if _changed(form, kept, entry, reader):
            flash.success(request, gettext("Saved."))
            return see(request.path)
    context = {
        "form": form,
        "process": kept.name.of(reader.language),
        "stages": [_line(kept, number, reader) for number in range(len(kept.stages))],
        "add_url": reverse("process_stage_new", args=[process_id]),
    }
    return page(request, reader, "process.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def stage_new(request: HttpRequest, reader: Reader, process_id: int) -> HttpResponse:
    """One more stage, at the end."""
    return _stage(request, reader, process_id, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def stage(request: HttpRequest, reader: Reader, process_id: int, number: int) -> HttpResponse:
    """One stage (from 1)."""
    return _stage(request, reader, process_id, number - 1)


def _stage(request: HttpRequest, reader: Reader, process_id: int, place: int | None) -> HttpResponse:
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    kept = queries.one(process_id=process_id, by=reader.by)
    if place is not None and not 0 <= place < len(kept.stages):
        raise Http404
    start = forms.start(kept.stages[place]) if place is not None else {}
    form = forms.StageForm(act_page.posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        before = len(kept.stages) if place is None else place
        written = form.stage if place is None else core.rewritten(kept.stages[place], form.stage)
        stages = [*kept.stages[:before], written, *kept.stages[before + 1 :]]
        if _changed(form, kept, _same(kept, stages), reader):
            flash.success(request, gettext("Saved. Cases that follow it already go on as they are."))
            return see(reverse("process", args=[process_id]))
    act = {
        "action": request.path,
        "title": kept.stages[place].name.of(reader.language) if place is not None else gettext("A new stage"),
        "button": gettext("Save"),
        "back_url": reverse("process", args=[process_id]),
        "back_words": kept.name.of(reader.language),
    }
    context = {"form": form, "act": act, "groups": forms.groups(form)}
    return page(request, reader, "act.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def stage_place(request: HttpRequest, reader: Reader, process_id: int, number: int) -> HttpResponse:
    """A stage goes one place earlier or later, or is there no more."""
    kept = queries.one(process_id=process_id, by=reader.by)
    stages = places.moved(kept.stages, number, request.POST.get("to", ""))
    try:
        actions.change(process_id=process_id, by=reader.by, entry=_same(kept, stages), now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    return see(reverse("process", args=[process_id]))


def _changed(form: Form, kept: ProcessView, entry: Entry, reader: Reader) -> bool:
    try:
        actions.change(process_id=kept.id, by=reader.by, entry=entry, now=reader.now)
    except Refused as refused:
        refusals.put(form, refused)
        return False
    return True


def _same(kept: ProcessView, stages: list[Stage]) -> Entry:
    """The process as it is kept, with other stages."""
    service = kept.service.id if kept.service else None
    return Entry(name=kept.name, stages=stages, service=service, is_active=kept.is_active)


def _entry(form: KeptForm, stages: tuple[Stage, ...]) -> Entry:
    return Entry(name=form.name, stages=stages, service=ids.read(form.cleaned_data.get("service")))


def _services(reader: Reader) -> list[tuple[str, str]]:
    return [(str(service.id), service.name) for service in services.every(by=reader.by)]


def _ready() -> list[tuple[str, ready_processes.Ready]]:
    return [(key, ready_processes.read(key)) for key in ready_processes.KEYS]


def _hit(one: ProcessView, reader: Reader) -> dict[str, object]:
    return {
        "name": one.name.of(reader.language),
        "stages": " · ".join(stage.name.of(reader.language) for stage in one.stages),
        "service": one.service.name if one.service else "",
        "is_active": one.is_active,
        "url": reverse("process", args=[one.id]),
    }


def _line(kept: ProcessView, number: int, reader: Reader) -> Line:
    found = kept.stages[number]
    actor = str(dict(forms.ACTORS)[found.actor])
    return Line(
        words=found.name.of(reader.language),
        usual=forms.usual(found),
        who=found.party.of(reader.language) or actor,
        url=reverse("process_stage", args=[kept.id, number + 1]),
        place_url=reverse("process_stage_place", args=[kept.id, number + 1]),
        is_first=number == 0,
        is_last=number == len(kept.stages) - 1,
    )


patterns: list[URLPattern] = [
    path("settings/processes", process_list, name="processes"),
    path("settings/processes/ready", process_taken, name="process_taken"),
    path("settings/processes/<id:process_id>", process, name="process"),
    path("settings/processes/<id:process_id>/stages", stage_new, name="process_stage_new"),
    path("settings/processes/<id:process_id>/stages/<id:number>", stage, name="process_stage"),
    path(
        "settings/processes/<id:process_id>/stages/<id:number>/place", stage_place, name="process_stage_place"
    ),
]

"""The items that a business goes through with its customers: templates, and their items one by one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from django.contrib import messages as flash
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import alignment_templates as actions
from teum.actions.alignment_templates import Entry
from teum.core import permissions
from teum.core.alignment import Item, Kind, Side, Topic
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.core.said import Said
from teum.language import ready_alignments
from teum.queries import alignment_templates as queries
from teum.queries import services
from teum.queries.alignment_templates import TemplateView
from teum.web import act_page, ids, places, refusals
from teum.web.alignments import TOPICS
from teum.web.answers import see
from teum.web.desk import Reader, desk, page, refusal_page
from teum.web.forms import alignment_template as forms
from teum.web.forms.kept import KeptChangeForm, KeptForm

FIRST = Item(
    key="wish",
    topic=Topic.NEEDS,
    kind=Kind.TEXT,
    side=Side.CUSTOMER,
    text=Said("מה הכי חשוב לך?", "What matters most to you?"),
)
"""With what a new template begins: one item has to be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item as its template lists it."""

    words: str
    topic: str
    kind: str
    who: str
    """Who says it; nothing of what we state."""
    url: str
    place_url: str
    is_first: bool
    is_last: bool


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def templates(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them; a new one is taken from those that stand ready, or begun with one item."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    form = KeptForm(act_page.posted(request), services=_services(reader))
    if request.method == "POST" and form.is_valid():
        service = ids.read(form.cleaned_data.get("service"))
        entry = Entry(name=form.name, items=(FIRST,), service=service)
        try:
            row = actions.add(by=reader.by, entry=entry, now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Added. Write its items now."))
            return see(reverse("alignment_template", args=[row.pk]))
    every = queries.every(by=reader.by)
    taken = {one.name.he for one in every}
    ready = [(key, one.name.of(reader.language)) for key, one in _ready() if one.name.he not in taken]
    context = {"form": form, "templates": [_hit(one, reader) for one in every], "ready": ready}
    return page(request, reader, "alignment_templates.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def template_taken(request: HttpRequest, reader: Reader) -> HttpResponse:
    """One that stands ready becomes the business's own."""
    found = dict(_ready()).get(request.POST.get("ready", ""))
    if found is None:
        raise Http404
    try:
        row = actions.add(by=reader.by, entry=Entry(name=found.name, items=found.items), now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    flash.success(
        request,
        gettext("The questionnaire is yours now. Change whatever works differently in your business."),
    )
    return see(reverse("alignment_template", args=[row.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def template(request: HttpRequest, reader: Reader, template_id: int) -> HttpResponse:
    """One template: its name, and its items in order."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    kept = queries.one(template_id=template_id, by=reader.by)
    start = {"he": kept.name.he, "en": kept.name.en, "is_active": kept.is_active}
    start["service"] = str(kept.service.id) if kept.service else ""
    form = KeptChangeForm(act_page.posted(request), initial=start, services=_services(reader))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        entry = Entry(
            name=form.name,
            items=kept.items,
            service=ids.read(data.get("service")),
            is_active=data["is_active"],
        )
        if _changed(form, kept, entry, reader):
            flash.success(request, gettext("Saved."))
            return see(request.path)
    context = {
        "form": form,
        "template": kept.name.of(reader.language),
        "items": [_line(kept, number, reader) for number in range(len(kept.items))],
        "add_url": reverse("alignment_item_new", args=[template_id]),
    }
    return page(request, reader, "alignment_template.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def item_new(request: HttpRequest, reader: Reader, template_id: int) -> HttpResponse:
    """One more item, at the end."""
    return _item(request, reader, template_id, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def item(request: HttpRequest, reader: Reader, template_id: int, number: int) -> HttpResponse:
    """One item (from 1)."""
    return _item(request, reader, template_id, number - 1)


def _item(request: HttpRequest, reader: Reader, template_id: int, place: int | None) -> HttpResponse:
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    kept = queries.one(template_id=template_id, by=reader.by)
    if place is not None and not 0 <= place < len(kept.items):
        raise Http404
    there = kept.items[place] if place is not None else None
    form = forms.ItemForm(
        act_page.posted(request), initial=forms.start(there) if there else {"is_required": True}
    )
    if request.method == "POST" and form.is_valid():
        before = len(kept.items) if place is None else place
        key = there.key if there else secrets.token_hex(4)
        items = [*kept.items[:before], form.item(key), *kept.items[before + 1 :]]
        if _changed(form, kept, _same(kept, items), reader):
            flash.success(request, gettext("Saved. What is gone through already goes on as it is."))
            return see(reverse("alignment_template", args=[template_id]))
    act = {
        "action": request.path,
        "title": there.text.of(reader.language) if there else gettext("A new item"),
        "button": gettext("Save"),
        "back_url": reverse("alignment_template", args=[template_id]),
        "back_words": kept.name.of(reader.language),
    }
    context = {"form": form, "act": act, "groups": forms.groups(form)}
    return page(request, reader, "act.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def item_place(request: HttpRequest, reader: Reader, template_id: int, number: int) -> HttpResponse:
    """An item goes one place earlier or later, or is there no more."""
    kept = queries.one(template_id=template_id, by=reader.by)
    items = places.moved(kept.items, number, request.POST.get("to", ""))
    try:
        actions.change(template_id=template_id, by=reader.by, entry=_same(kept, items), now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    return see(reverse("alignment_template", args=[template_id]))


def _changed(form: Form, kept: TemplateView, entry: Entry, reader: Reader) -> bool:
    try:
        actions.change(template_id=kept.id, by=reader.by, entry=entry, now=reader.now)
    except Refused as refused:
        refusals.put(form, refused)
        return False
    return True


def _same(kept: TemplateView, items: list[Item]) -> Entry:
    """The template as it is kept, with other items."""
    service = kept.service.id if kept.service else None
    return replace(Entry(name=kept.name, items=items, is_active=kept.is_active), service=service)


def _services(reader: Reader) -> list[tuple[str, str]]:
    return [(str(service.id), service.name) for service in services.every(by=reader.by)]


def _ready() -> list[tuple[str, ready_alignments.Ready]]:
    return [(key, ready_alignments.read(key)) for key in ready_alignments.KEYS]


def _hit(one: TemplateView, reader: Reader) -> dict[str, object]:
    topics = dict.fromkeys(str(TOPICS[item.topic]) for item in one.items)
    return {
        "name": one.name.of(reader.language),
        "topics": " · ".join(topics),
        "service": one.service.name if one.service else "",
        "is_active": one.is_active,
        "url": reverse("alignment_template", args=[one.id]),
    }


def _line(kept: TemplateView, number: int, reader: Reader) -> Line:
    found = kept.items[number]
    return Line(
        words=found.text.of(reader.language),
        topic=str(TOPICS[found.topic]),
        kind=str(dict(forms.KINDS)[found.kind]),
        who="" if found.kind is Kind.STATEMENT else str(dict(forms.SIDES)[found.side]),
        url=reverse("alignment_item", args=[kept.id, number + 1]),
        place_url=reverse("alignment_item_place", args=[kept.id, number + 1]),
        is_first=number == 0,
        is_last=number == len(kept.items) - 1,
    )


patterns: list[URLPattern] = [
    path("settings/alignments", templates, name="alignment_templates"),
    path("settings/alignments/ready", template_taken, name="alignment_template_taken"),
    path("settings/alignments/<id:template_id>", template, name="alignment_template"),
    path("settings/alignments/<id:template_id>/items", item_new, name="alignment_item_new"),
    path("settings/alignments/<id:template_id>/items/<id:number>", item, name="alignment_item"),
    path(
        "settings/alignments/<id:template_id>/items/<id:number>/place",
        item_place,
        name="alignment_item_place",
    ),
]

"""Record a promise from the box: whole, or asked for what is missing; nothing that was typed is lost (guarantee 1)."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from teum.actions import conversations, drafts
from teum.actions import promises as actions
from teum.actions.conversations import Said
from teum.actions.promises import Draft
from teum.actions.sent_forms import KEY
from teum.core.conversation import Channel, Direction
from teum.core.draft import SHOWN, TAB, tab_of
from teum.core.promise import LaterThanReplaced
from teum.core.refusal import Refused
from teum.queries.case_view import CaseView, case_view
from teum.web import box, cases, fate, refusals
from teum.web.answers import see
from teum.web.conversations import logged
from teum.web.desk import Reader, desk
from teum.web.forms import promise as forms

TALKS = {
    "out": (Channel.CALL, Direction.OUT),
    "in": (Channel.CALL, Direction.IN),
    "here": (Channel.MEETING, Direction.IN),
}
"""In what talk the customer has just agreed, as a button of the box names it."""


@require_POST
@desk
def make(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Record a promise, or say what is missing (422) with everything that was typed kept."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    if "discard" in request.POST:
        drafts.drop(case_id=case_id, by=reader.by, tab=tab_of(request.POST.dict()))
        return see(reverse("case", args=[case_id]))
    form = box.form_of(case, reader, request.POST.dict())
    if form.is_valid():
        try:
            _keep(reader, case_id, form)  # undone, it is a draft again as it was sent
            return see(_record(request, reader, case_id, box.draft_of(form, reader)))
        except Refused as refused:
            return _refused(request, reader, case, form, refused)
    return _again(request, reader, case, form)


def _record(request: HttpRequest, reader: Reader, case_id: int, draft: Draft) -> str:
    """Record it, with the talk in which they agreed to it where one is named; where that is read."""
    talk, tab = TALKS.get(request.POST.get("agreed", "")), tab_of(request.POST.dict())
    if talk is None:
        actions.make(case_id=case_id, by=reader.by, draft=draft, now=reader.now, is_typed=True, tab=tab)
        fate.say(request, reader, case_id, gettext("Saved."))
        return reverse("case", args=[case_id])
    channel, direction = talk
    said = Said(channel=channel, direction=direction, promises=[draft])
    row = conversations.log(
        case_id=case_id, by=reader.by, said=said, typed_as="promise", tab=tab, now=reader.now
    )
    fate.say(request, reader, case_id, logged())
    return reverse("summary", args=[row.pk])


def _refused(
    request: HttpRequest, reader: Reader, case: CaseView, form: forms.PromiseForm, refused: Refused
) -> HttpResponse:
    """Show what is missing; where a window was chosen for a vague word, put it in the word's place."""
    body = form.cleaned_data["body"]
    text = body
    if refused.code == "vague_window":
        text = box.rewritten(body, box.chosen_window(form, reader), reader)
    if text != body:
        form = box.form_of(case, reader, {**request.POST.dict(), "body": text})
        form.is_valid()
        form.add_error(
            "body",
            gettext("The vague word was replaced by the time that you chose. Read it once more and save."),
        )
        refusals.put_missing(form, refused)
    else:
        refusals.put(form, refused)
    return _again(request, reader, case, form, asks_consent=refused.code == LaterThanReplaced.code)


def _again(
    request: HttpRequest,
    reader: Reader,
    case: CaseView,
    form: forms.PromiseForm,
    *,
    asks_consent: bool = False,
) -> HttpResponse:
    """The box with all that was typed; where only the customer may say yes, with how to say that they did."""
    _keep(reader, case.id, form)
    drawn = box.draw(case, reader, form=form, is_open=True)
    drawn = replace(drawn, asks_consent=asks_consent or "agreed" in request.POST)
    return cases.show(request, reader, case, boxed=drawn, status=422)


@require_POST
@desk
def check(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """What is understood so far, as a fragment; what was typed is kept as a draft."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    form = box.form_of(case, reader, request.POST.dict())
    is_beside = _keep(reader, case_id, form)
    is_retyped = request.headers.get("HX-Trigger-Name") == "body"
    found = box.check(form, case, reader, saved_at=reader.now, is_beside=is_beside, is_retyped=is_retyped)
    form.errors.clear()
    return render(request, "parts/box_check.html", {"form": form, "check": found})


def _keep(reader: Reader, case_id: int, form: forms.PromiseForm) -> bool:
    """Keep it as a draft; whether what was typed in another tab is kept beside it."""
    typed = {
        name: str(form.data.get(name, "")) for name in (*form.fields, KEY, TAB, SHOWN) if form.data.get(name)
    }
    if typed.get("body"):
        return drafts.keep(case_id=case_id, by=reader.by, fields=typed, now=reader.now)
    return False

"""What is typed of an alignment at the desk: saved as far as it can be, and kept as a draft where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from teum.actions import alignments as actions
from teum.actions import drafts
from teum.queries import drafts as kept
from teum.queries import firm, law
from teum.queries.alignments import AlignmentView
from teum.queries.case_view import CaseView
from teum.web.desk import Reader
from teum.web.forms.alignment_items import ItemsForm

DRAFT = "alignment"


def form_of(reader: Reader, view: AlignmentView, *args: Any, **kwargs: Any) -> ItemsForm:
    """Its fields, with what stands there or what was sent."""
    today = reader.now.astimezone(reader.zone).date()
    is_exempt = firm.is_exempt(reader.organisation_id)
    vat = None if is_exempt else law.in_force(reader.organisation_id, on=today).vat
    return ItemsForm(*args, lines=view.lines, zone=reader.zone, vat=vat, **kwargs)


def keep(request: HttpRequest, reader: Reader, case: CaseView, view: AlignmentView) -> ItemsForm:
    """Save what can be saved of what was sent; what cannot is said on its item, and stays as a draft."""
    form = form_of(reader, view, request.POST)
    form.is_valid()
    touched = form.touched()
    refused = actions.say_each(alignment_id=view.id, answers=touched, by=reader.by, now=reader.now)
    for key, why in refused.items():
        form.put(why, key)
    left = {} if not form.errors else form.unkept(request.POST.dict())
    keep_draft(reader, case, view, left)
    return form


def keep_draft(reader: Reader, case: CaseView, view: AlignmentView, typed: Mapping[str, str]) -> None:
    """What was typed and is saved nowhere yet stays with who typed it."""
    if not typed:
        drafts.drop(case_id=case.id, by=reader.by, of=DRAFT)
        return
    fields = {**typed, DRAFT: str(view.id)}
    drafts.keep(case_id=case.id, by=reader.by, fields=fields, of=DRAFT, now=reader.now)


def _draft(reader: Reader, case: CaseView, view: AlignmentView) -> dict[str, str]:
    draft = kept.of(case_id=case.id, by=reader.by, kind=DRAFT)
    return draft.fields if draft and draft.fields.get(DRAFT) == str(view.id) else {}


def with_draft(reader: Reader, case: CaseView, view: AlignmentView) -> ItemsForm:
    """What stands there, with what the member typed and has not saved."""
    draft = _draft(reader, case, view)
    typed = form_of(reader, view, initial=dict(draft)).unkept(draft)
    form = form_of(reader, view, initial=dict(typed))
    form.seen = typed
    return form

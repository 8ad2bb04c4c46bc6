"""What both sides expect: what they fill in, what stands there with a mark of theirs, one tap that approves all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.alignments import LineView
from teum.web import alignments
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.alignment import ItemsForm, MarkForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as its customer reads it."""

    line: LineView
    mark: str
    may_mark: bool
    may_agree: bool


def awaited(page: Page) -> list[Section]:
    """It waits for their word."""
    view = page.case.alignment
    if view is None or view.state != "open" or not view.is_shown:
        return []
    words = gettext("Your word on what we expect of each other, %(window)s") % {"window": view.due_in_words}
    return [
        Section(
            name="alignment",
            facts=_facts(page),
            wait=Wait(at=view.due, words=words, anchor="alignment"),
        )
    ]


def _facts(page: Page) -> dict[str, Any]:
    view = page.case.alignment
    assert view is not None
    return {
        "fill": _fields(page),
        "fill_form": _fill(page),
        "say_url": reverse("page_alignment_answers", args=[page.token, view.id]),
        "progress": alignments.filled_in(view),
        "topics": [
            (
                words,
                [_item(line) for line in lines if not line.is_theirs],
            )
            for words, lines in alignments.by_topic(view.lines)
        ],
        "form": page.form(MarkForm, f"mark-{view.id}"),
        "is_filled": not view.missing,
        "is_ready": view.is_ready,
        "seen": view.version,
        "mark_url": reverse("page_alignment_mark", args=[page.token, view.id]),
        "approve_url": reverse("page_alignment_approval", args=[page.token, view.id]),
    }


def _fill(page: Page) -> ItemsForm:
    """What is theirs to fill in, as it stands or as it was sent."""
    view = page.case.alignment
    assert view is not None
    lines = [line for line in view.lines if line.is_theirs]

    def made(**more: Any) -> ItemsForm:
        return ItemsForm(lines=lines, zone=page.visit.business.zone, vat=0, **more)

    return page.form(made, f"say-{view.id}")


def _fields(page: Page) -> list[tuple[BoundField, ...]]:
    """The fields of each item."""
    form = _fill(page)
    names = [
        (line.key,) if line.key in form.fields else (f"{line.key}_on", f"{line.key}_at")
        for line in form.lines
    ]
    form.asked = {
        name for line, own in zip(form.lines, names, strict=True) if line.is_required for name in own
    }
    return [tuple(form[name] for name in own) for own in names]


def _item(line: LineView) -> Item:
    mark = str(alignments.MARKS[line.theirs]) if line.theirs else ""
    may_mark = line.is_said
    return Item(line=line, mark=mark, may_mark=may_mark, may_agree=may_mark and line.theirs != "agreed")

"""What both sides expect: each item with what stands there, a mark of theirs, and one tap that approves all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.alignments import LineView
from teum.web import alignments
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.alignment import MarkForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as its customer reads it."""

    line: LineView
    mark: str
    may_mark: bool


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
        "topics": [
            (
                words,
                [_item(line) for line in lines],
            )
            for words, lines in alignments.by_topic(view.lines)
        ],
        "form": page.form(MarkForm, f"mark-{view.id}"),
        "missing": view.missing,
        "seen": view.version,
        "mark_url": reverse("page_alignment_mark", args=[page.token, view.id]),
        "approve_url": reverse("page_alignment_approval", args=[page.token, view.id]),
    }


def _item(line: LineView) -> Item:
    mark = str(alignments.MARKS[line.theirs]) if line.theirs else ""
    return Item(line=line, mark=mark, may_mark=line.is_said)

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
from teum.web.forms.cancellation import CancelForm


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
            facts=_facts(page, can_mark=True),
            wait=Wait(at=view.due, words=words, anchor="alignment"),
        )
    ]


def approved(page: Page) -> list[Section]:
    """What was approved stays to be read."""
    view = page.case.alignment
    return (
        [Section(name="alignment", facts=_facts(page, can_mark=False))]
        if view and view.state in ("approved", "cancelled")
        else []
    )


def _facts(page: Page, *, can_mark: bool) -> dict[str, Any]:
    view = page.case.alignment
    assert view is not None
    return {
        "topics": [
            (
                words,
                [_item(line, can_mark=can_mark) for line in lines if line.said or can_mark],
            )
            for words, lines in alignments.by_topic(view.lines)
        ],
        "form": page.form(MarkForm, f"mark-{view.id}"),
        "is_open": can_mark,
        "is_cancelled": view.state == "cancelled",
        "cancelling": view.cancelling,
        "cancel_form": page.form(CancelForm, f"cancel-{view.id}"),
        "cancel_url": reverse("page_cancellation", args=[page.token, view.id]) if view.cancelling else "",
        "missing": view.missing,
        "seen": view.version,
        "mark_url": reverse("page_alignment_mark", args=[page.token, view.id]) if can_mark else "",
        "approve_url": reverse("page_alignment_approval", args=[page.token, view.id]) if can_mark else "",
    }


def _item(line: LineView, *, can_mark: bool) -> Item:
    mark = str(alignments.MARKS[line.theirs]) if line.theirs else ""
    return Item(line=line, mark=mark, may_mark=can_mark and line.is_said)

"""What both sides expect: what they fill in, what stands there with a mark of theirs, one tap that approves all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from teum.core.alignment import Kind, Mark
from teum.queries import alignments as queries
from teum.queries.alignments import AlignmentView, LineView
from teum.web import alignments, moments
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.alignment import MarkForm, seen_of
from teum.web.forms.alignment_items import ItemsForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as its customer reads it."""

    line: LineView
    mark: str
    may_mark: bool
    may_agree: bool
    start: str
    """With what the words begin that they want instead: with what stands there."""
    asked: str
    """What they asked about it, `answer` what we said, and `stands` by when we do."""
    answer: str
    stands: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """An item that is theirs to fill in."""

    line: LineView
    bounds: tuple[BoundField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The items of a topic; `agrees` is what goes with one tap that agrees to those not looked at yet."""

    words: str
    items: tuple[Item, ...]
    agrees: tuple[str, ...]
    is_rest: bool


def awaited(page: Page) -> list[Section]:
    """It waits for their word."""
    view = page.case.alignment
    if view is None or view.state != "open" or not view.is_shown:
        return []
    words = _waits_for(view, page)
    anchor = "approve" if view.is_ready and not view.to_fill else "alignment"
    wait = Wait(at=view.due, words=words, anchor=anchor) if words else None
    return [Section(name="alignment", facts=facts(page), wait=wait)]


def _waits_for(view: AlignmentView, page: Page) -> str:
    """What of theirs is needed now: what they fill in, what we answered, their word; nothing while it is our turn."""
    left = len(view.to_fill)
    if left:
        said = ngettext("Fill in one item, %(window)s", "Fill in %(count)d items, %(window)s", left)
        return said % {"count": left, "window": view.due_in_words}
    asked = queries.unanswered(view, page.case.questions, lang=page.visit.language)
    answered = len(view.unsettled) - len(asked)
    if answered:
        said = ngettext(
            "Look again at one item that you asked about, or wanted changed, %(window)s",
            "Look again at %(count)d items that you asked about, or wanted changed, %(window)s",
            answered,
        )
        return said % {"count": answered, "window": view.due_in_words}
    if view.is_ready:
        return gettext("Your approval of what we expect of each other, %(window)s") % {
            "window": view.due_in_words
        }
    return ""


def facts(page: Page) -> dict[str, Any]:
    """What it is drawn from."""
    view = page.case.alignment
    assert view is not None
    return {
        "fill": _fields(page),
        "fill_form": _fill(page),
        "say_url": reverse("page_alignment_answers", args=[page.token, view.id]),
        "progress": alignments.filled_in(view, page.visit.business.called(moments.lang())),
        "topics": [_topic(words, lines, page) for words, lines in alignments.by_topic(view.lines)],
        "form": page.form(MarkForm, f"mark-{view.id}"),
        "is_filled": not view.missing,
        "is_ready": view.is_ready,
        "to_approve": page.case.to_approve,
        "language": page.case.customer.language,
        "again_url": reverse("customer_page", args=[page.token]),
        "unsettled": view.unsettled,
        "seen": view.version,
        "agree_url": reverse("page_alignment_agreed", args=[page.token, view.id]),
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


def _fields(page: Page) -> list[Field]:
    """The fields of each item, with whether it still has to be filled in."""
    form = _fill(page)
    form.asked = {name for line in form.lines if line.is_required for name in form.parts[line.key]}
    return [
        Field(line=line, bounds=tuple(form[name] for name in form.parts[line.key])) for line in form.lines
    ]


def _topic(words: str, lines: Sequence[LineView], page: Page) -> Topic:
    shown = [line for line in lines if not line.is_theirs]
    new = [line for line in shown if line.is_said and not line.theirs]
    agrees = tuple(seen_of(new)) if len(new) > 1 else ()
    return Topic(
        words=words,
        items=tuple(_item(line, page) for line in shown),
        agrees=agrees,
        is_rest=len(new) < len(shown),
    )


def _item(line: LineView, page: Page) -> Item:
    mark = str(alignments.MARKS[line.theirs]) if line.theirs else ""
    asked = queries.asked_about(line, page.case.questions, lang=page.visit.language)
    sentences = {promise.id: promise.sentence for promise in page.case.promises}
    is_words = line.kind in (Kind.TEXT, Kind.STATEMENT)
    return Item(
        line=line,
        mark=mark,
        may_mark=line.is_said,
        may_agree=line.is_said and line.theirs != Mark.AGREED,
        start=(line.counter or line.said) if is_words else line.counter,
        asked=asked.text if asked and line.theirs == Mark.UNCLEAR else "",
        answer=asked.answer if asked and not asked.is_open else "",
        stands=sentences.get(asked.promise_id, "") if asked and asked.is_open else "",
    )

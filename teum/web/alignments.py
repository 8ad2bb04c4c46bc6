"""What both sides expect, at the desk: filled in while one talks, and shown to the customer for their word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as flash
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import alignments as actions
from teum.core import permissions
from teum.core.alignment import Kind, Mark, Side, Topic
from teum.core.disclosure import How
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import alignment_templates, law
from teum.queries import alignments as queries
from teum.queries.alignments import AlignmentView, LineView
from teum.queries.case_view import CaseView, case_view
from teum.web import act_page, fate, ids
from teum.web.answers import see
from teum.web.desk import Reader, desk, page, refusal_page
from teum.web.forms.alignment import PAYMENTS, CounterForm, ItemsForm, OurMarkForm, TemplateForm
from teum.web.wording import Words

TOPICS: dict[str, Words] = {
    Topic.NEEDS: _("What matters to the customer"),
    Topic.FIT: _("What fits, and what does not"),
    Topic.WORK: _("How the work goes"),
    Topic.TIMES: _("When"),
    Topic.PRICE: _("What it costs, and how it is paid"),
    Topic.THEIR_PART: _("The customer's part"),
    Topic.CANCELLATION: _("Cancelling and refunds"),
    Topic.CHANNEL: _("How we keep in touch"),
    Topic.LEFT_OUT: _("What is not included"),
}
MARKS: dict[str, Words] = {
    "": _("not looked at yet"),
    Mark.AGREED: _("agreed"),
    Mark.UNCLEAR: _("not clear"),
    Mark.CHANGE: _("wants to change"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item with its fields; `pay` are those of each payment."""

    line: LineView
    fields: tuple[BoundField, ...]
    pay: tuple[tuple[BoundField, ...], ...]
    theirs: str
    ask_url: str
    """Where the customer is asked about what they wrote; nothing where nothing is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the case's page says of it."""

    words: str
    url: str
    missing: tuple[str, ...]


def card(case: CaseView, reader: Reader) -> Card | None:
    """How far it is; None where they do not go through it."""
    view = case.alignment
    is_over = view and view.state == "approved" and case.agreement
    if view is None or is_over:
        return None
    return Card(
        words=progress(view),
        url=reverse("alignment", args=[view.id]) if reader.may(Act.RECORD) else "",
        missing=view.missing,
    )


def progress(view: AlignmentView) -> str:
    """How far it is, in words."""
    if view.state == "approved":
        return gettext("All of it was approved by the customer.")
    said = {"said": view.said, "agreed": view.agreed, "count": len(view.lines)}
    if view.state == "cancelled":
        return gettext("It was approved, and the customer cancelled it.")
    words = gettext("%(said)d of %(count)d items are said, and both sides agree on %(agreed)d.") % said
    if view.is_shown:
        asked = gettext("The customer is asked for their word %(window)s.") % {"window": view.due_in_words}
        return f"{words} {asked}"
    return words


def filled_in(view: AlignmentView) -> str:
    """How many items are filled in, and which are missing, by their words."""
    words = gettext("%(said)d of %(count)d items are filled in.") % {
        "said": view.said,
        "count": len(view.lines),
    }
    if not view.missing:
        return words
    missing = gettext("Missing: %(items)s") % {"items": " · ".join(view.missing)}
    return f"{words} {missing}"


def by_topic(lines: Sequence[LineView]) -> list[tuple[str, list[LineView]]]:
    """The items in the order of the topics."""
    found = [(str(TOPICS[topic]), [line for line in lines if line.topic == topic]) for topic in Topic]
    return [(words, listed) for words, listed in found if listed]


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment_new(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Begin to go through what both sides expect."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    offered = [
        (str(one.id), one.name.of(reader.language)) for one in alignment_templates.offered(case, by=reader.by)
    ]
    form = TemplateForm(act_page.posted(request), templates=offered)

    def do(data: dict[str, Any]) -> object:
        template = ids.read(data["template"]) or 0
        return actions.begin(case_id=case_id, template_id=template, by=reader.by, now=reader.now)

    said = {
        "title": gettext("What do you expect of each other?"),
        "button": gettext("Begin"),
        "done": gettext("Begun. Fill in what is said while you talk."),
    }
    answer = act_page.answer(request, reader, case, form, said, do)
    if answer.status_code in (302, 303):
        begun = case_view(case_id, by=reader.by, now=reader.now).alignment
        return see(reverse("alignment", args=[begun.id])) if begun else answer
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """All items, to fill in and to look at."""
    case, view = _found(reader, alignment_id)
    form = ItemsForm(act_page.posted(request), lines=view.lines, zone=reader.zone, vat=_vat(reader))
    touched = form.touched() if request.method == "POST" and form.is_valid() else {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.say(alignment_id=alignment_id, answers=touched, by=reader.by, now=reader.now)
        except Refused as refused:
            form.put(refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(request.path)
    is_open = view.state == "open" and case.state == "open"
    context = {
        "case_url": reverse("case", args=[case.id]),
        "case_title": case.title,
        "form": form,
        "topics": _topics(form, view),
        "progress": progress(view),
        "missing": view.missing,
        "is_open": is_open,
        "unseen": view.unseen,
        "agree_url": reverse("alignment_agreed", args=[view.id]) if is_open and view.unseen else "",
        "take_url": reverse("alignment_taken", args=[view.id]) if is_open else "",
        "show_url": reverse("alignment_shown", args=[view.id])
        if is_open and not view.is_shown and not view.amends
        else "",
        "counter_url": reverse("alignment_counter", args=[view.id])
        if is_open and not view.missing and not view.amends
        else "",
        "agreement_url": reverse("agreement_new", args=[view.id]) if case.state == "open" else "",
        "is_amendment": view.amends is not None,
        "drop_url": reverse("alignment_end", args=[view.id]) if is_open else "",
    }
    return page(request, reader, "alignment.html", context, tab="cases", status=422 if form.errors else 200)


@require_POST
@desk
def alignment_shown(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Ask the customer for their word."""
    case, view = _found(reader, alignment_id)
    try:
        actions.show(alignment_id=view.id, by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    fate.say(request, reader, case.id, gettext("The customer is asked for their word on it."))
    return see(reverse("alignment", args=[alignment_id]))


@require_POST
@desk
def alignment_agreed(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """We agree to all that the customer wrote."""
    case, view = _found(reader, alignment_id)
    try:
        actions.agree(alignment_id=view.id, by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    fate.say(request, reader, case.id, gettext("You agreed to what the customer wrote."))
    return see(reverse("alignment", args=[alignment_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment_mark(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Something that the customer wrote is not clear, or should be another: they are asked, and answer by a time."""
    case, view = _found(reader, alignment_id)
    theirs = [line for line in view.lines if line.side == Side.CUSTOMER and line.is_said]
    line = next((line for line in theirs if line.key == request.GET.get("item")), next(iter(theirs), None))
    if line is None:
        raise Http404

    def do(data: dict[str, Any]) -> object:
        return actions.mark(
            alignment_id=alignment_id,
            item=line.key,
            mark=Mark(data["mark"]),
            counter=data["counter"],
            by=reader.by,
            now=reader.now,
        )

    said = {
        "title": gettext("Ask about it"),
        "button": gettext("Say so"),
        "done": gettext("Recorded. Whoever was asked reads by when the answer is needed."),
        "facts": [{"name": line.text, "words": line.said, "url": ""}],
    }
    return act_page.answer(request, reader, case, OurMarkForm(act_page.posted(request)), said, do)


@require_POST
@desk
def alignment_taken(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """What the customer wants instead stands there from now on, in their words."""
    case, view = _found(reader, alignment_id)
    try:
        actions.take(alignment_id=view.id, item=request.POST.get("item", ""), by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    fate.say(request, reader, case.id, gettext("It stands there in their words now."))
    return see(reverse("alignment", args=[alignment_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment_counter(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """The customer approves it in front of a member, who records how."""
    case, view = _found(reader, alignment_id)

    def do(data: dict[str, Any]) -> object:
        return actions.approve(
            alignment_id=alignment_id,
            by=reader.by,
            seen=view.version,
            how=How.COUNTER,
            proof=data["proof"],
            now=reader.now,
        )

    said = {
        "title": gettext("The customer approves it here"),
        "button": gettext("They approve all of it"),
        "done": gettext(
            "Approved. What has a time in it is promised, and the customer gets one line that says so."
        ),
        "facts": [{"name": line.text, "words": line.said, "url": ""} for line in view.lines if line.said],
    }
    return act_page.answer(request, reader, case, CounterForm(act_page.posted(request)), said, do)


@require_POST
@desk
def alignment_end(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Nobody goes on with it."""
    case, view = _found(reader, alignment_id)
    actions.drop(alignment_id=view.id, by=reader.by, now=reader.now)
    fate.say(request, reader, case.id, gettext("Nobody goes on with it."))
    return see(reverse("case", args=[case.id]))


def may_begin(case: CaseView, reader: Reader) -> bool:
    """Whether there are items that could be gone through in the case."""
    is_free = case.alignment is None or case.alignment.state != "open"
    return is_free and reader.may(Act.RECORD) and bool(alignment_templates.offered(case, by=reader.by))


def _found(reader: Reader, alignment_id: int) -> tuple[CaseView, AlignmentView]:
    permissions.require(reader.by, Act.RECORD)
    case_id = queries.case_of(alignment_id, by=reader.by)
    if case_id is None:
        raise Http404
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    if case.alignment is None or case.alignment.id != alignment_id:
        raise Http404
    return case, case.alignment


def _vat(reader: Reader) -> int:
    return law.in_force(reader.by.organisation_id, on=reader.now.astimezone(reader.zone).date()).vat


def _topics(form: ItemsForm, view: AlignmentView) -> list[tuple[str, list[Row]]]:
    return [(words, [_row(form, line, view) for line in lines]) for words, lines in by_topic(view.lines)]


def _row(form: ItemsForm, line: LineView, view: AlignmentView) -> Row:
    pay: tuple[tuple[BoundField, ...], ...] = ()
    names = [line.key]
    if line.kind == Kind.DATED:
        names = [f"{line.key}_on", f"{line.key}_at"]
    elif line.kind == Kind.PRICE:
        names = [f"{line.key}_total"]
        pay = tuple(
            tuple(form[f"{line.key}_{part}{number}"] for part in ("what", "amount", "on", "means"))
            for number in range(PAYMENTS)
        )
    theirs = gettext("The customer: %(mark)s") % {"mark": MARKS[line.theirs]} if line.is_said else ""
    is_theirs = line.side == Side.CUSTOMER and line.is_said
    ask_url = f"{reverse('alignment_mark', args=[view.id])}?item={line.key}" if is_theirs else ""
    fields = tuple(form[name] for name in names)
    return Row(line=line, fields=fields, pay=pay, theirs=theirs, ask_url=ask_url)


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/alignments", alignment_new, name="alignment_new"),
    path("alignments/<id:alignment_id>", alignment, name="alignment"),
    path("alignments/<id:alignment_id>/shown", alignment_shown, name="alignment_shown"),
    path("alignments/<id:alignment_id>/agreed", alignment_agreed, name="alignment_agreed"),
    path("alignments/<id:alignment_id>/marks", alignment_mark, name="alignment_mark"),
    path("alignments/<id:alignment_id>/taken", alignment_taken, name="alignment_taken"),
    path("alignments/<id:alignment_id>/counter", alignment_counter, name="alignment_counter"),
    path("alignments/<id:alignment_id>/ended", alignment_end, name="alignment_end"),
]

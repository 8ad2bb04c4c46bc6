"""What both sides expect, at the desk: filled in while one talks, and shown to the customer for their word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import alignments as actions
from teum.core import permissions
from teum.core.alignment import Mark, Side, Topic
from teum.core.disclosure import How
from teum.core.permissions import Act as May
from teum.queries import agreement_versions, alignment_templates
from teum.queries import alignments as queries
from teum.queries.alignments import AlignmentView, LineView
from teum.queries.case_view import CaseView, case_view
from teum.queries.day_item import DayItem
from teum.web import act_page, acts, fate, ids, wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk
from teum.web.forms.alignment import CounterForm, OurMarkForm, TemplateForm
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
        words=progress(case, view),
        url=reverse("alignment", args=[view.id]) if reader.may(May.RECORD) else "",
        missing=view.missing,
    )


def progress(case: CaseView, view: AlignmentView) -> str:
    """How far it is, in words, and who goes on."""
    if view.state == "approved":
        return gettext("All of it was approved by the customer.")
    if view.state == "cancelled":
        return gettext("It was approved, and the customer cancelled it.")
    theirs = [line for line in view.lines if line.is_theirs]
    named = {
        "customer": wording.isolated(case.customer.name),
        "said": sum(line.is_said for line in theirs),
        "count": len(theirs),
        "agreed": view.agreed,
    }
    words = []
    if theirs:
        words.append(gettext("Of what %(customer)s says, %(said)d of %(count)d items are filled in.") % named)
    words.append(_ours_left(view.left_to_us))
    if view.agreed:
        words.append(
            ngettext("One item is agreed by both.", "%(agreed)d items are agreed by both.", view.agreed)
            % named
        )
    return " ".join([*words, *_turn(case, view)])


def _turn(case: CaseView, view: AlignmentView) -> list[str]:
    """What of it waits for us, and whether the customer's word is awaited."""
    if view.state != "open":
        return []
    ours = len(queries.unanswered(view, case.questions, lang=case.customer.language))
    unseen = 0 if view.to_fill else len(view.unseen)
    named = {"customer": wording.isolated(case.customer.name), "window": view.due_in_words}
    words = []
    if ours:
        said = ngettext("One item waits for your answer.", "%(count)d items wait for your answer.", ours)
        words.append(said % {"count": ours})
    if unseen:
        said = ngettext(
            "One item that %(customer)s filled in waits for you to agree to it.",
            "%(count)d items that %(customer)s filled in wait for you to agree to them.",
            unseen,
        )
        words.append(said % {**named, "count": unseen})
    if view.is_shown and (view.to_fill or view.is_ready or len(view.unsettled) > ours):
        words.append(gettext("The answer of %(customer)s is awaited %(window)s.") % named)
    return words


def _ours_left(left: int) -> str:
    if not left:
        return gettext("All that is yours to say is written.")
    said = ngettext("One item is left for you to say.", "%(count)d items are left for you to say.", left)
    return said % {"count": left}


def acts_of(item: DayItem) -> list[Act]:
    """What a customer filled in, asked or wants changed is looked at where it stands."""
    assert item.alignment_id is not None
    to_it = reverse("alignment", args=[item.alignment_id])
    if item.question_id:
        answer = acts.answer(item.question_id, is_ours=True)
        return [Act(label=gettext("Look at the item"), url=to_it), answer]
    seen = Act(label=gettext("Seen"), url=reverse("task_seen", args=[item.task_id]), post=True)
    return [Act(label=gettext("Go over the items"), url=to_it), seen]


def filled_in(view: AlignmentView, business: str) -> str:
    """How much the customer has to fill in, and how much is left to us."""
    mine, ours = len(view.to_fill), view.left_to_us
    words = []
    if mine:
        words.append(
            ngettext("One item is left for you.", "%(count)d items are left for you.", mine) % {"count": mine}
        )
    elif any(line.is_theirs for line in view.lines):
        words.append(gettext("You have filled in all that is yours."))
    if ours:
        said = ngettext(
            "One item is left for %(business)s.", "%(count)d items are left for %(business)s.", ours
        )
        words.append(said % {"count": ours, "business": wording.isolated(business)})
    return " ".join(words)


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
def alignment_mark(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Something that the customer wrote is not clear, or should be another: they are asked, and answer by a time."""
    case, view = found(reader, alignment_id)
    theirs = [line for line in view.lines if line.side == Side.CUSTOMER and line.is_said]
    line = next((line for line in theirs if line.key == request.GET.get("item")), next(iter(theirs), None))
    if line is None:
        raise Http404

    form = OurMarkForm(act_page.posted(request), initial={"seen": line.seen})

    def do(data: dict[str, Any]) -> object:
        form.show(line.seen)
        return actions.mark(
            alignment_id=alignment_id,
            item=line.key,
            mark=Mark(data["mark"]),
            seen=data["seen"],
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
    return act_page.answer(request, reader, case, form, said, do)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment_counter(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """The customer approves it in front of a member, who records how."""
    case, view = found(reader, alignment_id)
    form = CounterForm(act_page.posted(request), initial={"seen": view.version})

    def do(data: dict[str, Any]) -> object:
        form.show(view.version)
        return actions.approve(
            alignment_id=alignment_id,
            by=reader.by,
            seen=data["seen"],
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
        "facts": [
            {"name": section.heading, "words": line.text, "url": ""}
            for section in case.to_approve
            for line in section.lines
        ],
    }
    return act_page.answer(request, reader, case, form, said, do)


@require_POST
@desk
def alignment_end(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """It is dropped."""
    case, view = found(reader, alignment_id)
    actions.drop(alignment_id=view.id, by=reader.by, now=reader.now)
    fate.say(request, reader, case.id, gettext("It is dropped."))
    return see(reverse("case", args=[case.id]))


def may_begin(case: CaseView, reader: Reader) -> bool:
    """Whether there are items that could be gone through in the case."""
    is_free = case.alignment is None or case.alignment.state != "open"
    return is_free and reader.may(May.RECORD) and bool(alignment_templates.offered(case, by=reader.by))


def gone_to(reader: Reader, alignment_id: int) -> str:
    """Where one that another was begun after went: what was made of it, or its case; nothing where it is the last."""
    permissions.require(reader.by, May.RECORD)
    case_id = queries.case_of(alignment_id, by=reader.by)
    if case_id is None or queries.is_last(alignment_id, by=reader.by):
        return ""
    made = agreement_versions.made_of(alignment_id, by=reader.by)
    return reverse("agreement_page", args=[made]) if made else reverse("case", args=[case_id])


def found(reader: Reader, alignment_id: int) -> tuple[CaseView, AlignmentView]:
    """The case of an alignment, and how it stands."""
    permissions.require(reader.by, May.RECORD)
    case_id = queries.case_of(alignment_id, by=reader.by)
    if case_id is None:
        raise Http404
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    if case.alignment is None or case.alignment.id != alignment_id:
        raise Http404
    return case, case.alignment


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/alignments", alignment_new, name="alignment_new"),
    path("alignments/<id:alignment_id>/marks", alignment_mark, name="alignment_mark"),
    path("alignments/<id:alignment_id>/counter", alignment_counter, name="alignment_counter"),
    path("alignments/<id:alignment_id>/ended", alignment_end, name="alignment_end"),
]

"""Conversations at the desk: one box for a call, meeting, chat or mail, and what was logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import conversations as actions
from teum.actions import drafts, standing
from teum.core.draft import tab_of
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Refused
from teum.queries import drafts as kept
from teum.queries import told_whole
from teum.queries.case_view import CaseView, case_view
from teum.queries.conversation_view import ConversationView, WishView
from teum.web import (
    conversation_box,
    conversation_said,
    fate,
    hanging_up,
    moments,
    refusals,
    summaries,
    wording,
)
from teum.web.answers import see
from teum.web.conversation_box import Rows
from teum.web.desk import Reader, desk, page
from teum.web.summaries import SummaryCard

# ── what was logged ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A conversation as the case's page draws it."""

    id: int
    heading: str
    notes: str
    wishes: tuple[tuple[str, str], ...]
    promises: tuple[str, ...]
    surprise: str
    summary: SummaryCard | None
    summary_url: str


def cards(case: CaseView, reader: Reader) -> list[Card]:
    """The newest first."""
    return [_card(row, case, reader) for row in reversed(case.conversations)]


def _card(row: ConversationView, case: CaseView, reader: Reader) -> Card:
    summed_up = next((s for s in case.summaries if s.conversation_id == row.id), None)
    surprise = gettext("The customer had to ask about something that we owed and had not told them.")
    return Card(
        id=row.id,
        heading=_heading(row, reader),
        notes=row.notes,
        wishes=tuple((wish.text, _outcome(wish)) for wish in row.wishes),
        promises=tuple(p.sentence for p in case.promises if p.conversation == row.id),
        surprise=surprise if row.surprises else "",
        summary=summaries.card(summed_up, reader) if summed_up else None,
        summary_url=reverse("summary", args=[row.id]) if row.reached and not summed_up else "",
    )


def _heading(row: ConversationView, reader: Reader) -> str:
    words = {
        "talk": str(wording.TALKS[row.channel]),
        "at": moments.at(row.at, zone=reader.zone, now=reader.now),
        "who": row.who.name if row.who else "",
    }
    if not row.reached:
        return gettext("%(talk)s, %(at)s, by %(who)s: nobody was reached") % words
    if row.direction == "in":
        return gettext("%(talk)s, %(at)s: the customer contacted %(who)s") % words
    return gettext("%(talk)s, %(at)s: %(who)s contacted the customer") % words


def _outcome(wish: WishView) -> str:
    if wish.outcome == "promised":
        return gettext("promised")
    if wish.outcome == "answered":
        return wish.answer
    declined = gettext("declined")
    return f"{declined}. {wish.answer}".strip()


# ── the box ──


@require_safe
@desk
def new_conversation(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """The box: as it was left, else empty."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    draft = kept.of(case_id=case_id, by=reader.by, kind="conversation")
    rows = conversation_box.read(case, reader, draft.fields if draft else None)
    rows.form.is_valid()
    rows.form.errors.clear()
    note = hanging_up.said_at(draft.updated_at, reader) if draft else ""
    aside = [one.get("notes", "") for one in draft.aside] if draft else []
    return _show(request, reader, case, rows, note=note, aside=aside)


@require_POST
@desk
def log(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Log the conversation with what was ticked; or read the notes again, or throw the draft away."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    tab = tab_of(request.POST.dict())
    if "discard" in request.POST:
        drafts.drop(case_id=case_id, by=reader.by, of="conversation", tab=tab)
        return see(reverse("case", args=[case_id]))
    rows = conversation_box.read(case, reader, request.POST.dict())
    _keep(request, reader, case_id)
    if "look" in request.POST:
        rows.form.errors.clear()
        return _show(request, reader, case, rows)
    forms = [rows.form, *rows.promises, *rows.questions, *(row for row in rows.wishes if row.is_bound)]
    are_valid = [form.is_valid() for form in forms]  # each says what is wrong with it
    if not all(are_valid):
        return _show(request, reader, case, rows, status=422)
    try:
        row = actions.log(
            case_id=case_id,
            by=reader.by,
            said=conversation_said.of(rows),
            typed_as="conversation",
            tab=tab,
            now=reader.now,
        )
    except Refused as refused:
        _put(rows, refused)
        return _show(request, reader, case, rows, status=422)
    if not row.reached:
        fate.say(request, reader, case_id, gettext("The conversation is recorded."))
        return see(reverse("case", args=[case_id]))
    fate.say(request, reader, case_id, logged())
    return see(reverse("summary", args=[row.pk]))


def logged() -> str:
    """What is said of a conversation that reached them: it comes to its summary."""
    return gettext("The conversation is recorded. Read the summary once more, and send it.")


def _put(rows: Rows, refused: Refused) -> None:
    """Say a refusal where it belongs: at the promise, question or wish that it is about."""
    kind, _, number = str(refused.details.get("place", "")).partition(".")
    if refused.code == "wish_open":
        for place in refused.details["wishes"]:
            rows.wishes[place].add_error("outcome", refusals.words(refused))
        return
    listed: dict[str, Sequence[Form]] = {
        "promises": rows.taken,
        "questions": rows.asked,
        "wishes": rows.wishes,
    }
    about = listed[kind][int(number)] if kind in listed else rows.form
    refusals.put(about, refused)
    if refused.code == "incomplete":  # all that is missing at once, and not one promise after the other
        for chip in rows.taken:
            if chip is not about:
                refusals.put_missing(chip, Incomplete(missing=hanging_up.gaps_of(chip, rows.reader)))


@require_POST
@desk
def proposals(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """What the notes propose so far, as a fragment; what was typed is kept as a draft, and nothing is recorded."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    rows = conversation_box.read(case, reader, request.POST.dict())
    _keep(request, reader, case_id)
    drawn = conversation_box.draw(rows, saved_at=hanging_up.said_at(reader.now, reader))
    return render(request, "parts/conversation_found.html", {"box": drawn})


@require_POST
@desk
def show_standing(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """What the service keeps to be told is told by one tap; what was typed of the conversation stays as a draft."""
    _keep(request, reader, case_id)
    standing.show(case_id=case_id, by=reader.by, now=reader.now)
    fate.say(request, reader, case_id, gettext("The customer is told."))
    return see(reverse("conversation_new", args=[case_id]))


def _keep(request: HttpRequest, reader: Reader, case_id: int) -> None:
    typed = {name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    if typed.get("notes"):
        drafts.keep(case_id=case_id, by=reader.by, fields=typed, of="conversation", now=reader.now)


def _show(
    request: HttpRequest,
    reader: Reader,
    case: CaseView,
    rows: Rows,
    *,
    note: str = "",
    aside: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "box": conversation_box.draw(rows, saved_at=note, aside=aside),
        "back_url": reverse("case", args=[case.id]),
        "title": gettext("A conversation with %(customer)s")
        % {"customer": wording.isolated(case.customer.name)},
        "lead": case.title,
    }
    return page(request, reader, "conversation.html", context, tab="cases", status=status)


# ── the figures ──


def figure(reader: Reader) -> str:
    """The share of matters that were told whole, in words, for managers; empty where there is none yet."""
    if not reader.may(Act.SEE_FIGURES):
        return ""
    found = told_whole.figures(by=reader.by, now=reader.now)
    if not found.matters:
        return ""
    return gettext("%(whole)s of %(matters)s matters told whole in one contact") % {
        "whole": found.whole,
        "matters": found.matters,
    }


@require_safe
@desk
def figures(request: HttpRequest, reader: Reader) -> HttpResponse:
    """How often a matter was told whole in one contact, with the contacts behind it; for managers."""
    found = told_whole.figures(by=reader.by, now=reader.now)
    context = {
        "figures": found,
        "surprises": told_whole.surprises(by=reader.by, now=reader.now),
        "contacts": [
            {
                "url": reverse("case", args=[contact.case_id]),
                "customer": contact.customer,
                "title": contact.case_title,
                "when": moments.at(contact.at, zone=reader.zone, now=reader.now),
                "talk": _talk(contact.channel),
                "why": gettext("the customer had to ask what we owed")
                if contact.surprises
                else gettext("something was left to answer"),
            }
            for contact in told_whole.contacts(by=reader.by, now=reader.now)
        ],
    }
    return page(request, reader, "conversations.html", context, tab="day")


def _talk(channel: str) -> str:
    """How they turned to us."""
    if channel == "callback":
        return gettext("A call that they asked for")
    return str(wording.TALKS.get(channel, gettext("A question to us")))


patterns: list[URLPattern] = [
    path("conversations", figures, name="told_whole"),
    path("cases/<id:case_id>/conversations/new", new_conversation, name="conversation_new"),
    path("cases/<id:case_id>/conversations", log, name="conversations"),
    path("cases/<id:case_id>/conversations/proposals", proposals, name="conversation_proposals"),
    path("cases/<id:case_id>/standing", show_standing, name="standing_show"),
    *summaries.patterns,
]

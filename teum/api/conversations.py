"""Conversations with the customer, what their notes propose, and the summaries after them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import conversations, summaries
from teum.api import answers, conversation_answers
from teum.api.conversation_bodies import ConversationBody, CorrectionBody, NotesBody, SummaryBody
from teum.api.conversation_shapes import (
    ConversationAnswer,
    ProposalAnswer,
    ProposalList,
    SummaryAnswer,
    SummaryDraftAnswer,
)
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.refusal import Missing
from teum.language import Proposal
from teum.now import now
from teum.queries import case_view, proposals, summary_draft, summary_view

router = Router(tags=["conversations"])
LOGGED: dict[Any, Any] = {201: ConversationAnswer, (404, 409, 422): Problem}
SUMMED_UP: dict[Any, Any] = {201: SummaryAnswer, (404, 409, 422): Problem}


@router.post(
    "/cases/{case_id}/proposals", response={200: ProposalList, (404, 422): Problem}, operation_id="propose"
)
def propose(request: HttpRequest, case_id: Path[Id], said: NotesBody) -> HttpResponse:
    """What the notes of a conversation could be recorded as; nothing is written."""
    found = proposals.of_case(case_id, by=caller(request), text=said.notes, speaker=said.speaker, now=now())
    return answers.send(ProposalList(items=[_proposal(one) for one in found]))


@router.post("/cases/{case_id}/conversations", response=LOGGED, operation_id="log_conversation")
def log(request: HttpRequest, case_id: Path[Id], said: ConversationBody) -> HttpResponse:
    """Log a conversation with the promises, questions and wishes of it: all of them, or none."""
    by = caller(request)
    row = conversations.log(case_id=case_id, by=by, said=said.said(), now=now())
    case = case_view.case_view(case_id, by=by, now=now())
    shown = next(view for view in case.conversations if view.id == row.pk)
    return answers.send(conversation_answers.conversation(shown, case), status=201)


@router.get(
    "/conversations/{conversation_id}/summary",
    response={200: SummaryDraftAnswer, (404, 422): Problem},
    operation_id="draft_summary",
)
def draft(request: HttpRequest, conversation_id: Path[Id]) -> HttpResponse:
    """The summary as it would be sent now, to be read and changed first."""
    found = summary_draft.draft(conversation_id, by=caller(request), now=now())
    return answers.send(SummaryDraftAnswer(subject=found.subject, text=found.text, times=list(found.times)))


@router.post("/conversations/{conversation_id}/summaries", response=SUMMED_UP, operation_id="send_summary")
def send(request: HttpRequest, conversation_id: Path[Id], said: SummaryBody) -> HttpResponse:
    """Send the summary, in these words or in those that are composed; the notices of that sitting do not go out."""
    by = caller(request)
    row = summaries.send(conversation_id=conversation_id, by=by, text=said.text, now=now())
    return _shown(request, row.pk)


@router.post("/summaries/{summary_id}/confirmations", response=SUMMED_UP, operation_id="confirm_summary")
def confirm(request: HttpRequest, summary_id: Path[Id]) -> HttpResponse:
    """The customer said that this is what was agreed."""
    summaries.confirm(summary_id=summary_id, by=caller(request), now=now())
    return _shown(request, summary_id)


@router.post("/summaries/{summary_id}/corrections", response=SUMMED_UP, operation_id="correct_summary")
def correct(request: HttpRequest, summary_id: Path[Id], said: CorrectionBody) -> HttpResponse:
    """The customer understood something otherwise: they are promised an answer."""
    summaries.correct(summary_id=summary_id, by=caller(request), text=said.text, now=now())
    return _shown(request, summary_id)


def _shown(request: HttpRequest, summary_id: int) -> HttpResponse:
    by = caller(request)
    case_id = summary_view.case_of(summary_id, by=by)
    if case_id is None:
        raise Missing(summary=str(summary_id))
    case = case_view.case_view(case_id, by=by, now=now())
    shown = next(view for view in case.summaries if view.id == summary_id)
    return answers.send(conversation_answers.summary(shown), status=201)


def _proposal(found: Proposal) -> ProposalAnswer:
    """One thing that could be recorded."""
    return ProposalAnswer(
        kind=found.kind,
        quote=found.quote,
        span=found.span,
        debtor=found.debtor or None,
        start=found.start,
        due=found.due,
        channel=found.channel,
        condition=found.condition,
        why=found.why or None,
        better=found.better or None,
    )

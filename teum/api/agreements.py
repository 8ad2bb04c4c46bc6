"""Agreements: read, laid before the customer to sign, taken back, changed. Nobody signs here: a person does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Path, Query, Router

from teum.actions import agreement_ends
from teum.actions import agreements as actions
from teum.api import agreement_answers, alignments, answers
from teum.api.agreement_shapes import AgreementAnswer, AgreementList, DraftAnswer, OfferBody, VoidBody
from teum.api.alignment_shapes import AlignmentAnswer
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.promises import PAGE, Cursor, Limit
from teum.api.shapes import Problem
from teum.core.actor import Actor
from teum.now import now
from teum.queries import agreement_versions as queries

router = Router(tags=["agreements"])
OFFERED: dict[Any, Any] = {201: AgreementAnswer, (404, 409, 422): Problem}
STANDS: dict[Any, Any] = {200: AgreementAnswer, (404, 409, 422): Problem}
BEGUN: dict[Any, Any] = {201: AlignmentAnswer, (404, 409, 422): Problem}


@router.get(
    "/cases/{case_id}/agreements",
    response={200: AgreementList, (404, 422): Problem},
    operation_id="list_agreements",
)
def listed(
    request: HttpRequest,
    case_id: Path[Id],
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit | None] = None,
) -> HttpResponse:
    """Every version of what was agreed in a case, the newest first."""
    page = queries.of_case(case_id, by=caller(request), cursor=cursor, limit=limit or PAGE)
    found = [agreement_answers.brief(one) for one in page.items]
    return answers.send(AgreementList(items=found, next=page.next))


@router.get(
    "/agreements/{agreement_id}",
    response={200: AgreementAnswer, 404: Problem},
    operation_id="get_agreement",
)
def one(request: HttpRequest, agreement_id: Path[Id]) -> HttpResponse:
    """All of a version: what it says section by section, what is owed by when, who signed, and its files."""
    return _shown(agreement_id, caller(request))


@router.get(
    "/alignments/{alignment_id}/draft",
    response={200: DraftAnswer, 404: Problem},
    operation_id="draft_agreement",
)
def draft(request: HttpRequest, alignment_id: Path[Id]) -> HttpResponse:
    """What an alignment would be as an agreement now, as the customer would read it, and words that burden one side."""
    lang = (translation.get_language() or "he")[:2]
    return answers.send(agreement_answers.draft(queries.draft(alignment_id, by=caller(request), reader=lang)))


@router.post("/alignments/{alignment_id}/agreements", response=OFFERED, operation_id="offer_agreement")
def offer(request: HttpRequest, alignment_id: Path[Id], body: OfferBody) -> HttpResponse:
    """Lay an alignment before the customer to sign; what was approved grows into it with no word typed again.

    The light form needs none of this: an approval (`approve_alignment`) makes it.
    """
    by = caller(request)
    row = actions.offer(alignment_id=alignment_id, seen=body.version, due=body.due, by=by, now=now())
    return _shown(row.pk, by, status=201)


@router.post("/agreements/{agreement_id}/void", response=STANDS, operation_id="void_agreement")
def void(request: HttpRequest, agreement_id: Path[Id], body: VoidBody) -> HttpResponse:
    """Take it back before it is in force; the customer hears why, and what was in force before holds."""
    by = caller(request)
    agreement_ends.void(agreement_id=agreement_id, reason=body.reason, by=by, now=now())
    return _shown(agreement_id, by)


@router.post("/agreements/{agreement_id}/amendments", response=BEGUN, operation_id="amend_agreement")
def amend(request: HttpRequest, agreement_id: Path[Id]) -> HttpResponse:
    """Begin to change what is in force: its answers are gone through again. It holds until both sign the next one."""
    by = caller(request)
    begun = agreement_ends.amend(agreement_id=agreement_id, by=by, now=now())
    return alignments.shown(begun.pk, by, status=201)


def _shown(agreement_id: int, by: Actor, *, status: int = 200) -> HttpResponse:
    found = queries.whole(agreement_id, by=by)
    return answers.send(agreement_answers.whole(found), status=status)

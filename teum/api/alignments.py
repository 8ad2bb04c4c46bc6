"""What both sides expect: templates, and what is said, marked and approved in a case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import alignment_heard, alignments, cancellations
from teum.api import alignment_answers, answers
from teum.api.alignment_bodies import (
    AgreedBody,
    AnswersBody,
    ApprovalBody,
    BeginBody,
    CancellationBody,
    HeardBody,
    MarkBody,
    SeenBody,
    ShowBody,
    said,
)
from teum.api.alignment_shapes import AlignmentAnswer, AlignmentList, TemplateList
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.actor import Actor
from teum.core.alignment import Mark
from teum.core.disclosure import How
from teum.core.refusal import Missing
from teum.now import now
from teum.queries import alignment_templates, case_view
from teum.queries import alignments as queries
from teum.queries.alignments import AlignmentView

router = Router(tags=["alignments"])
STANDS: dict[Any, Any] = {200: AlignmentAnswer, (404, 409, 422): Problem}
BEGUN: dict[Any, Any] = {201: AlignmentAnswer, (404, 409, 422): Problem}


@router.get("/alignment-templates", response={200: TemplateList}, operation_id="list_alignment_templates")
def templates(request: HttpRequest) -> HttpResponse:
    """All that the business goes through with its customers."""
    found = [alignment_answers.template(view) for view in alignment_templates.every(by=caller(request))]
    return answers.send(TemplateList(items=found, next=None))


@router.get(
    "/cases/{case_id}/alignments",
    response={200: AlignmentList, 404: Problem},
    operation_id="list_alignments",
)
def listed(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """All that was gone through in a case."""
    views = _every(case_id, caller(request))
    items = [alignment_answers.alignment(view, case_id=case_id) for view in views]
    return answers.send(AlignmentList(items=items, next=None))


@router.post("/cases/{case_id}/alignments", response=BEGUN, operation_id="begin_alignment")
def begin(request: HttpRequest, case_id: Path[Id], body: BeginBody) -> HttpResponse:
    """Begin to go through a template's items in a case, as they are now."""
    by = caller(request)
    row = alignments.begin(case_id=case_id, template_id=body.template, by=by, now=now())
    return shown(row.pk, by, status=201)


@router.get(
    "/alignments/{alignment_id}",
    response={200: AlignmentAnswer, 404: Problem},
    operation_id="get_alignment",
)
def one(request: HttpRequest, alignment_id: Path[Id]) -> HttpResponse:
    """How far it is: what was said, what each side thinks of it, and what is missing."""
    return shown(alignment_id, caller(request))


@router.post("/alignments/{alignment_id}/answers", response=STANDS, operation_id="say_in_alignment")
def say(request: HttpRequest, alignment_id: Path[Id], body: AnswersBody) -> HttpResponse:
    """Say something of some items: what is ours, or what the customer says while we talk; vague times are refused."""
    by = caller(request)
    alignments.say(alignment_id=alignment_id, answers=said(body.answers), by=by, now=now())
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/marks", response=STANDS, operation_id="mark_in_alignment")
def mark(request: HttpRequest, alignment_id: Path[Id], body: MarkBody) -> HttpResponse:
    """Say what we think of what stands there; refused (`item_changed`) where it is not what was seen any more."""
    by = caller(request)
    alignments.mark(
        alignment_id=alignment_id,
        item=body.item,
        mark=Mark(body.mark),
        seen=body.seen,
        counter=body.counter,
        by=by,
        now=now(),
    )
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/agreed", response=STANDS, operation_id="agree_in_alignment")
def agree(request: HttpRequest, alignment_id: Path[Id], body: AgreedBody) -> HttpResponse:
    """Agree to what the customer wrote and was seen, but for what we asked about."""
    by = caller(request)
    alignments.agree(alignment_id=alignment_id, seen=body.seen(), by=by, now=now())
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/heard", response=STANDS, operation_id="hear_in_alignment")
def hear(request: HttpRequest, alignment_id: Path[Id], body: HeardBody) -> HttpResponse:
    """Write down that the customer agrees to what was read to them; all of it is still approved once."""
    by = caller(request)
    alignment_heard.agree(
        alignment_id=alignment_id, seen=body.seen(), how=How(body.how), proof=body.proof, by=by, now=now()
    )
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/taken", response=STANDS, operation_id="take_in_alignment")
def take(request: HttpRequest, alignment_id: Path[Id], body: SeenBody) -> HttpResponse:
    """Put what the customer wants instead in its place, in their words; they are answered."""
    by = caller(request)
    alignments.take(alignment_id=alignment_id, item=body.item, seen=body.seen, by=by, now=now())
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/shown", response=STANDS, operation_id="show_alignment")
def show(request: HttpRequest, alignment_id: Path[Id], body: ShowBody) -> HttpResponse:
    """Share it: ask the customer to fill in what is theirs, and for their word on all of it."""
    by = caller(request)
    alignments.show(alignment_id=alignment_id, by=by, due=body.due, now=now())
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/approvals", response=STANDS, operation_id="approve_alignment")
def approve(request: HttpRequest, alignment_id: Path[Id], body: ApprovalBody) -> HttpResponse:
    """Record that the customer approved it as it stands; what has a time in it is promised."""
    by = caller(request)
    alignments.approve(
        alignment_id=alignment_id,
        seen=body.version,
        how=How(body.how),
        proof=body.proof,
        by=by,
        now=now(),
    )
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/cancellations", response=STANDS, operation_id="cancel_alignment")
def cancel(request: HttpRequest, alignment_id: Path[Id], body: CancellationBody) -> HttpResponse:
    """Record that the customer cancels what was agreed at a distance; what they paid is promised back by a day."""
    by = caller(request)
    cancellations.cancel(
        alignment_id=alignment_id,
        by=by,
        got_on=body.got_on,
        is_protected=body.is_protected,
        asked_on=body.asked_on,
        proof=body.proof,
        now=now(),
    )
    return shown(alignment_id, by)


@router.post("/alignments/{alignment_id}/ended", response=STANDS, operation_id="drop_alignment")
def drop(request: HttpRequest, alignment_id: Path[Id]) -> HttpResponse:
    """It is dropped."""
    by = caller(request)
    alignments.drop(alignment_id=alignment_id, by=by, now=now())
    return shown(alignment_id, by)


def _every(case_id: int, by: Actor) -> tuple[AlignmentView, ...]:
    case = case_view.case_view(case_id, by=by, now=now())
    return queries.every_of(case_id, case.promises, by=by, lang=case.customer.language, now=now())


def shown(alignment_id: int, by: Actor, *, status: int = 200) -> HttpResponse:
    """An alignment as it stands."""
    case_id = queries.case_of(alignment_id, by=by)
    views = _every(case_id, by) if case_id else ()
    view = next((view for view in views if view.id == alignment_id), None)
    if case_id is None or view is None:
        raise Missing(alignment=str(alignment_id))
    return answers.send(alignment_answers.alignment(view, case_id=case_id), status=status)

"""Another time that the customer asks for: recorded, accepted, or answered with one of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import moves, their_part
from teum.api.bodies import CompletionBody, MoveBody, OtherTimeBody, TakenBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.questions import ASKED, shown_question
from teum.api.steps import STEP, shown_step
from teum.now import now

router = Router(tags=["questions"])


@router.post("/promises/{promise_id}/moves", response=ASKED, operation_id="ask_to_move")
def ask(request: HttpRequest, promise_id: Path[Id], said: MoveBody) -> HttpResponse:
    """Record to which other times the customer would move an appointment, or what they are asked to let move.

    What was agreed stands until both have agreed to another time.
    """
    asked = moves.ask(promise_id=promise_id, by=caller(request), begins=said.begins, now=now())
    return shown_question(request, asked)


@router.post("/promises/{promise_id}/completions", response=ASKED, operation_id="record_their_part_done")
def done(request: HttpRequest, promise_id: Path[Id], said: CompletionBody) -> HttpResponse:
    """Record that the customer says of their part that it is done; whether it arrived is a report of it."""
    told = their_part.say_done(promise_id=promise_id, by=caller(request), text=said.text or "", now=now())
    return shown_question(request, told)


@router.post("/questions/{question_id}/acceptances", response=STEP, operation_id="accept_move")
def accept(request: HttpRequest, question_id: Path[Id], said: TakenBody) -> HttpResponse:
    """One of the times that they asked for suits: the appointment moves there, and the question is answered."""
    row = moves.accept(
        question_id=question_id, by=caller(request), start=said.start, seen=said.version, now=now()
    )
    return shown_step(request, row)


@router.post("/questions/{question_id}/offers", response=STEP, operation_id="offer_other_time")
def offer(request: HttpRequest, question_id: Path[Id], said: OtherTimeBody) -> HttpResponse:
    """Offer another time instead: it is put to the customer, and what was agreed stands until they accept it."""
    row = moves.offer(
        question_id=question_id,
        by=caller(request),
        due=said.due,
        start=said.start,
        reason=said.reason or "",
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)

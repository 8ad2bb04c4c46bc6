"""Questions of both sides, and their answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import bank, questions
from teum.api import answers
from teum.api.bodies import AnswerBody, ObjectionBody, QuestionBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem, QuestionAnswer
from teum.core.question import Kind
from teum.now import now
from teum.queries import case_view

router = Router(tags=["questions"])
ASKED: dict[Any, Any] = {201: QuestionAnswer, (404, 409, 422): Problem}


def shown_question(request: HttpRequest, question: Any) -> HttpResponse:
    """The question as the one picture of its case shows it."""
    view = case_view.case_view(question.case_id, by=caller(request), now=now())
    shown = next(asked for asked in view.questions if asked.id == question.pk)
    return answers.send(answers.question(shown), status=201)


@router.post("/cases/{case_id}/questions", response=ASKED, operation_id="ask_question")
def ask(request: HttpRequest, case_id: Path[Id], said: QuestionBody) -> HttpResponse:
    """Ask the customer, or record what they asked; the promise of the answer is made with it."""
    if said.bank is not None:
        asked = bank.ask(case_id=case_id, by=caller(request), bank_id=said.bank, due=said.due, now=now())
        return shown_question(request, asked)
    asked = questions.ask(
        case_id=case_id,
        by=caller(request),
        text=said.text or "",
        kind=Kind(said.kind),
        is_theirs=said.asked_by == "customer",
        about=said.about,
        due=said.due,
        now=now(),
    )
    return shown_question(request, asked)


@router.post("/questions/{question_id}/answers", response=ASKED, operation_id="answer_question")
def answer(request: HttpRequest, question_id: Path[Id], said: AnswerBody) -> HttpResponse:
    """Answer the customer, or record what they answered."""
    answered = questions.answer(
        question_id=question_id,
        by=caller(request),
        text=said.text or "",
        is_right=said.is_right,
        after=said.after,
        seen=said.version,
        now=now(),
    )
    return shown_question(request, answered)


@router.post("/promises/{promise_id}/objections", response=ASKED, operation_id="object_to_promise")
def object_to(request: HttpRequest, promise_id: Path[Id], said: ObjectionBody) -> HttpResponse:
    """Record that the customer was told otherwise of a promise; they are promised an answer."""
    objection = questions.object_to(promise_id=promise_id, by=caller(request), text=said.text, now=now())
    return shown_question(request, objection)

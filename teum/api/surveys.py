"""How customers found it: asked at the end, and answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import surveys
from teum.api import answers
from teum.api.bodies import SurveyAnswerBody, SurveyBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import CaseAnswer, Problem
from teum.core.survey import Gap
from teum.now import now
from teum.queries import case_view

router = Router(tags=["surveys"])
TOLD: dict[Any, Any] = {201: CaseAnswer, (404, 409, 422): Problem}


def _shown(request: HttpRequest, case_id: int) -> HttpResponse:
    """The one picture of the case, with what was asked or said in it."""
    view = case_view.case_view(case_id, by=caller(request), now=now())
    return answers.send(answers.case(view), status=201)


@router.post("/cases/{case_id}/surveys", response=TOLD, operation_id="ask_again")
def ask(request: HttpRequest, case_id: Path[Id], said: SurveyBody) -> HttpResponse:
    """Ask the customer of a closed case how it was, once more with its reason."""
    surveys.ask(case_id=case_id, by=caller(request), reason=said.reason or "", now=now())
    return _shown(request, case_id)


@router.post("/surveys/{survey_id}/answers", response=TOLD, operation_id="answer_survey")
def answer(request: HttpRequest, survey_id: Path[Id], said: SurveyAnswerBody) -> HttpResponse:
    """Record what the customer answered; a bad answer opens the case again, with a promise of ours."""
    survey = surveys.answer(
        survey_id=survey_id,
        by=caller(request),
        score=said.score,
        gap=Gap(said.gap) if said.gap else None,
        comment=said.comment or "",
        now=now(),
    )
    return _shown(request, survey.case_id)

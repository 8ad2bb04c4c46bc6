"""Disclosures: what is told whole, what the customer chose, and to whom it did matter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import disclosures, objections
from teum.api import answers, disclosure_answers
from teum.api.bodies import ObjectionBody
from teum.api.disclosure_bodies import DecisionBody, DisclosureBody, DisclosureCorrectionBody
from teum.api.disclosure_shapes import DisclosureAnswer
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.questions import ASKED, shown_question
from teum.api.shapes import Problem
from teum.core.disclosure import How
from teum.now import now
from teum.queries import case_view, disclosure_view

router = Router(tags=["disclosures"])
TOLD: dict[Any, Any] = {201: DisclosureAnswer, (404, 409, 422): Problem}


def _shown(request: HttpRequest, disclosure: Any) -> HttpResponse:
    """The disclosure as the one picture of its case shows it."""
    view = case_view.case_view(disclosure.case_id, by=caller(request), now=now())
    shown = disclosure_view.require(view.disclosures, disclosure.pk)
    return answers.send(disclosure_answers.disclosure(shown), status=201)


@router.post("/cases/{case_id}/disclosures", response=TOLD, operation_id="disclose")
def disclose(request: HttpRequest, case_id: Path[Id], said: DisclosureBody) -> HttpResponse:
    """Tell the customer whole; with options they choose until `decide_by`, and until then nothing is chosen."""
    told = disclosures.disclose(
        case_id=case_id,
        by=caller(request),
        shown=said.shown(),
        about=said.about,
        decide_by=said.decide_by,
        photos=said.photos or (),
        now=now(),
    )
    return _shown(request, told)


@router.post("/disclosures/{disclosure_id}/corrections", response=TOLD, operation_id="correct_disclosure")
def correct(request: HttpRequest, disclosure_id: Path[Id], said: DisclosureCorrectionBody) -> HttpResponse:
    """Set right what was told, as long as nothing is chosen; it has another `shown` from then on."""
    told = disclosures.correct(
        disclosure_id=disclosure_id,
        by=caller(request),
        shown=said.shown(),
        photos=said.photos,
        now=now(),
    )
    return _shown(request, told)


@router.post("/disclosures/{disclosure_id}/decisions", response=TOLD, operation_id="decide")
def decide(request: HttpRequest, disclosure_id: Path[Id], said: DecisionBody) -> HttpResponse:
    """Record what the customer chose of what they were `shown`; what is chosen becomes a promise."""
    told = disclosures.decide(
        disclosure_id=disclosure_id,
        by=caller(request),
        option=said.option,
        shown=said.shown,
        how=How(said.how),
        proof=said.proof or "",
        now=now(),
    )
    return _shown(request, told)


@router.post("/disclosures/{disclosure_id}/objections", response=ASKED, operation_id="object_to_disclosure")
def object_to(request: HttpRequest, disclosure_id: Path[Id], said: ObjectionBody) -> HttpResponse:
    """Record that it does matter to this customer; they are promised an answer."""
    question = objections.object_to(
        disclosure_id=disclosure_id, by=caller(request), text=said.text, now=now()
    )
    return shown_question(request, question)

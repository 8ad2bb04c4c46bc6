"""What a service keeps to be told, and sales at the counter, where it is shown before anybody pays."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import sales, standing
from teum.api import answers, disclosure_answers
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import CaseAnswer, Problem
from teum.api.standing_bodies import SaleBody, StandingBody
from teum.api.standing_shapes import StandingAnswer, StandingList
from teum.now import now
from teum.queries import case_view
from teum.queries import standing as queries
from teum.queries.standing import StandingView

router = Router(tags=["services"])
KEPT: dict[Any, Any] = {201: StandingAnswer, (404, 409, 422): Problem}
SERVICE = "/services/{service_id}/standing-disclosures"


def _answer(view: StandingView) -> StandingAnswer:
    shown = view.shown
    return StandingAnswer(
        id=str(view.id),
        is_active=view.is_active,
        kind=str(shown.kind),
        what=shown.what,
        matters=shown.matters,
        affects=[str(it) for it in shown.affects],
        no_date=shown.no_date or None,
        options=[disclosure_answers.option(option) for option in shown.options],
        recommended=shown.recommended or None,
        interest=shown.interest or None,
        shown=view.digest,
    )


def _one(request: HttpRequest, row: Any, status: int) -> HttpResponse:
    kept = queries.of_service(row.service_id, by=caller(request), now=now())
    return answers.send(_answer(next(view for view in kept if view.id == row.pk)), status=status)


@router.get(
    SERVICE, response={200: StandingList, (404, 422): Problem}, operation_id="list_standing_disclosures"
)
def listed(request: HttpRequest, service_id: Path[Id]) -> HttpResponse:
    """What is told to each customer of a service, and what was."""
    found = queries.of_service(service_id, by=caller(request), now=now())
    return answers.send(StandingList(items=[_answer(view) for view in found], next=None))


@router.post(SERVICE, response=KEPT, operation_id="keep_standing_disclosure")
def keep(request: HttpRequest, service_id: Path[Id], said: StandingBody) -> HttpResponse:
    """Keep something to be told of a service from now on; for managers."""
    row = standing.keep(
        service_id=service_id,
        by=caller(request),
        shown=said.shown(),
        days=said.days,
        because_of=said.because_of,
        now=now(),
    )
    return _one(request, row, 201)


@router.post(
    "/standing-disclosures/{standing_id}/ending",
    response={200: StandingAnswer, (404, 409, 422): Problem},
    operation_id="end_standing_disclosure",
)
def end(request: HttpRequest, standing_id: Path[Id]) -> HttpResponse:
    """Tell it to nobody from now on; for managers."""
    return _one(request, standing.end(standing_id=standing_id, by=caller(request)), 200)


@router.post(
    "/cases/{case_id}/standing-disclosures",
    response={201: CaseAnswer, (404, 409, 422): Problem},
    operation_id="tell_standing_disclosures",
)
def tell(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """Tell in an open case what its service keeps to be told and was not told in it yet."""
    by, moment = caller(request), now()
    standing.show(case_id=case_id, by=by, now=moment)
    return answers.send(answers.case(case_view.case_view(case_id, by=by, now=moment)), status=201)


@router.post(
    "/services/{service_id}/sales",
    response={201: CaseAnswer, (404, 409, 422): Problem},
    operation_id="record_sale",
)
def sell(request: HttpRequest, service_id: Path[Id], said: SaleBody) -> HttpResponse:
    """Record what was shown and chosen at the counter; who is reached at a known address is named by `customer`."""
    by, moment = caller(request), now()
    case = sales.record(service_id=service_id, by=by, whose=said.whose(), chosen=said.choices(), now=moment)
    return answers.send(answers.case(case_view.case_view(case.pk, by=by, now=moment)), status=201)

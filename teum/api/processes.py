"""Processes, and the cases that follow one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import journeys, processes
from teum.api import answers, process_answers
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.process_bodies import JourneyBody, ProcessBody, ProcessChangeBody, StageBody
from teum.api.process_shapes import ProcessAnswer, ProcessList
from teum.api.shapes import CaseAnswer, Problem
from teum.core.actor import Actor
from teum.now import now
from teum.queries import case_view
from teum.queries import processes as queries

router = Router(tags=["processes"])


@router.get("/processes", response={200: ProcessList}, operation_id="list_processes")
def listed(request: HttpRequest) -> HttpResponse:
    """All processes of the business."""
    found = [process_answers.process(view) for view in queries.every(by=caller(request))]
    return answers.send(ProcessList(items=found, next=None))


@router.post(
    "/processes", response={201: ProcessAnswer, (404, 409, 422): Problem}, operation_id="add_process"
)
def add(request: HttpRequest, said: ProcessBody) -> HttpResponse:
    """Add a process; for managers."""
    row = processes.add(by=caller(request), entry=said.entry(), now=now())
    return answers.send(process_answers.process(queries.view(row)), status=201)


@router.post(
    "/processes/{process_id}/changes",
    response={200: ProcessAnswer, (404, 409, 422): Problem},
    operation_id="change_process",
)
def change(request: HttpRequest, process_id: Path[Id], said: ProcessChangeBody) -> HttpResponse:
    """Change it for the cases that begin it from now on; those on their way stay as they are. For managers."""
    entry = said.entry(is_active=said.is_active)
    row = processes.change(process_id=process_id, by=caller(request), entry=entry, now=now())
    return answers.send(process_answers.process(queries.view(row)))


@router.post(
    "/cases/{case_id}/process",
    response={201: CaseAnswer, (404, 409, 422): Problem},
    operation_id="follow_process",
)
def follow(request: HttpRequest, case_id: Path[Id], said: JourneyBody) -> HttpResponse:
    """A case follows a process from now on: it is in the first stage, and what that promises is promised."""
    by = caller(request)
    journeys.begin(case_id=case_id, process_id=said.process, by=by, owner=said.owner, due=said.due, now=now())
    return _case(case_id, by, status=201)


@router.post(
    "/cases/{case_id}/process/renewed",
    response={200: CaseAnswer, (404, 409, 422): Problem},
    operation_id="renew_process",
)
def renew(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """The stages ahead of the case are those of its process as that is now; what was promised stays promised."""
    by = caller(request)
    journeys.renew(case_id=case_id, by=by, now=now())
    return _case(case_id, by)


@router.post(
    "/cases/{case_id}/process/ended",
    response={200: CaseAnswer, (404, 409, 422): Problem},
    operation_id="follow_process_no_more",
)
def follow_no_more(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """The case follows its process no longer; what was promised stays promised."""
    by = caller(request)
    journeys.follow_no_more(case_id=case_id, by=by, now=now())
    return _case(case_id, by)


@router.post(
    "/cases/{case_id}/stages",
    response={201: CaseAnswer, (404, 409, 422): Problem},
    operation_id="enter_stage",
)
def enter(request: HttpRequest, case_id: Path[Id], said: StageBody) -> HttpResponse:
    """The case enters a stage and leaves the one before, in which nothing that was promised is still to come."""
    by = caller(request)
    journeys.enter(case_id=case_id, stage=said.stage - 1, by=by, owner=said.owner, due=said.due, now=now())
    return _case(case_id, by, status=201)


@router.post(
    "/cases/{case_id}/stages/ended",
    response={200: CaseAnswer, (404, 409, 422): Problem},
    operation_id="end_stage",
)
def end(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """The stage in which the case is is over, and no other begins."""
    by = caller(request)
    journeys.finish(case_id=case_id, by=by, now=now())
    return _case(case_id, by)


def _case(case_id: int, by: Actor, *, status: int = 200) -> HttpResponse:
    return answers.send(answers.case(case_view.case_view(case_id, by=by, now=now())), status=status)

"""Cases: open, read, tell, close."""

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import cases, closings, promises, words
from teum.api import answers
from teum.api.bodies import CaseBody, CaseServiceBody, ClosingBody, PromiseBody, ReopeningBody, UpdateBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import CaseAnswer, HoldingAnswer, Problem, PromiseAnswer, SuggestionAnswer
from teum.core.window import Window
from teum.language import in_words
from teum.now import now
from teum.queries import case_view, holding, promise_view

router = Router(tags=["cases"])


@router.post("/cases", response={201: CaseAnswer, (404, 409, 422): Problem}, operation_id="open_case")
def create(request: HttpRequest, said: CaseBody) -> HttpResponse:
    """Open a case with its first promise; without one, the first contact is promised from the opening hours."""
    by, moment = caller(request), now()
    opened = cases.open_case(
        customer_id=said.customer,
        by=by,
        title=said.title,
        owner=said.owner,
        service=said.service,
        promise=said.promise.draft() if said.promise else None,
        source="api",
        now=moment,
    )
    view = case_view.case_view(opened.pk, by=by, now=moment)
    return answers.send(answers.case(view), status=201)


@router.get("/cases/{case_id}", response={200: CaseAnswer, (404, 422): Problem}, operation_id="get_case")
def read(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """The one picture of a case: where it stands, what comes next, what is open."""
    view = case_view.case_view(case_id, by=caller(request), now=now())
    return answers.send(answers.case(view))


@router.post(
    "/cases/{case_id}/closing",
    response={200: CaseAnswer, (404, 409, 422): Problem},
    operation_id="close_case",
)
def close(request: HttpRequest, case_id: Path[Id], said: ClosingBody) -> HttpResponse:
    """Close a case that has no open ends; or announce to a silent customer when it is closed if nothing comes."""
    by, moment, reason = caller(request), now(), said.reason or ""
    if said.on:
        closings.announce(case_id=case_id, by=by, on=said.on, reason=reason, seen=said.version, now=moment)
    else:
        cases.close(case_id=case_id, by=by, reason=reason, seen=said.version, now=moment)
    view = case_view.case_view(case_id, by=by, now=moment)
    return answers.send(answers.case(view))


@router.post(
    "/cases/{case_id}/reopenings",
    response={201: CaseAnswer, (404, 409, 422): Problem},
    operation_id="reopen_case",
)
def reopen(request: HttpRequest, case_id: Path[Id], said: ReopeningBody) -> HttpResponse:
    """Open a closed case again, with a promise: of an answer to what is missing, or of a first contact."""
    by, moment = caller(request), now()
    closings.reopen(case_id=case_id, by=by, missing=said.missing or "", now=moment)
    view = case_view.case_view(case_id, by=by, now=moment)
    return answers.send(answers.case(view), status=201)


@router.post(
    "/cases/{case_id}/service",
    response={200: CaseAnswer, (404, 409, 422): Problem},
    operation_id="set_case_service",
)
def set_service(request: HttpRequest, case_id: Path[Id], said: CaseServiceBody) -> HttpResponse:
    """Say what an open case is about: what is kept to be told of it is told, and nothing that was promised moves."""
    by, moment = caller(request), now()
    cases.set_service(case_id=case_id, by=by, service=said.service, now=moment)
    return answers.send(answers.case(case_view.case_view(case_id, by=by, now=moment)))


@router.post(
    "/cases/{case_id}/promises",
    response={201: PromiseAnswer, (404, 409, 422): Problem},
    operation_id="make_promise",
)
def promise(request: HttpRequest, case_id: Path[Id], said: PromiseBody) -> HttpResponse:
    """Record a promise, whole, and tell the customer what was agreed; vague or incomplete ones are refused."""
    moment = now()
    row = promises.make(case_id=case_id, by=caller(request), draft=said.draft(), now=moment)
    (view,) = promise_view.of_rows([row], case=row.case, now=moment)
    return answers.send(answers.promise(view), status=201)


@router.post(
    "/cases/{case_id}/updates",
    response={201: PromiseAnswer, (404, 409, 422): Problem},
    operation_id="give_update",
)
def update(request: HttpRequest, case_id: Path[Id], said: UpdateBody) -> HttpResponse:
    """Tell the customer where things stand and by when the next word comes; answers with that next promise."""
    moment = now()
    row = words.give(case_id=case_id, by=caller(request), text=said.text, next_due=said.next_due, now=moment)
    (view,) = promise_view.of_rows([row], case=row.case, now=moment)
    return answers.send(answers.promise(view), status=201)


@router.get(
    "/cases/{case_id}/holding",
    response={200: HoldingAnswer, (403, 404, 422): Problem},
    operation_id="prepare_holding",
)
def prepare_holding(request: HttpRequest, case_id: Path[Id]) -> HttpResponse:
    """What an update says where there is still no answer, and moments to pick that of the next word from."""
    moment = now()
    found = holding.ready(case_id, by=caller(request), now=moment)
    suggestions = [
        SuggestionAnswer(start=None, due=at, label=in_words(Window(due=at), found.lang, moment))
        for at in found.moments
    ]
    return answers.send(HoldingAnswer(text=found.text, language=found.lang, suggestions=suggestions))

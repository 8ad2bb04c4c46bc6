"""The call list, and what became of each call (A12)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import calls
from teum.api import answers
from teum.api.bodies import CallBody
from teum.api.call_shapes import CallAnswer, CallFateAnswer, CallList, NumberAnswer
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.calls import Result
from teum.now import now
from teum.queries import calls as queries
from teum.queries.calls import Call, Fate

router = Router(tags=["calls"])
LOGGED: dict[Any, Any] = {201: CallFateAnswer, (404, 409, 422): Problem}


@router.get("/calls", response={200: CallList}, operation_id="list_calls")
def find(request: HttpRequest) -> HttpResponse:
    """Whom to call, why, and what to say, the next one first; whoever runs the business sees everybody's."""
    found = queries.call_list(by=caller(request), now=now(), whole_team=True)
    return answers.send(CallList(items=[_call(call) for call in found], next=None))


def _call(call: Call) -> CallAnswer:
    return CallAnswer(
        why=call.why,
        at=call.at,
        due=call.due,
        is_later=call.is_later,
        tries=call.tries,
        case=str(call.case_id),
        customer=str(call.customer_id),
        name=call.customer,
        owner=call.owner,
        what=call.what,
        language=call.lang,
        words=list(call.words),
        numbers=[NumberAnswer(contact=str(n.contact), address=n.address) for n in call.numbers],
        message=str(call.message_id) if call.message_id else None,
        promise=str(call.promise_id) if call.promise_id else None,
        goes_at=call.goes_at,
    )


def _fate(found: Fate) -> CallFateAnswer:
    return CallFateAnswer(next_try=found.next_try, is_written=found.is_written)


@router.post("/messages/{message_id}/calls", response=LOGGED, operation_id="log_call_about_message")
def about_message(request: HttpRequest, message_id: Path[Id], said: CallBody) -> HttpResponse:
    """Log a call about a message; whoever was reached is told by it, else another try is on the list or it goes."""
    by, moment = caller(request), now()
    calls.of_message(
        message_id=message_id, by=by, result=Result(said.result), contact=said.contact, now=moment
    )
    found = queries.fate(by=by, now=moment, message_id=message_id)
    return answers.send(_fate(found), status=201)


@router.post("/promises/{promise_id}/calls", response=LOGGED, operation_id="log_call_about_promise")
def about_promise(request: HttpRequest, promise_id: Path[Id], said: CallBody) -> HttpResponse:
    """Log a call about a promise; what was said on it is a step of the promise."""
    by, moment = caller(request), now()
    calls.of_promise(
        promise_id=promise_id, by=by, result=Result(said.result), contact=said.contact, now=moment
    )
    found = queries.fate(by=by, now=moment, promise_id=promise_id)
    return answers.send(_fate(found), status=201)

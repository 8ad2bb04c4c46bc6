"""The steps of a promise's life, each a resource under it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import delays, promises
from teum.api import answers
from teum.api.bodies import (
    CounterBody,
    DelegationBody,
    EndingBody,
    NoDateBody,
    NotedBody,
    ReleaseBody,
    ReportBody,
    RevisionBody,
    StepBody,
    WithdrawalBody,
)
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem, StepAnswer
from teum.now import now
from teum.queries import case_view

router = Router(tags=["steps of a promise"])
STEP: dict[Any, Any] = {201: StepAnswer, (404, 409, 422): Problem}


def shown_step(request: HttpRequest, promise: Any) -> HttpResponse:
    """The promise as the one picture of its case shows it after the step."""
    view = case_view.case_view(promise.case_id, by=caller(request), now=now())
    shown = next(held for held in view.promises if held.id == promise.pk)
    return answers.send(answers.step(shown, view.next), status=201)


@router.post("/promises/{promise_id}/revisions", response=STEP, operation_id="revise_promise")
def revise(request: HttpRequest, promise_id: Path[Id], said: RevisionBody) -> HttpResponse:
    """Move the window, with a reason, and tell the customer; after one that they heard of it waits for consent."""
    row = promises.revise(
        promise_id=promise_id,
        by=caller(request),
        due=said.due,
        start=said.start,
        reason=said.reason or "",
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/no-dates", response=STEP, operation_id="admit_no_date")
def no_date(request: HttpRequest, promise_id: Path[Id], said: NoDateBody) -> HttpResponse:
    """Say that there is no new date, why, and when the next word comes; a further delay asks for their choice."""
    row = delays.no_date(
        promise_id=promise_id,
        by=caller(request),
        reason=said.reason or "",
        next_due=said.next_due,
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/reports", response=STEP, operation_id="report_promise")
def report(request: HttpRequest, promise_id: Path[Id], said: ReportBody) -> HttpResponse:
    """It is done; the customer is told, and until when their word is awaited."""
    row = promises.report(
        promise_id=promise_id,
        by=caller(request),
        note=said.note or "",
        after=said.after,
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/confirmations", response=STEP, operation_id="confirm_promise")
def confirm(request: HttpRequest, promise_id: Path[Id], said: EndingBody) -> HttpResponse:
    """The creditor says that it is finished."""
    row = promises.confirm(
        promise_id=promise_id, by=caller(request), after=said.after, seen=said.version, now=now()
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/disputes", response=STEP, operation_id="dispute_promise")
def dispute(request: HttpRequest, promise_id: Path[Id], said: NotedBody) -> HttpResponse:
    """The creditor says that something is missing: it is open again, with its own next update."""
    row = promises.dispute(
        promise_id=promise_id, by=caller(request), note=said.note or "", seen=said.version, now=now()
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/releases", response=STEP, operation_id="release_promise")
def release(request: HttpRequest, promise_id: Path[Id], said: ReleaseBody) -> HttpResponse:
    """The creditor lets go of it; a member says so for the customer only with proof."""
    row = promises.release(
        promise_id=promise_id,
        by=caller(request),
        proof=said.proof or "",
        after=said.after,
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/withdrawals", response=STEP, operation_id="withdraw_promise")
def withdraw(request: HttpRequest, promise_id: Path[Id], said: WithdrawalBody) -> HttpResponse:
    """The debtor takes it back, with words for the customer."""
    row = promises.withdraw(
        promise_id=promise_id,
        by=caller(request),
        disclosure=said.disclosure or "",
        after=said.after,
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/delegations", response=STEP, operation_id="delegate_promise")
def delegate(request: HttpRequest, promise_id: Path[Id], said: DelegationBody) -> HttpResponse:
    """Give it to another member; who faces the customer stays answerable."""
    row = promises.delegate(
        promise_id=promise_id, by=caller(request), owner=said.owner, seen=said.version, now=now()
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/acceptances", response=STEP, operation_id="accept_promise")
def accept(request: HttpRequest, promise_id: Path[Id], said: StepBody) -> HttpResponse:
    """The other side accepts what was put to them: an offer, or another time for an open promise."""
    row = promises.accept(promise_id=promise_id, by=caller(request), seen=said.version, now=now())
    return shown_step(request, row)


@router.post("/promises/{promise_id}/declines", response=STEP, operation_id="decline_promise")
def decline(request: HttpRequest, promise_id: Path[Id], said: EndingBody) -> HttpResponse:
    """The other side says no to an offer."""
    row = promises.decline(
        promise_id=promise_id, by=caller(request), after=said.after, seen=said.version, now=now()
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/counters", response=STEP, operation_id="counter_promise")
def counter(request: HttpRequest, promise_id: Path[Id], said: CounterBody) -> HttpResponse:
    """The other side names another window for an offer."""
    row = promises.counter(
        promise_id=promise_id,
        by=caller(request),
        due=said.due,
        start=said.start,
        seen=said.version,
        now=now(),
    )
    return shown_step(request, row)


@router.post("/promises/{promise_id}/conditions-met", response=STEP, operation_id="meet_condition")
def meet_condition(request: HttpRequest, promise_id: Path[Id], said: NotedBody) -> HttpResponse:
    """What had to come first came: the promise opens, and its window starts."""
    row = promises.meet_condition(
        promise_id=promise_id, by=caller(request), note=said.note or "", seen=said.version, now=now()
    )
    return shown_step(request, row)

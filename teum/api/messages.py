"""Messages with customers, and mails that have no case yet."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from teum.actions import outbox as handled
from teum.actions import placing, undo
from teum.api import answers
from teum.api.bodies import PlacingBody, SettlementBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.promises import PAGE, Cursor, Limit
from teum.api.shapes import MessageAnswer, MessageList, Problem
from teum.now import now
from teum.queries import message_list, message_view, outbox

router = Router(tags=["messages"])

State = Literal[
    "queued",
    "sending",
    "accepted",
    "delivered",
    "failed",
    "uncertain",
    "overtaken",
    "shown_locally",
    "received",
]


@router.get("/messages", response={200: MessageList, (403, 404, 422): Problem}, operation_id="list_messages")
def find(
    request: HttpRequest,
    customer: Query[Id | None] = None,
    state: Query[State | None] = None,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit | None] = None,
) -> HttpResponse:
    """What went between the business and its customers, newest first."""
    page = message_list.message_list(
        by=caller(request), customer_id=customer, state=state, cursor=cursor, limit=limit or PAGE
    )
    return answers.send(MessageList(items=[answers.message(view) for view in page.items], next=page.next))


MARKED: dict[Any, Any] = {201: MessageAnswer, (403, 404, 409, 422): Problem}


@router.post("/messages/{message_id}/undo", response=MARKED, operation_id="undo_act")
def undo_act(request: HttpRequest, message_id: Path[Id]) -> HttpResponse:
    """Undo the act that wrote this message, within its seconds: it does not leave, and all is as it was."""
    message = undo.act(message_id=message_id, by=caller(request), now=now())
    (view,) = message_view.of_rows([message])
    return answers.send(answers.message(view), status=201)


@router.post("/messages/{message_id}/settlements", response=MARKED, operation_id="settle_message")
def settle(request: HttpRequest, message_id: Path[Id], said: SettlementBody) -> HttpResponse:
    """Say what was done with a message that failed or is uncertain; what the customer has to hear is not dropped."""
    message = handled.settle(
        message_id=message_id, by=caller(request), outcome=said.outcome, way=said.way, now=now()
    )
    (view,) = message_view.of_rows([message])
    return answers.send(answers.message(view), status=201)


@router.post(
    "/messages/{message_id}/placings",
    response={201: MessageAnswer, (403, 404, 409, 422): Problem},
    operation_id="place_mail",
)
def place(request: HttpRequest, message_id: Path[Id], said: PlacingBody) -> HttpResponse:
    """Put a mail that has no case into one, or without one into a new case of its sender's.

    One that its customer proved to have written is moved into another case of theirs.
    """
    by = caller(request)
    placing.place(message_id=message_id, by=by, case_id=said.case, now=now())
    return answers.send(answers.message(outbox.message(message_id, by=by, now=now()).message), status=201)


@router.post(
    "/messages/{message_id}/dismissals",
    response={201: MessageAnswer, (403, 404, 409, 422): Problem},
    operation_id="dismiss_mail",
)
def dismiss(request: HttpRequest, message_id: Path[Id]) -> HttpResponse:
    """Put a mail that has no case aside: it is not for us."""
    by = caller(request)
    placing.set_aside(message_id=message_id, by=by, now=now())
    return answers.send(answers.message(outbox.message(message_id, by=by, now=now()).message), status=201)

"""Messages with customers."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from teum.api import answers
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.promises import PAGE, Cursor, Limit
from teum.api.shapes import MessageList, Problem
from teum.queries import message_list

router = Router(tags=["messages"])

State = Literal[
    "queued", "sending", "accepted", "delivered", "failed", "uncertain", "overtaken", "shown_locally"
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

"""Promises: read one, list them."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field, StringConstraints

from teum.api import answers
from teum.api.fields import Id, Moment, State
from teum.api.key import caller
from teum.api.shapes import Problem, PromiseHistoryAnswer, PromiseList
from teum.now import now
from teum.queries import promise_list, promise_view
from teum.queries.keyset import LARGEST_PAGE

router = Router(tags=["promises"])

Cursor = Annotated[str, StringConstraints(max_length=200)]
Limit = Annotated[int, Field(ge=1, le=LARGEST_PAGE)]
PAGE = 50


@router.get("/promises", response={200: PromiseList, (404, 422): Problem}, operation_id="list_promises")
def find(
    request: HttpRequest,
    state: Query[State | None] = None,
    due_before: Query[Moment | None] = None,
    customer: Query[Id | None] = None,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit | None] = None,
) -> HttpResponse:
    """Promises by state, due and customer, the nearest due first."""
    page = promise_list.promise_list(
        by=caller(request),
        now=now(),
        state=state,
        due_before=due_before,
        customer_id=customer,
        cursor=cursor,
        limit=limit or PAGE,
    )
    return answers.send(PromiseList(items=[answers.promise(view) for view in page.items], next=page.next))


@router.get(
    "/promises/{promise_id}",
    response={200: PromiseHistoryAnswer, (404, 422): Problem},
    operation_id="get_promise",
)
def read(request: HttpRequest, promise_id: Path[Id]) -> HttpResponse:
    """A promise as it stands, and all that the ledger holds of it."""
    by = caller(request)
    view = promise_view.promise_view(promise_id, by=by, now=now())
    history = promise_view.history(promise_id, organisation_id=by.organisation_id)
    return answers.send(answers.promise_history(view, history))

"""Money that came for what was agreed: what was paid of a payment, and writing down what came."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from teum.actions import receipts as actions
from teum.api import answers
from teum.api.bodies import EndingBody
from teum.api.fields import EARLIEST_YEAR, Id
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.actor import Actor
from teum.core.price import Means
from teum.core.receipt import NotAPayment
from teum.now import now
from teum.queries import promise_view
from teum.queries import receipts as queries

router = Router(tags=["payments"])
FIRST = date(EARLIEST_YEAR, 1, 1)


def _day(given: Any) -> date:
    if not isinstance(given, str) or len(given) != len("2026-11-24"):
        raise ValueError("a day in ISO 8601, as 2026-11-24")
    return date.fromisoformat(given)


Day = Annotated[
    date,
    Field(ge=FIRST),
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-24"]}),
]


class ReceiptBody(EndingBody):
    """What came, in agorot with VAT, on which day and how; what comes next, where with it all of it has come.

    `paid` is how much had come as it was read: where something else came meanwhile, it is `stale` and not written down.
    """

    amount: Annotated[int, Field(strict=True)]
    means: Literal["card", "transfer", "cheque", "cash", "app"]
    on: Day
    paid: Annotated[int, Field(strict=True)] | None = None


class ReceiptAnswer(BaseModel):
    """Money that came, in agorot."""

    id: str
    on: date
    means: str
    amount: int


class PaymentAnswer(BaseModel):
    """A payment as it was agreed, in agorot with VAT, and what came of it; what is `left` stays due."""

    promise: str
    due: int
    means: str
    paid: int
    left: int
    receipts: list[ReceiptAnswer]


SHOWN: dict[Any, Any] = {200: PaymentAnswer, (404, 409): Problem}
CAME: dict[Any, Any] = {201: PaymentAnswer, (404, 409, 422): Problem}
RECEIPTS = "/promises/{promise_id}/receipts"


@router.get(RECEIPTS, response=SHOWN, operation_id="get_payment")
def one(request: HttpRequest, promise_id: Path[Id]) -> HttpResponse:
    """What was agreed to be paid with a promise, and what came; `not_a_payment` where no amount was agreed."""
    return _shown(promise_id, caller(request))


@router.post(RECEIPTS, response=CAME, operation_id="record_receipt")
def take(request: HttpRequest, promise_id: Path[Id], came: ReceiptBody) -> HttpResponse:
    """Write down what came; the customer is told, and what is left stays due. With all of it the payment is kept."""
    by = caller(request)
    actions.take(
        promise_id=promise_id,
        amount=came.amount,
        means=Means(came.means),
        on=came.on,
        after=came.after,
        seen=came.version,
        seen_paid=came.paid,
        by=by,
        now=now(),
    )
    return _shown(promise_id, by, status=201)


def _shown(promise_id: int, by: Actor, *, status: int = 200) -> HttpResponse:
    at = now()
    promise = promise_view.promise_view(promise_id, by=by, now=at)
    found = queries.payment(promise, organisation_id=by.organisation_id, lang="he", now=at)
    if found is None:
        raise NotAPayment
    came = [
        ReceiptAnswer(id=str(one.id), on=one.on, means=one.means, amount=one.amount) for one in found.receipts
    ]
    answer = PaymentAnswer(
        promise=str(promise_id),
        due=found.due,
        means=found.means,
        paid=found.paid,
        left=found.left,
        receipts=came,
    )
    return answers.send(answer, status=status)

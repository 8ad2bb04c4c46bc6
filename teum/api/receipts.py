"""Money that came for what was agreed: what was paid of a payment, and writing down what came."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from teum.actions import receipts as actions
from teum.actions import reversals
from teum.api import answers
from teum.api.bodies import EndingBody
from teum.api.fields import EARLIEST_YEAR, Id, Moment
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.actor import Actor
from teum.core.price import Means
from teum.core.receipt import NotAPayment, Why
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


class ReversalBody(BaseModel):
    """What did not come after all: a `receipt` by its id, or null for what was said to have come with no receipt.

    `why` is `bounced` or `mistake`. Where all of it had come it is promised once more, and `due` says by when.
    `version` is the promise's and `paid` how much had come, each as it was read.
    """

    receipt: Id | None = None
    why: Literal["bounced", "mistake"]
    due: Moment | None = None
    version: Annotated[int, Field(strict=True)] | None = None
    paid: Annotated[int, Field(strict=True)] | None = None


class ReceiptAnswer(BaseModel):
    """Money that came, in agorot; `reversed` says why it did not after all (`bounced` or `mistake`), else null."""

    id: str
    on: date
    means: str
    amount: int
    reversed: str | None


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


@router.post("/promises/{promise_id}/reversals", response=CAME, operation_id="reverse_receipt")
def take_back(request: HttpRequest, promise_id: Path[Id], back: ReversalBody) -> HttpResponse:
    """Write down that a payment did not come after all; the customer is told. Answers with what is to be paid now.

    Where all of it had come, `promise` of the answer is another: the one that took its place.
    """
    by = caller(request)
    stands = reversals.take_back(
        promise_id=promise_id,
        receipt_id=back.receipt,
        why=Why(back.why),
        due=back.due,
        seen=back.version,
        seen_paid=back.paid,
        by=by,
        now=now(),
    )
    return _shown(stands.pk, by, status=201)


def _shown(promise_id: int, by: Actor, *, status: int = 200) -> HttpResponse:
    at = now()
    promise = promise_view.promise_view(promise_id, by=by, now=at)
    found = queries.payment(promise, organisation_id=by.organisation_id, lang="he", now=at)
    if found is None:
        raise NotAPayment
    came = [
        ReceiptAnswer(
            id=str(one.id), on=one.on, means=one.means, amount=one.amount, reversed=one.back or None
        )
        for one in found.receipts
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

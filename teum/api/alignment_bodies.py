"""What is sent about alignments."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from teum.api.fields import Id, Moment
from teum.core.alignment import Answer
from teum.core.alignment.value import MOST_ITEMS, MOST_OPTIONS
from teum.core.price import MOST_PAYMENTS, WHOLE, Means, Payment, Price
from teum.core.window import Window

TEXT = 10_000
Key = Annotated[str, Field(min_length=1, max_length=40)]


class WindowBody(BaseModel):
    """A time: by when, and from when where it is a window."""

    due: Moment
    start: Moment | None = None

    def window(self) -> Window:
        """As the core knows it."""
        return Window(due=self.due, start=self.start)


class PaymentBody(WindowBody):
    """A payment, in agorot with VAT, in the order of their days."""

    what: Annotated[str, Field(max_length=80)]
    amount: Annotated[int, Field(strict=True)]
    means: Literal["card", "transfer", "cheque", "cash", "app"] = "transfer"

    def payment(self) -> Payment:
        """As the core knows it."""
        return Payment(what=self.what, amount=self.amount, window=self.window(), means=Means(self.means))


class PriceBody(BaseModel):
    """A price in agorot with VAT (in hundredths of a percent), and its payments, which sum to it."""

    total: Annotated[int, Field(strict=True)]
    vat: Annotated[int, Field(strict=True, ge=0, le=WHOLE)]
    payments: Annotated[list[PaymentBody], Field(max_length=MOST_PAYMENTS)]

    def price(self) -> Price:
        """As the core knows it."""
        payments = tuple(one.payment() for one in self.payments)
        return Price(total=self.total, vat=self.vat, payments=payments)


class ItemAnswerBody(BaseModel):
    """What is said of an item: words, the number of an option (from 0), a time, or a price, as its kind asks."""

    item: Key
    text: Annotated[str, Field(max_length=TEXT)] = ""
    option: Annotated[int, Field(strict=True, ge=0, lt=MOST_OPTIONS)] | None = None
    window: WindowBody | None = None
    price: PriceBody | None = None

    def answer(self) -> Answer:
        """As the core knows it."""
        return Answer(
            text=self.text,
            option=self.option,
            window=self.window.window() if self.window else None,
            price=self.price.price() if self.price else None,
        )


Answers = Annotated[list[ItemAnswerBody], Field(max_length=MOST_ITEMS)]


def said(answers: list[ItemAnswerBody]) -> dict[str, Answer]:
    """By the keys of the items; of one that is named twice, what stands last."""
    return {one.item: one.answer() for one in answers}


class BeginBody(BaseModel):
    """By which template's items a case is gone through."""

    template: Id


class AnswersBody(BaseModel):
    """What is said of some items, by us or for the customer with whom one talks; what is not named stays."""

    answers: Answers


class SeenBody(BaseModel):
    """An item as it was seen: `seen` of its line, so that nobody acts on what was written meanwhile."""

    item: Key
    seen: Annotated[str, Field(min_length=1, max_length=64)]


class AgreedBody(BaseModel):
    """The items to which we agree, each as it was seen."""

    items: Annotated[list[SeenBody], Field(max_length=MOST_ITEMS)]

    def seen(self) -> dict[str, str]:
        """What was seen of each, by its key."""
        return {one.item: one.seen for one in self.items}


class HeardBody(AgreedBody):
    """The items to which the customer agreed, each as it was read to them; how it was (a call or a mail needs its
    words).
    """

    how: Literal["counter", "call", "mail"]
    proof: Annotated[str, Field(max_length=TEXT)] = ""


class MarkBody(SeenBody):
    """What we think of what stands there; `unclear` and `change` ask the customer, who answers by a time."""

    mark: Literal["agreed", "unclear", "change"]
    counter: Annotated[str, Field(max_length=TEXT)] = ""


class ShowBody(BaseModel):
    """By when the customer's word is asked for; the policy says, where nothing does."""

    due: Moment | None = None


class ApprovalBody(BaseModel):
    """The version that the customer approved before a member; how it was (a call or a mail needs its words)."""

    version: Annotated[int, Field(strict=True, ge=1)]
    how: Literal["counter", "call", "mail"]
    proof: Annotated[str, Field(max_length=TEXT)] = ""


class CancellationBody(BaseModel):
    """How the customer said that they cancel, and why; on which day (today, where none is named).

    After everybody's last day: when a product came, and whether the law gives them more time, as they say.
    """

    proof: Annotated[str, Field(min_length=1, max_length=TEXT)]
    asked_on: date | None = None
    got_on: date | None = None
    is_protected: bool = False

"""The shapes of alignments in answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from teum.api.fields import WindowAnswer
from teum.api.process_shapes import SaidAnswer


class ItemAnswer(BaseModel):
    """An item of a template: who says it (`provider` or `customer`), and how (`text`, `choice`, `dated` …)."""

    item: str
    topic: str
    kind: str
    side: str
    text: SaidAnswer
    options: list[SaidAnswer]
    is_required: bool


class TemplateAnswer(BaseModel):
    """What a business goes through with its customers; without a service whatever a case is about."""

    id: str
    name: SaidAnswer
    service: str | None
    items: list[ItemAnswer]
    is_active: bool
    version: int


class TemplateList(BaseModel):
    """All of them; they are few, so that `next` is always null."""

    items: list[TemplateAnswer]
    next: str | None


class PaymentShape(BaseModel):
    """A payment, in agorot with VAT."""

    what: str
    amount: int
    due: datetime
    means: str


class PriceShape(BaseModel):
    """A price in agorot with VAT (in hundredths of a percent), and how it is paid.

    `is_exempt`: without VAT, because the business is an exempt dealer.
    """

    total: int
    vat: int
    is_exempt: bool
    payments: list[PaymentShape]


class LineAnswer(BaseModel):
    """An item of a case, in the customer's language: what was said of it, and what each side thinks of that.

    A mark is `agreed`, `unclear`, `change`, or null where a side has not looked yet; `counter`: what is wanted instead.
    `seen` is what a mark names: it is another as soon as something else stands there.
    """

    item: str
    seen: str
    topic: str
    kind: str
    side: str
    text: str
    options: list[str]
    is_required: bool
    said: str | None
    option: int | None
    window: WindowAnswer | None
    price: PriceShape | None
    ours: str | None
    theirs: str | None
    counter: str | None
    is_agreed: bool


class AlignmentAnswer(BaseModel):
    """What both sides expect. `state` is `open`, `approved` or `dropped`; `version` is what an approval names.

    `is_shown`: the customer is asked for their word, until `due`. `missing` (not said yet), `open` (not agreed by both)
    and `unseen` (said by the customer, and not looked at by us) are items by their words. `amends` is the agreement
    that it changes, where it does.
    """

    id: str
    case: str
    state: str
    version: int
    amends: str | None
    is_shown: bool
    due: datetime | None
    promise: str | None
    lines: list[LineAnswer]
    missing: list[str]
    open: list[str]
    unseen: list[str]


class AlignmentList(BaseModel):
    """Those of a case, the newest first; they are few, so that `next` is always null."""

    items: list[AlignmentAnswer]
    next: str | None

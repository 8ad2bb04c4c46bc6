"""The shapes of agreements in answers, and what is sent about them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from teum.api.fields import Moment, Text, WindowAnswer


class OfferBody(BaseModel):
    """The version of the alignment that is laid before the customer, and by when they are asked to sign.

    The policy says by when, where nothing does.
    """

    version: Annotated[int, Field(strict=True, ge=1)]
    due: Moment | None = None


class VoidBody(BaseModel):
    """Why it is taken back, in words that the customer reads."""

    reason: Text


class AgreementBrief(BaseModel):
    """A version of an agreement.

    `form` is `light` (approved, "what we agreed") or `signed`. `state` is `offered`, `signed` (by the customer alone),
    `in_force`, `declined`, `void`, `replaced` or `cancelled`. `replaces` is the version that holds until this one is in
    force. While a signature is awaited, `promise` is who signs, by `due`. `paper_url` answers with the file that is
    signed, `sealed_url` with the finished one: each is null until it is made, which takes seconds. Of what ended before
    both had agreed there is no finished one, and `record_url` answers with the sealed record of what happened.
    """

    id: str
    case: str
    alignment: str
    form: str
    state: str
    version: int
    language: str
    replaces: str | None
    offered_at: datetime
    promise: str | None
    due: datetime | None
    paper_url: str | None
    sealed_url: str | None
    record_url: str | None


class AgreementList(BaseModel):
    """A page of the versions of a case; `next` is the cursor of the following page, null at the end."""

    items: list[AgreementBrief]
    next: str | None


class TermAnswer(BaseModel):
    """The words of a term, and the item of the alignment whose answer they are."""

    item: str
    text: str


class DutyAnswer(BaseModel):
    """What is owed by when, and by whom (`provider`, `customer` or `third_party`); of a payment the `amount` in agorot
    and the `means`. `promise` is what it became once it was in force.
    """

    item: str
    debtor: str
    what: str
    window: WindowAnswer
    in_words: str
    amount: int | None
    means: str | None
    promise: str | None


class TextLineAnswer(BaseModel):
    """A line as it is read, with the `number` by which both name it ("2.3"), the same as in the file."""

    number: str
    text: str
    is_total: bool


class ChangeAnswer(BaseModel):
    """What a version says otherwise than the one before: `before` is null where it is new, `after` where it is gone.

    `was` is its number in the version before, `number` the one in this version.
    """

    was: str | None
    before: str | None
    number: str | None
    after: str | None


class SectionAnswer(BaseModel):
    """A section as it is read.

    `section` is `you_get`, `we_need`, `when`, `cost`, `what_if`, `left_out` or `in_touch`; its `number` is null where
    nothing of it is left. `lines` are all that is read in it.
    """

    section: str
    number: str | None
    heading: str
    lines: list[TextLineAnswer]
    terms: list[TermAnswer]
    duties: list[DutyAnswer]
    total: str | None
    changes: list[ChangeAnswer]
    is_confirmed: bool


class PartyAnswer(BaseModel):
    """A side, as it was called when the agreement was made; `identity`: how the business was registered then."""

    role: str
    name: str
    identity: str | None
    contacts: list[str]


class SignatureAnswer(BaseModel):
    """Who signed or approved for a side, how (`page`, `counter`, `call` or `mail`) and when.

    `channel` and `address` are those of the contact point that was proven with a one-time code.
    """

    side: str
    name: str
    how: str
    at: datetime
    channel: str | None
    address: str | None


class AgreementAnswer(AgreementBrief):
    """A version with all that it says, in its language. `sha256` is that of the file that is signed.

    `unread` are the sections that the customer has not confirmed yet; `reason` says why it was declined or taken back.
    """

    in_force_at: datetime | None
    ended_at: datetime | None
    reason: str | None
    sha256: str | None
    is_opened: bool
    unread: list[str]
    sides: list[PartyAnswer]
    sections: list[SectionAnswer]
    signatures: list[SignatureAnswer]


class FlagAnswer(BaseModel):
    """Words that burden one side alone, and why: for whoever wrote them.

    They stand in the answer to `item`, in a `section`; `balance` are words that would balance them, in its language.
    """

    item: str
    section: str
    quote: str
    why: str
    balance: str


class DraftAnswer(BaseModel):
    """What an alignment would be as an agreement now; it can be offered where it `is_whole`."""

    language: str
    is_whole: bool
    sections: list[SectionAnswer]
    flags: list[FlagAnswer]

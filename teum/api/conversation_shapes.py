"""The shapes of what the API answers about conversations and their summaries."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class WishAnswer(BaseModel):
    """A thing that the customer asked for, and what becomes of it."""

    text: str
    outcome: str
    answer: str
    promise: str | None


class ConversationAnswer(BaseModel):
    """A conversation; `promises` are those that were made in it. `is_whole`: it left nothing to ask."""

    id: str
    channel: str
    direction: str
    reached: bool
    notes: str
    is_whole: bool | None
    surprises: int
    who: str | None
    at: datetime
    promises: list[str]
    wishes: list[WishAnswer]
    summary: str | None


class SummaryAnswer(BaseModel):
    """A summary: the words, and what the customer said to them; `answer` is `confirmed` or `corrected`.

    `is_awaited`: it stands among what waits for the customer on their page.
    """

    id: str
    conversation: str
    message: str
    subject: str
    text: str
    state: str
    answer: str | None
    question: str | None
    at: datetime
    told_at: datetime | None
    answered_at: datetime | None
    is_awaited: bool


class SummaryDraftAnswer(BaseModel):
    """A summary as it would be sent now; `times` are the words that it has to keep."""

    subject: str
    text: str
    times: list[str]


class ProposalAnswer(BaseModel):
    """A piece of the notes that could be recorded: a `promise`, a `question`, or a `vague` spot that needs a time.

    `span` says where in the notes it stands; `start` and `due` are the window that the words name.
    """

    kind: str
    quote: str
    span: tuple[int, int]
    debtor: str | None
    start: datetime | None
    due: datetime | None
    channel: str | None
    condition: str | None
    why: str | None
    better: str | None


class ProposalList(BaseModel):
    """Proposals in the order of the notes."""

    items: list[ProposalAnswer]

"""Facts of conversations and of the summaries after them."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationLogged(Event):
    """A member and the customer were in touch, or tried; `is_whole`: nothing was left to ask (absent: not reached).

    `promises` were made in it.
    """

    conversation: int
    channel: str
    direction: str
    reached: bool
    digest: str
    is_whole: bool | None = None
    promises: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishHeard(Event):
    """The customer asked for something, and what becomes of it; its promise, if there is one, is the fact's own."""

    wish: int
    conversation: int
    outcome: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSurprised(Event):
    """The customer turned to us about this promise, which we owed and had not told them of.

    In a `conversation`, with a `question` on their page, by mail or by a program, or by asking us for a `call`.
    """

    number: int
    conversation: int | None = None
    question: int | None = None
    call: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWritten(Event):
    """What was agreed in a conversation goes to the customer in one message."""

    summary: int
    conversation: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryConfirmed(Event):
    """The customer said that this is what was agreed."""

    summary: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryCorrected(Event):
    """The customer said what is not as they understood it; the question that this asks has its promise."""

    summary: int
    question: int

"""Facts of money that came, and of what did not come after all."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCame(Event):
    """Money came for the payment that is the fact's own promise: how much (in agorot), how, and on which day."""

    receipt: int
    amount: int
    means: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReversed(Event):
    """A payment that was written down did not come after all: it bounced, or we were mistaken (`core.receipt.Why`).

    Its own promise is the payment as it stood then.
    """

    reversal: int
    receipt: int
    why: str

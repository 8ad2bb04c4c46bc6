"""Facts of money that came."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCame(Event):
    """Money came for the payment that is the fact's own promise: how much (in agorot), how, and on which day."""

    receipt: int
    amount: int
    means: str
    on: str

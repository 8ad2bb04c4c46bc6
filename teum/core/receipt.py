"""Money that came for a payment that was agreed: when, how and how much, and what of it is still to come (B2).

Amounts are in agorot. What is kept here says what came; it is no paper for the tax authorities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from teum.core.price import BadAmount, Means
from teum.core.promise import Stale
from teum.core.refusal import Conflict, Invalid


class NotAPayment(Conflict):
    """No amount was agreed for this promise. Carries nothing."""

    code = "not_a_payment"


class MoreThanDue(Invalid):
    """More came than is still to be paid here. Carries `left`."""

    code = "more_than_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What came: on which day, how, and how much."""

    on: date
    means: Means
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A payment as it was agreed, and what of it came, in the order in which it was written down.

    `is_settled`: it was said that all of it came, also where nobody wrote down how.
    """

    due: int
    means: Means
    came: tuple[Receipt, ...] = ()
    is_settled: bool = False

    @property
    def paid(self) -> int:
        """How much of it came."""
        return sum(amount for amount, _ in self.parts)

    @property
    def left(self) -> int:
        """What is still to come; nothing where more came than is due by now."""
        return max(self.due - self.paid, 0)

    @property
    def parts(self) -> tuple[tuple[int, Means], ...]:
        """How much came how; of what nobody wrote down it is as it was agreed."""
        said = tuple((one.amount, one.means) for one in self.came)
        unsaid = self.due - sum(amount for amount, _ in said)
        return (*said, (unsaid, self.means)) if self.is_settled and unsaid > 0 else said


def take(account: Account, receipt: Receipt, *, today: date, seen_paid: int | None = None) -> bool:
    """Whether with this all of it has come.

    `seen_paid` is how much of it had come as it was seen: a part leaves the promise's version as it was, and what two
    people see of one transfer is not written down twice. Raises `Stale`, `BadAmount`, `MoreThanDue`, `Invalid`.
    """
    if seen_paid is not None and seen_paid != account.paid:
        raise Stale(paid=account.paid, seen=seen_paid)
    if receipt.amount <= 0:
        raise BadAmount(amount=receipt.amount)
    if receipt.amount > account.left:
        raise MoreThanDue(left=account.left)
    if receipt.on > today:
        raise Invalid(field="on")
    return receipt.amount == account.left

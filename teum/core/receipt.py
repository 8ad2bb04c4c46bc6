"""Money that came for a payment that was agreed: when, how and how much, and what of it is still to come (B2).

Amounts are in agorot. What is kept here says what came; it is no paper for the tax authorities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from teum.core.price import BadAmount, Means
from teum.core.promise import Incomplete, NotPossible, Stale, State
from teum.core.refusal import Conflict, Invalid


class NotAPayment(Conflict):
    """No amount was agreed for this promise. Carries nothing."""

    code = "not_a_payment"


class MoreThanDue(Invalid):
    """More came than is still to be paid here. Carries `left`."""

    code = "more_than_due"


class NothingCame(Conflict):
    """Nothing of that came, or it was taken back already. Carries nothing."""

    code = "nothing_came"


class DealOver(Conflict):
    """What was agreed holds no more, so that nothing is asked for again. Carries nothing."""

    code = "deal_over"


class Why(StrEnum):
    """Why what was written down did not come after all: it bounced, or we were mistaken."""

    BOUNCED = "bounced"
    MISTAKE = "mistake"


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
    def unsaid(self) -> int:
        """How much is said to have come though nobody wrote it down."""
        return self.paid - sum(one.amount for one in self.came)

    @property
    def left(self) -> int:
        """What is still to come; nothing where more came than is due by now."""
        return self.left_without(0)

    def left_without(self, amount: int) -> int:
        """What is to come once so much of what came did not after all."""
        return max(self.due - (self.paid - amount), 0)

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
    _require_seen(account, seen_paid)
    if receipt.amount <= 0:
        raise BadAmount(amount=receipt.amount)
    if receipt.amount > account.left:
        raise MoreThanDue(left=account.left)
    if receipt.on > today:
        raise Invalid(field="on")
    return receipt.amount == account.left


def _require_seen(account: Account, seen_paid: int | None) -> None:
    if seen_paid is not None and seen_paid != account.paid:
        raise Stale(paid=account.paid, seen=seen_paid)


def take_back(
    account: Account,
    amount: int,
    *,
    state: State,
    holds: bool,
    due: datetime | None,
    seen_paid: int | None = None,
) -> bool:
    """Whether it is promised once more, by `due`: the payment counted as done, and without `amount` some of it is left.

    `holds`: what was agreed is in force. Raises `Stale`, `DealOver`, `NotPossible`, `NothingCame`, `Incomplete`.
    """
    _require_seen(account, seen_paid)
    if not holds:
        raise DealOver
    if state not in (State.OPEN, State.KEPT):
        raise NotPossible(state=str(state), operation="take_back")
    if not 0 < amount <= account.paid:
        raise NothingCame
    is_again = state is State.KEPT and account.left_without(amount) > 0
    if is_again and due is None:
        raise Incomplete(missing=["due"])
    return is_again

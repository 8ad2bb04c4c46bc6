"""A price and how it is paid: parts that sum to the total, with VAT (B1). Amounts are in agorot."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from teum.core.promise import Incomplete
from teum.core.refusal import Invalid
from teum.core.window import Window

MOST_PAYMENTS = 36
MOST_TOTAL = 10**11
"""A thousand million shekels."""
SHEKEL = 100
LARGE = 100 * SHEKEL
"""From so much a part on, agorot are left to the last one."""
WHOLE = 10_000
"""VAT is given in hundredths of a percent: 1,800 is 18 %."""


class Means(StrEnum):
    """How a payment is made."""

    CARD = "card"
    TRANSFER = "transfer"
    CHEQUE = "cheque"
    CASH = "cash"
    APP = "app"


class SplitDiffers(Invalid):
    """The payments are not the price. Carries `total`, `payments` (their sum), and `differs` (what is missing)."""

    code = "split_differs"


class BadAmount(Invalid):
    """A payment or a price of nothing, less than nothing, or more than anything costs. Carries `amount`."""

    code = "bad_amount"


class PaymentsUnordered(Invalid):
    """A payment is due before one that is listed above it. Carries `payment` (from 1)."""

    code = "payments_unordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment: for what, how much with VAT, by when, and how."""

    what: str
    amount: int
    window: Window
    means: Means = Means.TRANSFER


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs with VAT, of which `vat` hundredths of a percent are added to what goes to us.

    `is_exempt`: there is none, because we are an exempt dealer.
    """

    total: int
    vat: int
    payments: tuple[Payment, ...]
    is_exempt: bool = False

    @property
    def before_vat(self) -> int:
        """What goes to us, to the agora; a half goes up."""
        exact = Fraction(self.total * WHOLE, WHOLE + self.vat)
        return int(exact + Fraction(1, 2))

    @property
    def vat_amount(self) -> int:
        """What goes to the state."""
        return self.total - self.before_vat


def require_whole(price: Price) -> None:
    """Refuse a price that its payments do not sum to.

    Raises `BadAmount`, `Incomplete`, `SplitDiffers`, `PaymentsUnordered`, `Invalid`.
    """
    if not 0 < len(price.payments) <= MOST_PAYMENTS:
        raise Invalid(field="payments", least=1, most=MOST_PAYMENTS)
    if not 0 <= price.vat <= WHOLE:
        raise Invalid(field="vat", least=0, most=WHOLE)
    for amount in (price.total, *(payment.amount for payment in price.payments)):
        if not 0 < amount <= MOST_TOTAL:
            raise BadAmount(amount=amount)
    missing = [f"payments.{n}.what" for n, one in enumerate(price.payments, 1) if not one.what.strip()]
    if missing:
        raise Incomplete(missing=missing)
    paid = sum(payment.amount for payment in price.payments)
    if paid != price.total:
        raise SplitDiffers(total=price.total, payments=paid, differs=price.total - paid)
    for number, (before, after) in enumerate(zip(price.payments, price.payments[1:], strict=False), start=2):
        if after.window.due < before.window.due:
            raise PaymentsUnordered(payment=number)


class Plan(StrEnum):
    """How a price is most often split."""

    DEPOSIT = "deposit"
    """30 % first, and the rest."""
    HALVES = "halves"
    THIRDS = "thirds"
    END = "end"
    """All of it at the end."""
    MONTHLY = "monthly"


FIRST = 30
"""So many percent a deposit most often is."""


def parts(plan: Plan, total: int, *, months: int = 1) -> tuple[int, ...]:
    """The amounts of a plan, which sum to the total; `months` is how many payments a monthly one has.

    Raises `BadAmount`, `Invalid`.
    """
    if not 0 < months <= MOST_PAYMENTS:
        raise Invalid(field="months", least=1, most=MOST_PAYMENTS)
    if plan is Plan.DEPOSIT:
        return deposit(total, FIRST)
    return split(total, {Plan.HALVES: 2, Plan.THIRDS: 3, Plan.END: 1, Plan.MONTHLY: months}[plan])


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def split(total: int, count: int) -> tuple[int, ...]:
    """An amount in equal parts, of whole shekels where it is large; what does not divide is in the last one.

    Raises `BadAmount`.
    """
    if not 0 < count <= total <= MOST_TOTAL:
        raise BadAmount(amount=total)
    step = SHEKEL if total >= count * LARGE else 1
    each = total // count // step * step
    return (*[each] * (count - 1), total - each * (count - 1))


def deposit(total: int, percent: int) -> tuple[int, int]:
    """A deposit of so many percent, to the shekel above where that is less than all, and the rest.

    Raises `BadAmount`.
    """
    if not (0 < percent < 100 and 1 < total <= MOST_TOTAL):
        raise BadAmount(amount=total)
    first = -(-total * percent // 100)
    rounded = -(-first // SHEKEL) * SHEKEL
    first = rounded if rounded < total else min(first, total - 1)
    return first, total - first

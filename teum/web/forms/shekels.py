"""Amounts are kept in agorot, and written in shekels."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

AGORA = Decimal("0.01")


def shown(amount_: int) -> Decimal:
    """An amount in agorot, as it is written in shekels."""
    amount = Decimal(amount_) / 100
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def agorot(shekels: Decimal) -> int:
    """What is written in shekels, in agorot."""
    return int((shekels.quantize(AGORA, ROUND_HALF_UP) * 100).to_integral_value())

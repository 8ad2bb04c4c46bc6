"""What of an alignment has a time: each becomes a promise of its debtor when all is agreed (B2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from teum.core.alignment.value import Alignment
from teum.core.price import Means
from teum.core.promise import Debtor
from teum.core.window import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something with a time that both agreed to: who owes it, by when; of a payment the `amount` and `means` too."""

    item: str
    debtor: Debtor
    what: str
    window: Window
    channel: str = ""
    amount: int | None = None
    means: Means | None = None


def dues(alignment: Alignment, *, lang: str) -> tuple[Due, ...]:
    """All that has a time in what was agreed, by that time: each becomes a promise of its debtor (B2)."""
    found: list[Due] = []
    for line in alignment.lines:
        if not line.is_agreed or line.answer is None:
            continue
        item, answer = line.item, line.answer
        if answer.window:
            found.append(
                Due(
                    item=item.key,
                    debtor=item.debtor,
                    what=item.promise.of(lang),
                    window=answer.window,
                    channel=item.channel,
                )
            )
        if answer.price:
            found += [
                Due(
                    item=item.key,
                    debtor=Debtor.CUSTOMER,
                    what=payment.what,
                    window=payment.window,
                    amount=payment.amount,
                    means=payment.means,
                )
                for payment in answer.price.payments
            ]
    return tuple(sorted(found, key=lambda due: due.window.due.astimezone(UTC)))

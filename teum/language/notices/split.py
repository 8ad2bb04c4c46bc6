"""What payments are for, where a price is split in a tap: words that stand in what is agreed."""

from __future__ import annotations

from collections.abc import Mapping

from teum.core.price import MOST_PAYMENTS, Plan

_FIRST: Mapping[str, tuple[str, str]] = {"he": ("מקדמה", "יתרה"), "en": ("Deposit", "The rest")}
_END: Mapping[str, str] = {"he": "בסיום העבודה", "en": "When the work is done"}
_OF: Mapping[str, str] = {
    "he": "תשלום {number} מתוך {count}",
    "en": "Payment {number} of {count}",
}


def names(plan: Plan, count: int, *, lang: str) -> tuple[str, ...]:
    """What each payment of a plan is for."""
    if plan in (Plan.DEPOSIT, Plan.HALVES):
        return _FIRST[lang]
    if plan is Plan.END or count == 1:
        return (_END[lang],)
    return tuple(_OF[lang].format(number=number, count=count) for number in range(1, count + 1))


ALL = frozenset(
    name
    for lang in _OF
    for plan, counts in ((Plan.DEPOSIT, [2]), (Plan.END, [1]), (Plan.MONTHLY, range(2, MOST_PAYMENTS + 1)))
    for count in counts
    for name in names(plan, count, lang=lang)
)
"""Every word that a plan writes; what is written there otherwise somebody wrote."""

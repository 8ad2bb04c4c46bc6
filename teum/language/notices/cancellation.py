"""The customer cancels what was agreed: what is paid back, or why nothing is, and the letter that confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core.price import Means
from teum.language.notices.alignment import MEANS
from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.money import price_words

Paid = Sequence[tuple[int, Means]]
"""What was paid: how much, and how."""

REFUNDED: Mapping[str, str] = {"he": "החזר של מה ששולם", "en": "a refund of what was paid"}
_REFUND: Mapping[str, tuple[str, str, str]] = {
    "he": (
        "אחזיר לך את מה ששילמת ({paid})",
        "אחזיר לך {back} ממה ששילמת ({paid}), אחרי דמי ביטול של {fee}",
        "אחזיר לך את מה ששילמת ({paid}), בניכוי דמי ביטול לפי מה שסיכמנו על ביטול, {fee} לכל היותר",
    ),
    "en": (
        "I'll refund what you paid ({paid})",
        "I'll refund {back} of what you paid ({paid}), after a cancellation fee of {fee}",
        "I'll refund what you paid ({paid}), less the fee that we agreed on cancelling, {fee} at most",
    ),
}
"""All of it; what is left after a fee that is known; less a fee that what was agreed may make smaller."""
_NO_MORE: Mapping[str, str] = {
    "he": "מה ששילמת ({paid}) אינו יותר מדמי הביטול ({fee}), ולכן אין החזר, וגם אין מה לשלם עוד.",
    "en": "What you paid ({paid}) is no more than the fee ({fee}): nothing is paid back, and nothing is left to pay.",
}
_NOTHING: Mapping[str, str] = {
    "he": "לפי מה שרשום אצלנו לא שולם דבר, ולכן אין מה להחזיר. אם כן שילמת, אפשר להשיב להודעה הזאת ולכתוב לנו.",
    "en": "By our records nothing was paid, so nothing is paid back. If you did pay, reply to this and tell us.",
}


def refund(paid: Paid, *, back: int, fee: int, is_exact: bool, lang: str) -> str:
    """Our promise: how much, of what was paid and how, after which fee."""
    whole, known, agreed = _REFUND[lang]
    said = whole if fee == 0 else known if is_exact else agreed
    return said.format(paid=_paid(paid, lang), back=price_words(back, lang), fee=price_words(fee, lang))


def nothing_back(paid: Paid, *, fee: int, lang: str) -> str:
    """Why nothing is paid back: nothing was paid, or no more than the fee."""
    said = _NO_MORE[lang] if paid else _NOTHING[lang]
    return said.format(paid=_paid(paid, lang), fee=price_words(fee, lang))


def cancelled(*, party: Party, sentences: Sequence[str]) -> Letter:
    """We confirm it: nothing more is done, and by when the money is back, or why none is."""
    if party.lang == "he":
        first = "ביטלנו לבקשתך את כל מה שסיכמנו. לא נעשה בזה דבר נוסף, וגם ממך לא נחוץ דבר."
        last = "אם משהו ממה שסיפקנו היה פגום או לא כמו שסיכמנו, הביטול לא עולה דבר: אפשר להשיב להודעה הזאת ולכתוב לנו."
        return letter(party, f"בוטל לבקשתך: {party.title}", first, *sentences, last)
    first = "we cancelled, as you asked, all that we had agreed. Nothing more is done, and nothing is needed from you."
    last = "If anything that we supplied was faulty or not as agreed, cancelling is free: reply to this and tell us."
    return letter(party, f"cancelled as you asked: {party.title}", first, *sentences, last)


def _paid(paid: Paid, lang: str) -> str:
    return ", ".join(f"{price_words(amount, lang)} {MEANS[lang][means]}" for amount, means in paid)

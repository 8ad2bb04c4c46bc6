"""Money that came, in words: what came, when and how, and what is left; no paper for the tax authorities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teum.core.receipt import Receipt
from teum.core.window import Window
from teum.language import in_words, on_day
from teum.language.notices.alignment import MEANS
from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.money import price_words

_LINE: Mapping[str, str] = {"he": "הגיעו {amount} {how}, {day}", "en": "{amount} came {how} {day}"}
_TOTAL: Mapping[str, str] = {
    "he": "עד עכשיו שולמו {paid} מתוך {total}.",
    "en": "Paid so far: {paid} of {total}.",
}
_ALL: Mapping[str, str] = {"he": "כל הסכום שולם: {total}.", "en": "All of it is paid: {total}."}
_PART: Mapping[str, str] = {
    "he": "מתוך זה כבר שולמו {paid}. נשארו לתשלום {left}.",
    "en": "Of this {paid} is paid already. {left} is left to pay.",
}


def how(way: str, lang: str) -> str:
    """How it is paid, as the business wrote it down."""
    return f"איך משלמים: {way}" if lang == "he" else f"How to pay: {way}"


def line(came: Receipt, lang: str, now: datetime) -> str:
    """What came, how and on which day."""
    return _LINE[lang].format(
        amount=price_words(came.amount, lang), how=MEANS[lang][came.means], day=on_day(came.on, lang, now)
    )


def of_total(paid: int, total: int, lang: str) -> str:
    """How much of the whole price is paid."""
    said = _TOTAL if paid < total else _ALL
    return said[lang].format(paid=price_words(paid, lang), total=price_words(total, lang))


def of_payment(paid: int, left: int, lang: str) -> str:
    """How much of one payment came, and what is left of it."""
    return _PART[lang].format(paid=price_words(paid, lang), left=price_words(left, lang))


def came(*, party: Party, what: str, came: Receipt, left: int, window: Window) -> Letter:
    """That it reached us, and what is left of it by when."""
    said = line(came, party.lang, party.now)
    rest = {"left": price_words(left, party.lang), "when": in_words(window, party.lang, party.now)}
    is_past = window.due <= party.now
    if party.lang == "he":
        more = "נשארו לתשלום {left}." if is_past else "נשארו לתשלום {left}, {when}."
        words = more.format(**rest) if left else "התשלום הזה שולם במלואו."
        return letter(
            party,
            f"התשלום הגיע: {party.title}",
            f"התשלום הגיע אלינו, תודה. {what}: {said}.",
            words,
            "ההודעה הזאת אינה קבלה ואינה חשבונית מס.",
        )
    more = "{left} is left to pay." if is_past else "{left} is left to pay, {when}."
    words = more.format(**rest) if left else "This payment is now paid in full."
    return letter(
        party,
        f"your payment came: {party.title}",
        f"your payment has reached us, thank you. {what}: {said}.",
        words,
        "This message is neither a receipt nor a tax invoice.",
    )

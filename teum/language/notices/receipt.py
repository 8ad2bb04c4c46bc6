"""Money that came, in words: what came, when and how, and what is left; no paper for the tax authorities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teum.core.receipt import Receipt, Why
from teum.core.window import Window
from teum.language import in_words, on_day
from teum.language.notices.alignment import MEANS
from teum.language.notices.letter import Letter, Party, answer, letter
from teum.language.notices.money import price_words

_LINE: Mapping[str, str] = {"he": "הגיעו {amount} {how}, {day}", "en": "{amount} came {how} {day}"}
_BACK: Mapping[str, Mapping[Why, str]] = {
    "he": {Why.BOUNCED: "התשלום לא התקבל בסוף", Why.MISTAKE: "נרשם אצלנו בטעות"},
    "en": {Why.BOUNCED: "it did not go through after all", Why.MISTAKE: "we wrote this down by mistake"},
}
_TOTAL: Mapping[str, str] = {
    "he": "עד עכשיו שולמו {paid} מתוך {total}.",
    "en": "Paid so far: {paid} of {total}.",
}
_NONE: Mapping[str, str] = {
    "he": "עד עכשיו לא שולם דבר מתוך {total}.",
    "en": "Nothing of {total} is paid so far.",
}
_ALL: Mapping[str, str] = {"he": "כל הסכום שולם: {total}.", "en": "All of it is paid: {total}."}
_PART: Mapping[str, str] = {
    "he": "מתוך זה כבר שולמו {paid}. נשארו לתשלום {left}.",
    "en": "Of this {paid} is paid already. {left} is left to pay.",
}


def how(way: str, lang: str) -> str:
    """How it is paid, as the business wrote it down."""
    return f"איך משלמים: {way}" if lang == "he" else f"How to pay: {way}"


def line(came: Receipt, lang: str, now: datetime, *, back: Why | None = None) -> str:
    """What came, how and on which day; and that it did not come after all, where it did not."""
    said = _LINE[lang].format(**_said(came, lang, now))
    return f"{said}: {_BACK[lang][back]}" if back else said


def _said(came: Receipt, lang: str, now: datetime) -> dict[str, str]:
    return {
        "amount": price_words(came.amount, lang),
        "how": MEANS[lang][came.means],
        "day": on_day(came.on, lang, now),
    }


def of_total(paid: int, total: int, lang: str) -> str:
    """How much of the whole price is paid."""
    said = _NONE if not paid else _TOTAL if paid < total else _ALL
    return said[lang].format(paid=price_words(paid, lang), total=price_words(total, lang))


def of_payment(paid: int, left: int, lang: str) -> str:
    """How much of one payment came, and what is left of it."""
    return _PART[lang].format(paid=price_words(paid, lang), left=price_words(left, lang))


def came(*, party: Party, what: str, came: Receipt, left: int, window: Window) -> Letter:
    """That it reached us, and what is left of it by when."""
    said = line(came, party.lang, party.now)
    if party.lang == "he":
        words = _rest(party, left, window) if left else "התשלום הזה שולם במלואו."
        return letter(
            party,
            f"התשלום הגיע: {party.title}",
            f"התשלום הגיע אלינו, תודה. {what}: {said}.",
            words,
            "ההודעה הזאת אינה קבלה ואינה חשבונית מס.",
        )
    words = _rest(party, left, window) if left else "This payment is now paid in full."
    return letter(
        party,
        f"your payment came: {party.title}",
        f"your payment has reached us, thank you. {what}: {said}.",
        words,
        "This message is neither a receipt nor a tax invoice.",
    )


_REST: Mapping[str, tuple[str, str]] = {
    "he": ("נשארו לתשלום {left}.", "נשארו לתשלום {left}, {when}."),
    "en": ("{left} is left to pay.", "{left} is left to pay, {when}."),
}
"""What is left: once its time has passed, and before."""


def _rest(party: Party, left: int, window: Window) -> str:
    past, ahead = _REST[party.lang]
    said = past if window.due <= party.now else ahead
    return said.format(left=price_words(left, party.lang), when=in_words(window, party.lang, party.now))


_REVERSED: Mapping[str, Mapping[Why, str]] = {
    "he": {
        Why.BOUNCED: "התשלום של {amount} {how}, {day}, לא התקבל בסוף ({what}).",
        Why.MISTAKE: "רשמנו בטעות תשלום של {amount} {how}, {day} ({what}). הטעות שלנו, ואנחנו מתנצלים.",
    },
    "en": {
        Why.BOUNCED: "the payment of {amount} {how}, {day}, did not go through after all ({what}).",
        Why.MISTAKE: "we noted by mistake that {amount} came {how} {day} ({what}). The mistake is ours, and we are"
        " sorry.",
    },
}


def reversed_(*, party: Party, what: str, came: Receipt, why: Why, left: int, window: Window) -> Letter:
    """That it did not come after all, whose mistake that is where it is one, and what is left of it by when,
    where anything is.
    """
    said = _REVERSED[party.lang][why].format(what=what, **_said(came, party.lang, party.now))
    rest = _rest(party, left, window) if left else ""
    if party.lang == "he":
        subject, ask = f"לגבי התשלום: {party.title}", "אם לדעתך הכסף עבר, נשמח לבדוק את זה יחד."
    else:
        subject = f"about your payment: {party.title}"
        ask = "If you think that the money did go through, we will gladly look into it together."
    return letter(party, subject, said, rest, ask, answer(party))

"""Letters of a delay: the honest word that there is no new date, and the free way out at every delay.

As the strictest consumer rule known does it (the FTC's order rule, 16 CFR 435): before the date a definite new one, or
the admission that there is none and why; the customer may cancel at every delay; from the second on they are asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.owed import Owed, agreed, missed

_WAY_OUT = {
    "he": "אם זה כבר לא מתאים לך, אפשר לבטל בלי עלות, בעמוד שלך או בתשובה להודעה הזאת.",
    "en": "If this no longer suits you, you may cancel free of charge, on your page or by replying to this message.",
}
WHAT = {"he": "אין לנו מועד חדש: {deed}", "en": "we have no new date: {deed}"}
MATTERS = {
    "he": "זה עיכוב נוסף, ולכן אנחנו שואלים ולא מניחים שנוח לך להמשיך לחכות.",
    "en": "This is a further delay, so we ask and do not assume that you go on waiting.",
}
OPTIONS: Mapping[str, tuple[str, str]] = {
    "he": ("להמשיך לחכות", "לבטל"),
    "en": ("go on waiting", "cancel"),
}
"""What the customer chooses between at a further delay without a date."""


def way_out(lang: str) -> str:
    """That they may cancel, and that it costs nothing."""
    return _WAY_OUT[lang]


def instead(what: str, old: Window, lang: str, now: datetime) -> str:
    """That something later takes the place of what was agreed before, by when that was, and the way out."""
    deed, before = to_do(what, lang), in_words(old, lang, now)
    said = (
        f"זה במקום מה שסיכמנו קודם: {deed} {before}."
        if lang == "he"
        else f"This takes the place of what we agreed before: {deed} {before}."
    )
    return f"{said} {way_out(lang)}"


def no_date(
    *, party: Party, owed: Owed, reason: str, next_due: datetime, is_late: bool, asks: bool
) -> Letter:
    """There is no new date and why, when the next word comes, and the way out; at a further delay they are asked."""
    first = _missing(owed, party, is_late=is_late)
    until = in_words(Window(due=next_due), party.lang, party.now)
    reason = reason if reason.rstrip().endswith((".", "!", "?")) else f"{reason.rstrip()}."
    if party.lang == "he":
        return letter(
            party,
            f"אין עדיין מועד חדש: {party.title}",
            f"{first} אין לנו כרגע מועד חדש, ולא ננקוב במועד שלא נוכל לעמוד בו.",
            f"הסיבה: {reason}",
            f"{MATTERS['he']} נשמח לתשובתך {until}." if asks else "",
            f"העדכון הבא שלנו יגיע אליך {until}.",
            way_out("he"),
        )
    return letter(
        party,
        f"no new date yet: {party.title}",
        f"{first} We have no new date at present, and we will not name one that we cannot keep.",
        f"The reason: {reason}",
        f"{MATTERS['en']} Please let us know {until}." if asks else "",
        f"You will hear from us again {until}.",
        way_out("en"),
    )


def _missing(owed: Owed, party: Party, *, is_late: bool) -> str:
    """That its time is not kept; we apologise for our own."""
    he = party.lang == "he"
    if owed.is_others and is_late:
        return missed(owed, party)
    if owed.is_others:
        end = "זה לא יקרה במועד הזה." if he else "It will not happen by that time."
    elif is_late:
        end = "לא עמדנו במועד הזה, ואנחנו מתנצלים." if he else "We missed that time, and we apologise."
    else:
        end = "לא נוכל לעמוד במועד הזה." if he else "We cannot make that time."
    return f"{agreed(owed, party)}. {end}"

"""Letters about an appointment that the customer asked to move: it moves, or another time is offered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.owed import Owed

ASKED: Mapping[str, str] = {
    "he": "אפשר לקבוע מועד אחר, {windows}? סיכמנו: {what}, {agreed}.",
    "en": "Could it be at another time, {windows}? We agreed: {what}, {agreed}.",
}
_OR = {"he": " או ", "en": ", or "}
YES: Mapping[str, str] = {
    "he": "כן, נקבע: {window}. זה במקום המועד שסיכמנו קודם, {agreed}.",
    "en": "Yes, it is settled: {window}. That is instead of what we agreed before, {agreed}.",
}
INSTEAD: Mapping[str, str] = {
    "he": "אנחנו מציעים מועד אחר: {window}. עד שיסוכם, מה שקבענו בתוקף: {agreed}.",
    "en": "We offer another time: {window}. Until you agree, what we settled stands: {agreed}.",
}
STAYS: Mapping[str, str] = {
    "he": "אי אפשר לקבוע את המועד שביקשת. מה שקבענו בתוקף: {agreed}.",
    "en": "The time that you asked for is not possible. What we settled stands: {agreed}.",
}
"""Our answers, as they stand under the question; the last one is offered to whoever answers, to change."""


def asked(*, what: str, times: Sequence[Window], agreed: Window, party: Party) -> str:
    """What the customer asks, in their language: every window that they named, and what was agreed."""
    named = _OR[party.lang].join(in_words(window, party.lang, party.now) for window in times)
    return ASKED[party.lang].format(what=what, windows=named, agreed=in_words(agreed, party.lang, party.now))


def said(
    words: Mapping[str, str], *, agreed: Window, window: Window | None = None, lang: str, now: datetime
) -> str:
    """One of our answers in the customer's language."""
    shown = in_words(window, lang, now) if window else ""
    return words[lang].format(window=shown, agreed=in_words(agreed, lang, now))


def moved(*, party: Party, sentence: str, included: str, old: Window, late: Owed | None = None) -> Letter:
    """It moves to the window that they asked for; `late`: the time of our answer to that passed in silence."""
    if party.lang == "he":
        subject, lead = "המועד שביקשת נקבע", "המועד שביקשת מתאים גם לנו, והוא נקבע."
    else:
        subject = "the time that you asked for"
        lead = "the time that you asked for suits us too, and it is settled."
    said = f"{sentence} {included}".strip()
    return _settled(party, subject, lead, what=said, old=old, late=_answers_late(late, party))


def settled(*, party: Party, sentence: str, included: str, old: Window) -> Letter:
    """They agreed to the time that we asked for."""
    if party.lang == "he":
        subject, lead = "המועד החדש נקבע", "תודה על ההסכמה. המועד החדש נקבע."
    else:
        subject, lead = "the new time is settled", "thank you for agreeing. The new time is settled."
    return _settled(party, subject, lead, what=f"{sentence} {included}".strip(), old=old)


def _settled(party: Party, subject: str, lead: str, *, what: str, old: Window, late: str = "") -> Letter:
    before = in_words(old, party.lang, party.now)
    instead, right = (
        f"It replaces the earlier time: {before}.",
        "Is something not right? Simply reply to this message.",
    )
    if party.lang == "he":
        instead, right = f"זה במקום המועד הקודם: {before}.", "משהו לא נכון? אפשר פשוט להשיב להודעה הזאת."
    return letter(party, f"{subject}: {party.title}", lead, what, instead, late, right)


def offered(*, party: Party, sentence: str, old: Window, reason: str, late: Owed | None = None) -> Letter:
    """The time that they asked for does not suit us; another is offered, and what was agreed stands meanwhile.

    `late`: the time of our answer passed in silence.
    """
    stands = in_words(old, party.lang, party.now)
    if party.lang == "he":
        return letter(
            party,
            f"הצעה למועד אחר: {party.title}",
            "המועד שביקשת לא מתאים לנו, ויש לנו הצעה אחרת.",
            f"הסיבה: {reason}" if reason else "",
            f"ההצעה שלנו: {sentence}",
            f"עד שיסוכם, המועד הקודם בתוקף: {stands}.",
            _answers_late(late, party),
            "אפשר להסכים בעמוד שלך, או לבקש מועד אחר שם או בתשובה להודעה הזאת.",
        )
    return letter(
        party,
        f"another time for you: {party.title}",
        "the time that you asked for does not suit us, and we have another for you.",
        f"The reason: {reason}" if reason else "",
        f"What we offer: {sentence}",
        f"Until you agree, the time before stands: {stands}.",
        _answers_late(late, party),
        "You may agree on your page, or ask for another time there or by replying to this message.",
    )


def _answers_late(late: Owed | None, party: Party) -> str:
    """That the time of our answer passed: the letter names the times of the appointment, so this says which it is."""
    if late is None or late.window is None:
        return ""
    at = in_words(late.window, party.lang, party.now)
    if party.lang == "he":
        return f"הבטחנו לך תשובה {at}, ולא הודענו לך בזמן שהיא מתעכבת. אנחנו מתנצלים."
    return f"We promised you an answer {at}, and did not tell you beforehand that it would be late. We apologise."

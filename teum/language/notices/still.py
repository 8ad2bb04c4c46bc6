""" "Still no answer", ready to be sent: what a member says before they name the moment of the next word (A4)."""

from __future__ import annotations

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Party

DOUBT = {"he": "ייתכן שלא נעמוד במועד הזה", "en": "we may not make that time"}


def still(party: Party, what: str = "", window: Window | None = None) -> str:
    """That there is no answer yet about what was agreed; `window`: the time, still ahead, that may not be kept."""
    he = party.lang == "he"
    if not what:
        return (
            f"עוד אין לנו תשובה בנושא {party.title}. הטיפול בזה נמשך."
            if he
            else f"We have no answer yet about {party.title}. We are still working on it."
        )
    deed = to_do(what, party.lang)
    if window is None:
        return (
            f"עוד אין לנו תשובה סופית. סיכמנו {deed}, והטיפול בזה נמשך."
            if he
            else f"We have no final answer yet. We agreed {deed}, and are still working on it."
        )
    at = in_words(window, party.lang, party.now)
    return (
        f"עוד אין לנו תשובה סופית. סיכמנו {deed} {at}, ו{DOUBT['he']}."
        if he
        else f"We have no final answer yet. We agreed {deed} {at}, and {DOUBT['en']}."
    )


def doubts(said: str, what: str, lang: str) -> bool:
    """Whether words to the customer, as they were left or changed by hand, say of this deed that it may not be kept."""
    return DOUBT[lang] in said and to_do(what, lang) in said

"""What a customer reads of an incident: what happened, why it matters or not, since when we know, and a gesture.

These words are the reason of the letter that tells each their own window.
"""

from __future__ import annotations

from datetime import datetime

from teum.core.incident import Said
from teum.core.remedy import Kind, Remedy
from teum.core.window import Window
from teum.language.wording import in_words

AGOROT = 100


NO_DATE = {
    "he": "עוד אין לנו מועד חדש, ולא ננקוב במועד שלא נוכל לעמוד בו.",
    "en": "We have no new date yet, and we will not name one that we cannot keep.",
}
"""The honest word where nobody can name a date."""


def words(
    *, said: Said, lang: str, known_at: datetime, remedy: Remedy | None, has_date: bool, now: datetime
) -> str:
    """All of it as one paragraph; `known_at` in the zone in which it is read."""
    known = in_words(Window(due=known_at, start=known_at), lang, now)
    found = f"נודע לנו על כך {known}." if lang == "he" else f"We learnt of it {known}."
    no_date = "" if has_date else NO_DATE[lang]
    parts = (_sentence(said.what), _sentence(said.matters), found, no_date, offered(remedy, lang))
    return " ".join(part for part in parts if part)


def offered(remedy: Remedy | None, lang: str) -> str:
    """What is offered, as a sentence; nothing where nothing is."""
    if remedy is None:
        return ""
    worth = value(remedy)
    if lang == "he":
        return f"כמחווה מצידנו: הנחה של {worth} על מה שסיכמנו."
    return f"As a gesture from us: {worth} off what we agreed."


def value(remedy: Remedy) -> str:
    """Its worth; a number with its sign keeps its order in a line of either direction."""
    if remedy.kind is Kind.PERCENT:
        return f"{remedy.value}%"
    whole, rest = divmod(remedy.value, AGOROT)
    return f"₪{whole:,}.{rest:02}" if rest else f"₪{whole:,}"


def _sentence(said: str) -> str:
    said = " ".join(said.split())
    return said if said.endswith((".", "!", "?")) else f"{said}."

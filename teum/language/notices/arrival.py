"""The customer's part as both sides say it: they say that it is done, and we that it has arrived."""

from teum.language.notices.letter import Letter, Party, letter

ARRIVED = {"he": "זה הגיע אלינו, תודה.", "en": "It has reached us, thank you."}
"""Our answer, as it stands under what they said."""


def done(*, what: str, added: str, lang: str) -> str:
    """What they say, and what they add."""
    first = f"זה נעשה: {what}." if lang == "he" else f"This is done: {what}."
    return f"{first}\n{added}" if added else first


def arrived(*, party: Party, what: str) -> Letter:
    """That it reached us."""
    if party.lang == "he":
        return letter(party, f"הגיע אלינו: {party.title}", f"הגיע אלינו מה שביקשנו: {what}. תודה.")
    return letter(
        party, f"it has reached us: {party.title}", f"what we asked for has reached us: {what}. Thank you."
    )


def happened(*, party: Party, what: str) -> Letter:
    """That others did what we waited for with them."""
    if party.lang == "he":
        return letter(party, f"נעשה: {party.title}", f"מה שחיכינו לו נעשה: {what}.")
    return letter(party, f"it is done: {party.title}", f"what we were waiting for is done: {what}.")

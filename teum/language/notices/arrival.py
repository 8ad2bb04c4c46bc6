"""The customer's part as both sides say it: they say that it is done, and we that it has arrived."""

from typing import Protocol

from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.owed import Owed, admitted

ARRIVED = {"he": "זה הגיע אלינו, תודה.", "en": "It has reached us, thank you."}
"""Our answer, as it stands under what they said."""


class Says(Protocol):
    """What says that something has come, or was done."""

    def __call__(self, *, party: Party, what: str, late: Owed | None = None) -> Letter:
        """The letter."""


def done(*, what: str, added: str, lang: str) -> str:
    """What they say, and what they add."""
    first = f"זה נעשה: {what}." if lang == "he" else f"This is done: {what}."
    return f"{first}\n{added}" if added else first


def arrived(*, party: Party, what: str, late: Owed | None = None) -> Letter:
    """That it reached us; `late`: the time by which we were to say so passed in silence."""
    subject, said = (
        f"it has reached us: {party.title}",
        f"what we asked for has reached us: {what}. Thank you.",
    )
    if party.lang == "he":
        subject, said = f"הגיע אלינו: {party.title}", f"הגיע אלינו מה שביקשנו: {what}. תודה."
    return letter(party, subject, said, admitted(late, party))


def happened(*, party: Party, what: str, late: Owed | None = None) -> Letter:
    """That others did what we waited for with them; `late` as above."""
    subject, said = f"it is done: {party.title}", f"what we were waiting for is done: {what}."
    if party.lang == "he":
        subject, said = f"נעשה: {party.title}", f"מה שחיכינו לו נעשה: {what}."
    return letter(party, subject, said, admitted(late, party))

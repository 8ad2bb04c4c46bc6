""" "Still no answer", ready to be sent: what a member says before they name the moment of the next word (A4)."""

from __future__ import annotations

from teum.language.notices import owed
from teum.language.notices.letter import Party
from teum.language.notices.owed import Owed

DOUBT = {"he": "ייתכן שלא נעמוד במועד הזה", "en": "we may not make that time"}
OTHERS_DOUBT = {"he": "ייתכן שזה יקרה אחרי המועד הזה", "en": "it may happen after that time"}


def still(party: Party, about: Owed | None = None) -> str:
    """That there is no answer yet about what was agreed; its window is the time, still ahead, that may not be kept."""
    he = party.lang == "he"
    if about is None:
        return (
            f"עוד אין לנו תשובה בנושא {party.title}. הטיפול בזה נמשך."
            if he
            else f"We have no answer yet about {party.title}. We are still working on it."
        )
    if about.is_others:
        return _still_others(about, party)
    agreed = owed.agreed(about, party)
    if about.window is None:
        return (
            f"עוד אין לנו תשובה סופית. {agreed}, והטיפול בזה נמשך."
            if he
            else f"We have no final answer yet. W{agreed[1:]}, and are still working on it."
        )
    return (
        f"עוד אין לנו תשובה סופית. {agreed}, ו{DOUBT['he']}."
        if he
        else f"We have no final answer yet. W{agreed[1:]}, and {DOUBT['en']}."
    )


def _still_others(about: Owed, party: Party) -> str:
    """The answer is others' to give."""
    he, deed = party.lang == "he", owed.deed(about, party)
    if about.window is None:
        return (
            f"עוד אין תשובה סופית. אנחנו עדיין מחכים: {deed}."
            if he
            else f"There is no final answer yet. We are still waiting for this: {deed}."
        )
    agreed = owed.agreed(about, party)
    return (
        f"עוד אין תשובה סופית. {agreed}, ו{OTHERS_DOUBT['he']}."
        if he
        else f"There is no final answer yet. W{agreed[1:]}, and {OTHERS_DOUBT['en']}."
    )


def doubts(said: str, about: Owed, party: Party) -> bool:
    """Whether words to the customer, as they were left or changed by hand, say of this deed that it may not be kept."""
    doubt = OTHERS_DOUBT if about.is_others else DOUBT
    return doubt[party.lang] in said and owed.deed(about, party) in said

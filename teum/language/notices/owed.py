"""What was agreed and has not come: ours is said as what we do, what others do in the words that name them (A5)."""

from __future__ import annotations

from dataclasses import dataclass

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A promise as it was said, with its window; without one where that passed already.

    `moved_to`: its time changed to this one, of which they have not heard.
    `is_over`: its window passed, and they hear of that now. `stands`: nobody has said that this time may not be kept.
    `is_matter`: no deed is owed, only an answer.
    `is_others`: a third party does it, so that nothing is said of it as of ours. `is_theirs`: the customer does it, and
    `is_said` that it is done, as they say; `more` is what else there is to know of it.
    `is_done`: what a word was promised about has ended meanwhile, done or not.
    """

    what: str
    window: Window | None = None
    moved_to: Window | None = None
    is_over: bool = False
    stands: bool = False
    is_matter: bool = False
    is_others: bool = False
    is_theirs: bool = False
    is_said: bool = False
    more: tuple[str, ...] = ()
    is_done: bool | None = None


def deed(owed: Owed, party: Party) -> str:
    """What it is: "לשלוח לך…", or the others' own words."""
    return owed.what.strip().rstrip(".") if owed.is_others else to_do(owed.what, party.lang)


def agreed(owed: Owed, party: Party) -> str:
    """What was agreed, and by when, without a full stop: "סיכמנו לשלוח לך… עד", "סיכמנו: הבנק ישלח… עד"."""
    colon = ":" if owed.is_others else ""
    at = f" {in_words(owed.window, party.lang, party.now)}" if owed.window else ""
    said = "סיכמנו" if party.lang == "he" else "we agreed"
    return f"{said}{colon} {deed(owed, party)}{at}"


def changed(owed: Owed, party: Party) -> str:
    """That its time changed since, where they have not heard of it."""
    if owed.moved_to is None:
        return ""
    until = in_words(owed.moved_to, party.lang, party.now)
    return (
        f"המועד הזה השתנה מאז ({until})." if party.lang == "he" else f"That time has changed since ({until})."
    )


def admitted(owed: Owed | None, party: Party) -> str:
    """Where it is done now and its time passed in silence: that it did, and that we apologise."""
    if owed is None or owed.window is None:
        return ""
    at = in_words(owed.window, party.lang, party.now)
    if party.lang == "he":
        passed, sorry = f"המועד שסיכמנו ({at}) עבר, ולא הודענו לך בזמן.", "אנחנו מתנצלים."
    else:
        passed = f"The time that we agreed ({at}) had passed, and we did not tell you beforehand."
        sorry = "We apologise."
    return " ".join(filter(None, (passed, changed(owed, party), sorry)))


def needless(owed: Owed | None, party: Party) -> str:
    """Where it is done already and its time had changed, of which they have not heard: that it had."""
    if owed is None or owed.window is None or owed.moved_to is None or owed.moved_to == owed.window:
        return ""
    was, until = in_words(owed.window, party.lang, party.now), in_words(owed.moved_to, party.lang, party.now)
    return (
        f"המועד שסיכמנו ({was}) השתנה מאז ({until}), ואין צורך לחכות לו."
        if party.lang == "he"
        else f"The time that we agreed ({was}) has changed since ({until}); there is no need to wait for it."
    )


def missed(owed: Owed, party: Party) -> str:
    """What was agreed of others, whose time passed."""
    return (
        f"{agreed(owed, party)}. המועד הזה עבר, וזה עוד לא קרה."
        if party.lang == "he"
        else f"{agreed(owed, party)}. That time has passed, and it has not happened yet."
    )

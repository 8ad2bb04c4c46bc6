"""Where a promise stands against its time, as the customer reads it: late, in doubt, without a date, or done."""

from __future__ import annotations

from datetime import datetime

from teum.core.outlook import Outlook
from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Party

_OTHERS = {
    "he": {
        "late": "{agreed} המועד הזה עבר, וזה עוד לא קרה.",
        "no_date": "{agreed} זה לא יקרה במועד הזה.",
        "doubted": "{agreed} ייתכן שזה יקרה אחרי המועד הזה.",
    },
    "en": {
        "late": "{agreed} That time has passed, and it has not happened yet.",
        "no_date": "{agreed} It will not happen by that time.",
        "doubted": "{agreed} It may happen after that time.",
    },
}
"""What is said otherwise of what others do."""
_SAID = {
    "he": {
        "late": "סיכמנו {deed} {window}. לא עמדנו במועד הזה, ואנחנו מתנצלים.",
        "no_date": "סיכמנו {deed} {window}. לא נוכל לעמוד במועד הזה.",
        "doubted": "{agreed} ייתכן שלא נעמוד במועד הזה.",
        "done": "עשינו את מה שסיכמנו: {deed}. חסר משהו? אפשר לומר לנו {window}.",
        "asked": "הצענו מועד אחר: {asked}.",
        "stands": "עד שזה יסוכם, המועד שקבענו בתוקף.",
        "undated": "אין לנו עדיין מועד חדש.",
        "next": "העדכון הבא שלנו יגיע אליך {until}.",
    },
    "en": {
        "late": "We agreed {deed} {window}. We missed that time, and we apologise.",
        "no_date": "We agreed {deed} {window}. We cannot make that time.",
        "doubted": "{agreed} We may not make that time.",
        "done": "We have done what we agreed: {deed}. Is something missing? You can tell us {window}.",
        "asked": "We have proposed another time: {asked}.",
        "stands": "Until you agree to it, the time that we agreed stands.",
        "undated": "We have no new date yet.",
        "next": "You will hear from us again {until}.",
    },
}


def standing(
    outlook: Outlook,
    *,
    party: Party,
    agreed: str,
    what: str,
    window: Window,
    next_word: datetime | None = None,
    is_undated: bool = False,
    asked: Window | None = None,
    is_others: bool = False,
) -> str:
    """What is true of it now; `agreed` is its sentence, which stands as it is where its time stands.

    `window`: its own, or of what is done until when the customer can say that something is missing. `is_undated`: they
    were told that there is no new date. `asked`: the other time that waits for their word.
    `is_others`: a third party does it.
    """
    words = {**_SAID[party.lang], **(_OTHERS[party.lang] if is_others else {})}
    proposed = [words["asked"].format(asked=in_words(asked, party.lang, party.now))] if asked else []
    if outlook not in words:
        return " ".join([agreed, *proposed, words["stands"]]) if asked else agreed
    deed, at = to_do(what, party.lang), in_words(window, party.lang, party.now)
    parts = [words[outlook].format(deed=deed, window=at, agreed=agreed)]
    if outlook is Outlook.DONE:
        return parts[0]
    parts += proposed
    parts += [words["undated"]] if is_undated else []
    parts += (
        [words["next"].format(until=in_words(Window(due=next_word), party.lang, party.now))]
        if next_word
        else []
    )
    return " ".join(parts)

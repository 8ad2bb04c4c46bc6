"""Where a promise stands against its time, as the customer reads it: late, in doubt, without a date, or done."""

from __future__ import annotations

from datetime import datetime

from teum.core.outlook import Outlook
from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Party

_SAID = {
    "he": {
        "late": "סיכמנו {deed} {window}. לא עמדנו במועד הזה, ואנחנו מתנצלים.",
        "no_date": "סיכמנו {deed} {window}. לא נוכל לעמוד במועד הזה.",
        "doubted": "{agreed} ייתכן שלא נעמוד במועד הזה.",
        "done": "עשינו את מה שסיכמנו: {deed}. חסר משהו? אפשר לומר לנו {window}.",
        "undated": "אין לנו עדיין מועד חדש.",
        "next": "העדכון הבא שלנו יגיע אליך {until}.",
    },
    "en": {
        "late": "We agreed {deed} {window}. We did not make that time, and we apologise.",
        "no_date": "We agreed {deed} {window}. We cannot make that time.",
        "doubted": "{agreed} We may not make that time.",
        "done": "We have done what we agreed: {deed}. Is something missing? You can tell us {window}.",
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
) -> str:
    """What is true of it now; `agreed` is its sentence, which stands as it is where its time stands.

    `window`: its own, or of what is done until when the customer can say that something is missing. `is_undated`: they
    were told that there is no new date.
    """
    words = _SAID[party.lang]
    if outlook not in words:
        return agreed
    deed, at = to_do(what, party.lang), in_words(window, party.lang, party.now)
    parts = [words[outlook].format(deed=deed, window=at, agreed=agreed)]
    if outlook is Outlook.DONE:
        return parts[0]
    parts += [words["undated"]] if is_undated else []
    parts += (
        [words["next"].format(until=in_words(Window(due=next_word), party.lang, party.now))]
        if next_word
        else []
    )
    return " ".join(parts)

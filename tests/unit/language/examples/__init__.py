"""An example for every list of words that the rules of `teum.language` use, and what each word of it brings about.

Of each example the first text shows the sign with any word of the list in its place, and not with the other word:
`{}` is the word, `{-}` the word without the ה at its end. A sign is what `signs` in `test_rules` reads off a text; with
a `!` before it, it must be missing.
"""

from __future__ import annotations

from tests.unit.language.examples import channels, grammar, parties, time_en, time_he, verbs_en, verbs_he
from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
    **channels.EXAMPLES,
    **grammar.EXAMPLES,
    **parties.EXAMPLES,
    **time_en.EXAMPLES,
    **time_he.EXAMPLES,
    **verbs_en.EXAMPLES,
    **verbs_he.EXAMPLES,
}

# How a word of each head is said in a phrase that is a time only because of it.
PHRASES = {
    "he": {
        "number": "תוך {} ימים",
        "weekday": "ביום {}",
        "letter": "ביום {}",
        "month": "ב-5 ב{}",
        "unit": "תוך 3 {}",
        "one": "תוך {}",
        "two": "תוך {}",
        "business": "תוך 3 ימי {}",
        "day": "{}",
        "part": "מחר ב{}",
        "fraction": "תוך {} שעה",
        "modifier": "בשבוע {}",
        "edge": "{} החודש",
    },
    "en": {
        "number": "within {} days",
        "ordinal": "the {} of May",
        "weekday": "on {}",
        "month": "on 5 {}",
        "unit": "within 3 {}",
        "business": "within 3 {} days",
        "day": "{}",
        "part": "tomorrow {}",
        "ampm": "tomorrow at 3 {}",
        "fraction": "in {} an hour",
        "modifier": "{} week",
        "edge": "{} of the month",
    },
}

# Words of a list that another rule takes first, or that are written as one with the word before them.
TAKEN_ELSEWHERE: dict[str, set[str]] = {
    "verbs_he.present.nouns": {"ממסירת", "מחתימת"},  # a condition begins with them
    "verbs_en.future.pledge": {"hope"},
    "verbs_en.future.be": {"'m", "'re", "'s"},
}

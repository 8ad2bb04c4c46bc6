"""A next word that is announced without a verb: `Next update: Tuesday at 14:00`, העדכון הבא מאיתנו עד מחר בצהריים."""

from __future__ import annotations

from collections.abc import Sequence

from teum.language import grammar
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word

_WORDS_EN = grammar.words("announced", "en")
_WORDS_HE = grammar.words("announced", "he")
_NEXT_HE = frozenset(["הבא", "הבאה", "נוסף", "נוספת"])
_EXPECTED = frozenset(["צפי", "הצפי"])  # צפי הגעה: מחר
# Words that may stand between what is announced and its time: `from us`, a colon.
_MOST_BETWEEN = 3


def find(words: list[Word], first: int, last: int, times: Sequence[int]) -> Act | None:
    """The act that a sentence without a verb announces, with its time close behind."""
    for time in times:
        for at in range(max(first, time - _MOST_BETWEEN - 1), time):
            if is_next(words, at, first):
                begin = _begin(words, at, first)
                return Act(at, begin, "3", words[at].norm, "present", has_subject=True, needs_time=True)
    return None


def is_next(words: list[Word], at: int, first: int) -> bool:
    """Whether a word ends the name of a next word or visit: `next update`, העדכון הבא."""
    norm = words[at].norm
    if norm == "eta" or norm in _EXPECTED:
        return True
    before = words[at - 1].norm if at > first else ""
    return (norm in _WORDS_EN and before == "next") or (norm in _NEXT_HE and before in _WORDS_HE)


def _begin(words: list[Word], at: int, first: int) -> int:
    begin = at if words[at].norm in _EXPECTED or words[at].norm == "eta" else at - 1
    return begin - 1 if begin > first and words[begin - 1].norm in ("my", "our", "the", "your") else begin

"""A next word that is announced without a verb: `Next update: Tuesday at 14:00`, העדכון הבא מאיתנו עד מחר בצהריים."""

from __future__ import annotations

from collections.abc import Sequence

from teum.language import grammar
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention

_WORDS_EN = grammar.words("announced", "en")
_WORDS_HE = grammar.words("announced", "he")
_NEXT_HE = frozenset(["הבא", "הבאה"])
# Words that may stand between what is announced and its time: `from us`, a colon.
_MOST_BETWEEN = 3


def find(words: list[Word], first: int, last: int, mentions: Sequence[Mention]) -> Act | None:
    """The act that a sentence without a verb announces, with its time close behind."""
    for mention in mentions:
        for at in range(max(first, mention.first - _MOST_BETWEEN - 1), mention.first):
            if is_next(words, at, first):
                begin = _begin(words, at, first)
                return Act(at, begin, "3", words[at].norm, "present", has_subject=True, needs_time=True)
    return None


def is_next(words: list[Word], at: int, first: int) -> bool:
    """Whether a word ends the name of a next word or visit: `next update`, העדכון הבא."""
    norm = words[at].norm
    if norm == "eta":
        return True
    before = words[at - 1].norm if at > first else ""
    return (norm in _WORDS_EN and before == "next") or (norm in _NEXT_HE and before in _WORDS_HE)


def _begin(words: list[Word], at: int, first: int) -> int:
    begin = at - 1
    return begin - 1 if begin > first and words[begin - 1].norm in ("my", "our", "the", "your") else begin

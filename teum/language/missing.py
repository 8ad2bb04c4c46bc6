"""Which of the five answers a text leaves open: when, what, who, how."""

from __future__ import annotations

from collections.abc import Sequence

from teum.language import grammar
from teum.language.reading import Reading
from teum.language.tokens import EN, HE
from teum.language.values import Commitment

# Things that name nothing: the customer cannot tell whether they got it.
_NOTHING_NAMED = grammar.words("missing", "nothing_named")
_FILLING = grammar.words("missing", "filling")
_IMPERSONAL = frozenset(["יטופל", "תטופל", "יטופלו", "יבוצע", "תבוצע", "handled", "processed", "dealt"])


def missing(commitments: Sequence[Commitment], reading: Reading) -> tuple[str, ...]:
    """What a reader would still have to ask, in a fixed order."""
    open_questions: list[str] = []
    if not commitments:
        if not any(mention for mention in reading.mentions if not mention.spec.ago):
            open_questions.append("when")
        return (*open_questions, "what")
    if any(commitment.clarity != "concrete" for commitment in commitments):
        open_questions.append("when")
    said = [_words_of(commitment, reading) for commitment in commitments]
    if any(_names_nothing(norms) for norms in said):
        open_questions.append("what")
    if any(not _IMPERSONAL.isdisjoint(norms) for norms in said):
        open_questions.append("who")
    if any(commitment.channel is None for commitment in commitments):
        open_questions.append("how")
    return tuple(open_questions)


def _words_of(commitment: Commitment, reading: Reading) -> list[str]:
    start, end = commitment.span
    time = commitment.time_span or (end, end)
    return [
        word.norm
        for word in reading.words_in(start, end)
        if not time[0] <= word.start < time[1] and word.kind in (HE, EN)
    ]


def _names_nothing(norms: list[str]) -> bool:
    rest = [norm for norm in norms if norm not in _FILLING]
    return len(rest) <= 3 and not _NOTHING_NAMED.isdisjoint(rest)

"""What the notes of a conversation propose to record: promises of each side, questions, and vague spots.

Nothing is decided here: each is shown to a person, who takes it by one tap, changes it, or leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from teum.language import framing, sentences
from teum.language.analysing import analyse
from teum.language.times.lexicon import words_of
from teum.language.vague import STANDARD, Vocabulary
from teum.language.values import Analysis, Commitment, Span

if TYPE_CHECKING:
    from teum.core.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece of the notes, `quote`, that may be a `promise`, a `question` or a `vague` spot.

    `debtor` is whose promise it is. The window is there where the words name one; a vague spot says why, and what is
    better.
    """

    kind: str
    quote: str
    span: Span
    debtor: str = ""
    start: datetime | None = None
    due: datetime | None = None
    channel: str | None = None
    condition: str | None = None
    why: str = ""
    better: str = ""


def propose(
    text: str, *, speaker: str, now: datetime, calendar: Calendar, vocabulary: Vocabulary = STANDARD
) -> tuple[Proposal, ...]:
    """What could be recorded of a text, in the order in which it stands there; `speaker` is who wrote it."""
    found = analyse(text, speaker=speaker, now=now, calendar=calendar, vocabulary=vocabulary)
    promised = [_promise(commitment) for commitment in found.commitments]
    listed = [*promised, *_questions(text, promised), *_vague(found)]
    return tuple(sorted(listed, key=lambda proposal: (proposal.span, proposal.kind)))


def _promise(said: Commitment) -> Proposal:
    return Proposal(
        "promise",
        said.quote,
        said.span,
        debtor=said.debtor,
        start=said.start,
        due=said.due,
        channel=said.channel,
        condition=said.condition,
    )


def _questions(text: str, promised: list[Proposal]) -> list[Proposal]:
    """The sentences that ask, but for those in which somebody commits to something."""
    words = words_of(text)
    found = []
    for sentence in sentences.split(words, text):
        if not framing.asks(words, sentence):
            continue
        start, end = words[sentence.first].start, words[sentence.last - 1].end
        if any(proposal.span[0] < end and start < proposal.span[1] for proposal in promised):
            continue
        if text[end : end + 1] == "?":
            end += 1
        found.append(Proposal("question", text[start:end], (start, end)))
    return found


def _vague(found: Analysis) -> list[Proposal]:
    return [
        Proposal(
            "vague",
            span.quote,
            (span.start, span.end),
            why=span.reason_text(found.lang),
            better=span.better(found.lang),
        )
        for span in found.vague
    ]

"""What the notes of a conversation propose to record: promises of each side, questions, and vague spots.

Nothing is decided here: each is shown to a person, who takes it by one tap, changes it, or leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from teum.language import framing, sentences
from teum.language.analysing import analyse
from teum.language.times.lexicon import words_of
from teum.language.vague import STANDARD, Vocabulary
from teum.language.values import Analysis, Commitment, Span

if TYPE_CHECKING:
    from teum.core.working_time import Calendar


# Behind it a request to the other side is what was agreed.
_AGREED = "סיכמנו ש"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece of the notes, `quote`, that may be a `promise`, a `question` or a `vague` spot.

    `debtor` is whose promise it is. The window is there where the words name one; a vague spot says why, and what is
    better. `what` are the words without the window, where they are not to be read for it again; `doer` those that say
    who acts.
    """

    kind: str
    quote: str
    span: Span
    debtor: str = ""
    start: datetime | None = None
    due: datetime | None = None
    channel: str | None = None
    condition: str | None = None
    what: str = ""
    why: str = ""
    better: str = ""
    doer: str = ""


def propose(
    text: str, *, speaker: str, now: datetime, calendar: Calendar, vocabulary: Vocabulary = STANDARD
) -> tuple[Proposal, ...]:
    """What could be recorded of a text, in the order in which it stands there; `speaker` is who wrote it."""
    found = analyse(text, speaker=speaker, now=now, calendar=calendar, vocabulary=vocabulary)
    promised = [_promise(commitment) for commitment in found.commitments]
    if speaker == "provider":
        promised += _asked_of_them(text, promised, now=now, calendar=calendar, vocabulary=vocabulary)
    listed = [*promised, *_questions(text, promised), *_vague(found)]
    return tuple(sorted(listed, key=lambda proposal: (proposal.span, proposal.kind)))


def left(found: Iterable[Proposal], *, taken: Iterable[str]) -> tuple[Proposal, ...]:
    """The questions and vague words of the notes with which nobody dealt.

    `taken` are the pieces of the notes of which something was recorded, and the words that were recorded.
    """
    dealt = [piece.strip() for piece in taken]
    asked = (one for one in found if one.kind in ("question", "vague"))
    return tuple(one for one in asked if not any(_core(one) in piece for piece in dealt))


def _core(found: Proposal) -> str:
    return found.quote.strip().removesuffix("?").strip()


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
        doer=said.doer,
    )


def _asked_of_them(
    text: str, promised: list[Proposal], *, now: datetime, calendar: Calendar, vocabulary: Vocabulary
) -> list[Proposal]:
    """What the notes say to the customer (את תשלחי לי תמונה עד מחר): their promise, if they agreed to its time."""
    words = words_of(text)
    found = []
    for sentence in sentences.split(words, text):
        start, end = words[sentence.first].start, words[sentence.last - 1].end
        if sentence.asks or any(one.span[0] < end and start < one.span[1] for one in promised):
            continue
        heard = analyse(
            _AGREED + text[start:end], speaker="provider", now=now, calendar=calendar, vocabulary=vocabulary
        )
        moved = start - len(_AGREED)
        theirs = (said for said in heard.commitments if said.debtor == "customer" and said.due)
        found += [_told(said, text, start=start, moved=moved) for said in theirs]
    return found


def _told(said: Commitment, text: str, *, start: int, moved: int) -> Proposal:
    span = max(start, said.span[0] + moved), said.span[1] + moved
    time = said.time_span or said.span
    what = f"{text[span[0] : time[0] + moved]} {text[time[1] + moved : span[1]]}"
    return replace(_promise(said), quote=text[slice(*span)], span=span, what=" ".join(what.split()))


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

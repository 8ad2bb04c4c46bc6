"""The public questions: what does this text commit to, when is this phrase, which words are vague."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from teum.language import commitments, suggesting, vague
from teum.language.missing import missing
from teum.language.times import reader, resolving
from teum.language.times.lexicon import Word
from teum.language.tokens import language_of, tokenise
from teum.language.values import Analysis, Commitment, Resolution, VagueSpan

if TYPE_CHECKING:
    from teum.core.working_time import Calendar


def analyse(
    text: str,
    *,
    speaker: str,
    now: datetime,
    calendar: Calendar,
    lang: str | None = None,
    vocabulary: vague.Vocabulary = vague.STANDARD,
) -> Analysis:
    """Finds what a message commits to and how clearly.

    `speaker` is `provider` or `customer`; `now` is the moment of the message (aware). The language is that of most
    of the letters unless it is given; it words the suggestions, both languages are always read.
    """
    tokens = tokenise(text)
    lang = lang if lang in ("he", "en") else language_of(tokens)
    words = [Word(token) for token in tokens]
    reading = commitments.read(text, words, vocabulary, day_first=calendar.day_first)
    found = commitments.find(reading, speaker=speaker, now=now, calendar=calendar)
    spans = _vague(reading, found)
    lacking = missing(found.commitments, reading, spans)
    offered = suggesting.suggest(now, calendar, lang) if spans or "when" in lacking else ()
    return Analysis(lang, tuple(found.commitments), spans, lacking, offered)


def resolve(phrase: str, now: datetime, calendar: Calendar) -> Resolution | None:
    """The window that a phrase of time sets in a calendar; None where no reader could place it."""
    words = [Word(token) for token in tokenise(phrase)]
    mention = reader.whole(words, day_first=calendar.day_first)
    return None if mention is None else resolving.resolve(mention.spec, now, calendar)


def vague_spans(
    text: str, lang: str | None = None, vocabulary: vague.Vocabulary = vague.STANDARD
) -> tuple[VagueSpan, ...]:
    """The vague words of a text that goes out, wherever they stand; of one language when it is given."""
    words = [Word(token) for token in tokenise(text)]
    hits = (hit for hit in vocabulary.find(words) if hit.entry.kind in vague.EVERYWHERE)
    return tuple(vague.span(hit, words, text) for hit in hits if lang is None or hit.entry.lang == lang)


def _vague(reading: commitments.Reading, found: commitments.Found) -> tuple[VagueSpan, ...]:
    """The vague places of a message, in its order.

    A vague time beside a concrete one in the same commitment does no harm; a stall is one only where nothing
    concrete is promised; `urgent` is vague only as the time of an act.
    """
    concrete = [c for c in found.commitments if c.clarity == "concrete"]
    times = {c.time_span for c in found.commitments if c.clarity == "vague"}
    spans = list(found.vague)
    for hit in reading.hits:
        place = vague.span(hit, reading.words, reading.text)
        if reading.quoted is not None and reading.quoted[hit.first]:
            continue
        if _counts(hit, place, concrete, times, found.commitments):
            spans.append(place)
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[VagueSpan] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _counts(
    hit: vague.Hit,
    place: VagueSpan,
    concrete: list[Commitment],
    times: set[tuple[int, int] | None],
    everything: list[Commitment],
) -> bool:
    if (place.start, place.end) in times:
        return True
    if hit.entry.kind == "hedge":
        return True
    if hit.entry.kind == "stall":
        return not concrete
    if any(c.span[0] <= place.start < c.span[1] for c in concrete):
        return False
    if hit.entry.kind == "urgent":
        return False
    return (
        any(c.span[0] <= place.start < c.span[1] for c in everything)
        or (not everything
        and hit.entry.kind != "time")
    )

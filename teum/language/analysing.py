"""The public questions: what does this text commit to, when is this phrase, which words are vague."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from teum.language import commitments, suggesting, vague
from teum.language.commitments import Found
from teum.language.missing import missing
from teum.language.reading import Reading, read
from teum.language.times import faults, reader, resolving
from teum.language.times.lexicon import words_of
from teum.language.tokens import HE, language_of
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
    words = words_of(text)
    lang = lang if lang in ("he", "en") else language_of(words)
    reading = read(
        text, words, vocabulary, day_first=calendar.day_first, today=now.astimezone(calendar.zone).date()
    )
    found = commitments.find(reading, speaker=speaker, now=now, calendar=calendar)
    spans = _vague(reading, found)
    lacking = missing(found.commitments, reading)
    offered = suggesting.suggest(now, calendar, lang) if spans or "when" in lacking else ()
    return Analysis(lang, tuple(found.commitments), spans, lacking, offered)


def outgoing(
    text: str,
    *,
    speaker: str,
    now: datetime,
    calendar: Calendar,
    vocabulary: vague.Vocabulary = vague.STANDARD,
) -> Analysis:
    """What a text that goes out commits to, with its vague words wherever they stand.

    `urgent` words are vague as the time of an act, and where they are all that is said.
    """
    found = analyse(text, speaker=speaker, now=now, calendar=calendar, vocabulary=vocabulary)
    return _marked_everywhere(found, text, vocabulary, calendar)


def promised(
    text: str,
    *,
    speaker: str,
    now: datetime,
    calendar: Calendar,
    vocabulary: vague.Vocabulary = vague.STANDARD,
) -> Analysis:
    """What a text that is given as a promise commits to; where no act is found in it, all its vague words count."""
    found = analyse(text, speaker=speaker, now=now, calendar=calendar, vocabulary=vocabulary)
    return found if found.commitments else _marked_everywhere(found, text, vocabulary, calendar)


def _marked_everywhere(
    found: Analysis, text: str, vocabulary: vague.Vocabulary, calendar: Calendar
) -> Analysis:
    """An analysis with the vague words marked wherever they stand, and `urgent` ones where nothing else is said.

    A date or an hour that does not exist is marked as well, an act beside it or not.
    """
    words = words_of(text)
    hits = vocabulary.find(words)
    is_all = sum(hit.last - hit.first for hit in hits) >= sum(word.norm.isalnum() for word in words)
    counting = hits if is_all else [hit for hit in hits if hit.entry.kind in vague.EVERYWHERE]
    spans = [*found.vague, *(vague.span(hit, words, text) for hit in counting)]
    for said in reader.find(words, day_first=calendar.day_first):
        if code := faults.of_none(said.spec):
            lang = "he" if any(words[at].kind == HE for at in range(said.first, said.last)) else "en"
            spans.append(vague.marked(said.start, said.end, text, vague.entry_of(code, lang)))
    return replace(found, vague=_apart(spans))


NOW = ("עכשיו", "כרגע", "כעת", "now")


def times(text: str, now: datetime, calendar: Calendar) -> tuple[Resolution, ...]:
    """The hours and deadlines that a text names, an act beside them or not; a length or a bare day is none."""
    words = words_of(text)
    specs = [mention.spec for mention in reader.find(words, day_first=calendar.day_first)]
    named = [
        spec
        for spec in specs
        if not spec.ago
        and spec.amount is None
        and spec.has_day()
        and (spec.clock is not None or spec.is_deadline())
    ]
    found = (resolving.resolve(spec, now, calendar) for spec in named)
    return tuple(resolution for resolution in found if resolution is not None)


def names_a_time(text: str, calendar: Calendar) -> bool:
    """Whether some time stands in a text, a bare day, a length and "now" as well; what was, is none."""
    words = words_of(text)
    mentions = reader.find(words, day_first=calendar.day_first)
    return any(not mention.spec.ago for mention in mentions) or any(word.norm in NOW for word in words)


def resolve(phrase: str, now: datetime, calendar: Calendar) -> Resolution | None:
    """The window that a phrase of time sets in a calendar; None where no reader could place it."""
    words = words_of(phrase)
    mention = reader.whole(words, day_first=calendar.day_first)
    return None if mention is None else resolving.resolve(mention.spec, now, calendar)


def vague_spans(
    text: str, lang: str | None = None, vocabulary: vague.Vocabulary = vague.STANDARD
) -> tuple[VagueSpan, ...]:
    """The vague words of a text that goes out, wherever they stand; of one language when it is given."""
    words = words_of(text)
    hits = (hit for hit in vocabulary.find(words) if hit.entry.kind in vague.EVERYWHERE)
    return tuple(vague.span(hit, words, text) for hit in hits if lang is None or hit.entry.lang == lang)


def _vague(reading: Reading, found: Found) -> tuple[VagueSpan, ...]:
    """The vague places of a message, in their order, none within another."""
    spans = list(found.vague)
    if reading.hits:
        clarities = _Clarities(found.commitments)
        for hit in reading.hits:
            if not reading.is_quoted(hit.first):
                place = vague.span(hit, reading.words, reading.text)
                if clarities.make_vague(hit.entry.kind, place):
                    spans.append(place)
    return _apart(spans)


def _apart(spans: list[VagueSpan]) -> tuple[VagueSpan, ...]:
    """Places in their order, none within another."""
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[VagueSpan] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


class _Clarities:
    """Decides where a vague word does harm.

    Beside a concrete time in the same commitment it does none; a stall does only where nothing concrete is
    promised; `urgent` does only as the time of an act; a hedge always does.
    """

    def __init__(self, commitments: list[Commitment]) -> None:
        self._commitments = sorted(commitments, key=lambda commitment: commitment.span)
        self._starts = [commitment.span[0] for commitment in self._commitments]
        self._times = {c.time_span for c in commitments if c.clarity == "vague"}
        self._has_concrete = any(commitment.clarity == "concrete" for commitment in commitments)

    def make_vague(self, kind: str, place: VagueSpan) -> bool:
        """Whether vague words of that kind at that place leave the reader without a time."""
        if kind == "hedge" or (place.start, place.end) in self._times:
            return True
        if kind == "stall":
            return not self._has_concrete
        around = self._around(place.start)
        return kind == "time" and around is not None and around.clarity != "concrete"

    def _around(self, at: int) -> Commitment | None:
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self._commitments[index].span[1]:
            return None
        return self._commitments[index]

"""Finds the commitments of a text: acts, grouped by clause, each with its time, condition, debtor and channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from teum.language import sentences, vague
from teum.language.acts import channels, conditions, english, hebrew, parties
from teum.language.acts.act import Act
from teum.language.sentences import Sentence
from teum.language.terms import term
from teum.language.times import reader, resolving
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention
from teum.language.tokens import EN, HE
from teum.language.values import Commitment, Resolution, VagueSpan

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

_JOINS = frozenset({"and", "but", "so", "then", "אבל", "ואז", "אך", "וגם", "ואם"})
_VAGUE_EDGES = frozenset({"begin", "middle", "late"})


@dataclass(slots=True)
class Reading:
    """All that was read off the words of one text, before anything is decided."""

    text: str
    words: list[Word]
    mentions: list[Mention]
    hits: list[vague.Hit]
    quoted: list[bool] | None


@dataclass(slots=True)
class Group:
    """Acts that are one commitment, and the words that belong to it."""

    acts: list[Act]
    first: int
    last: int
    mentions: list[Mention] = field(default_factory=list)
    hits: list[vague.Hit] = field(default_factory=list)
    clauses: list[conditions.Clause] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """What was found: the commitments, and vague places beside the vocabulary's own."""

    commitments: list[Commitment]
    vague: list[VagueSpan]


def read(text: str, words: list[Word], vocabulary: vague.Vocabulary, *, day_first: bool) -> Reading:
    """Reads times and vague words off a text; a concrete time goes before a vague one in the same words."""
    mentions = reader.find(words, day_first=day_first)
    hits = vocabulary.find(words)
    if mentions and hits:
        mentions = [m for m in mentions if not any(h.first <= m.first and m.last <= h.last for h in hits)]
        hits = [h for h in hits if not any(m.first <= h.first and h.last <= m.last for m in mentions)]
    return Reading(text, words, mentions, hits, sentences.quoted(words))


def find(reading: Reading, *, speaker: str, now: datetime, calendar: Calendar) -> Found:
    """Every commitment of a text, in its order."""
    found = Found([], [])
    for sentence in sentences.split(reading.words, reading.text):
        if sentence.asks or _is_said_by_others(reading, sentence):
            continue
        for group in _groups(reading, sentence):
            commitment = _commitment(reading, group, sentence, speaker, now, calendar, found.vague)
            if commitment is not None:
                found.commitments.append(commitment)
    return found


# Sentences


def _is_said_by_others(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence asks without a mark, supposes, or tells what somebody said."""
    words = reading.words
    first = words[sentence.first]
    head = first.norm
    if head in hebrew.QUESTION and not (
        head in ("כמה", "מה") and sentence.last - sentence.first > 2 and _is_how_soon(words, sentence)
    ):
        return True
    if head in ("why", "when", "what", "where", "how", "who", "which") and not _has_comma(words, sentence):
        return True
    if (
        head in english.QUESTION
        and sentence.first + 1 < sentence.last
        and words[sentence.first + 1].norm in ("you", "it", "i", "we", "they", "he", "she", "there", "your")
    ):
        return True
    return _is_unreal(words, sentence)


def _is_how_soon(words: list[Word], sentence: Sentence) -> bool:
    return words[sentence.first + 1].norm == "שיותר"


def _has_comma(words: list[Word], sentence: Sentence) -> bool:
    return (
        any(words[i].norm == "," for i in range(sentence.first, sentence.last))
        or (words[sentence.first].norm == "when" and words[sentence.first + 1].norm not in english.QUESTION)
    )


def _is_unreal(words: list[Word], sentence: Sentence) -> bool:
    head = words[sentence.first].norm
    norms = [words[i].norm for i in range(sentence.first, sentence.last)]
    if head in ("לו", "אילו", "לולא", "נניח") or head in english.STARTS_UNREAL:
        return True
    if "would" in norms or "could've" in norms or "would've" in norms:
        return True
    for at, norm in enumerate(norms):
        if norm in ("אם", "ואם", "שאם") and any(n in hebrew.PAST_IF for n in norms[at + 1 : at + 3]):
            return True
        if norm == "if" and "had" in norms[at + 1 : at + 4]:
            return True
    return False


def _reported_from(reading: Reading, sentence: Sentence) -> int:
    """The word from which on the sentence tells what somebody said; its end when nowhere."""
    words = reading.words
    for at in range(sentence.first, sentence.last):
        norm = words[at].norm
        if norm in hebrew.REPORTED:
            return at
        if norm in english.REPORTED and words[at].kind == EN:
            before = words[at - 1].norm if at > sentence.first else ""
            if before not in ("i", "we", "be") or norm == "told":
                return at
        if norm == "according":
            return at
    return sentence.last


# Groups


def _groups(reading: Reading, sentence: Sentence) -> list[Group]:
    words, first, last = reading.words, sentence.first, sentence.last
    mentions = [m for m in reading.mentions if first <= m.first < last]
    hits = [h for h in reading.hits if first <= h.first < last]
    clauses = conditions.find(words, first, last)
    acts = _acts(reading, sentence, clauses, bool(mentions or hits or clauses))
    if not acts:
        return []
    groups = [Group([acts[0]], first, last)]
    for act in acts[1:]:
        cut = _cut(words, groups[-1].acts[-1], act, clauses)
        if _is_one(groups[-1], act, cut, words, mentions, hits, clauses, last):
            groups[-1].acts.append(act)
        else:
            groups[-1].last = cut
            groups.append(Group([act], cut, last))
    _share(groups, mentions, hits, clauses)
    return groups


def _acts(
    reading: Reading, sentence: Sentence, clauses: list[conditions.Clause], has_time: bool
) -> list[Act]:
    words, first, last = reading.words, sentence.first, sentence.last
    until = _reported_from(reading, sentence)
    found = hebrew.find(words, first, last, has_time) + english.find(words, first, last, has_time)
    found.sort(key=lambda act: act.verb)
    is_past = any(first <= m.first < last and m.spec.ago for m in reading.mentions)
    kept: list[Act] = []
    for act in found:
        if act.verb > until or any(c.first <= act.verb < c.last for c in clauses):
            continue
        if reading.quoted is not None and reading.quoted[act.verb]:
            continue
        for clause in clauses:
            if act.first < clause.last <= act.verb:
                act.first = clause.last
                if act.subject is not None:
                    act.subject = (max(act.subject[0], clause.last), max(act.subject[1], clause.last))
        rules = hebrew if act.is_hebrew else english
        floor = max((c.last for c in clauses if c.last <= act.verb), default=first)
        if rules.is_told(words, act, floor) or rules.is_negated(words, act, floor) or rules.is_asked_for(words, act, first, last):
            continue
        if act.is_hebrew and hebrew.is_wish_or_past(words, act, floor, last, is_past):
            continue
        kept.append(act)
    return kept


def _cut(words: list[Word], earlier: Act, later: Act, clauses: list[conditions.Clause]) -> int:
    """Where the clause of a second act begins: behind the last comma, at `and`, at a ו; before its condition."""
    begin, end = earlier.verb + 1, max(later.first, earlier.verb + 1)
    for at in range(later.verb, begin - 1, -1):
        norm = words[at].norm
        if any(c.first < at < c.last for c in clauses):
            continue
        if norm == "," and at < later.verb:
            return at + 1
        if norm in _JOINS and at < later.verb:
            return at
        if words[at].kind == HE and norm[0] == "ו" and at <= later.verb and _is_glued_and(words[at]):
            return at
    return end


def _is_glued_and(word: Word) -> bool:
    return (
        len(word.norm) > 2
        and (word.prefix.startswith("ו") or not word.means)
        and not word.norm.startswith(("וו", "ועד"))
    )


def _is_one(
    group: Group,
    act: Act,
    cut: int,
    words: list[Word],
    mentions: list[Mention],
    hits: list[vague.Hit],
    clauses: list[conditions.Clause],
    last: int,
) -> bool:
    """Whether a second act belongs to the first: `check and get back`, or acts that share one time."""
    earlier = group.acts[-1]
    timed_before = _is_timed(group.first, cut, mentions, hits, clauses)
    timed_after = _is_timed(cut, last, mentions, hits, clauses)
    if timed_before and timed_after:
        return False
    rules = hebrew if earlier.is_hebrew else english
    if rules.is_checking(earlier) and earlier.person == act.person == "1" and not timed_before:
        return True
    if earlier.person != act.person or earlier.number != act.number:
        return False
    return not act.has_subject


def _is_timed(
    first: int, last: int, mentions: list[Mention], hits: list[vague.Hit], clauses: list[conditions.Clause]
) -> bool:
    return (
        any(first <= m.first < last and not _inside(m.first, clauses) for m in mentions)
        or any(first <= h.first < last and h.entry.kind in ("time", "urgent") for h in hits)
        or any(first <= c.first < last and not c.is_condition for c in clauses)
    )


def _inside(at: int, clauses: list[conditions.Clause]) -> bool:
    return any(c.first <= at < c.last for c in clauses)


def _share(
    groups: list[Group], mentions: list[Mention], hits: list[vague.Hit], clauses: list[conditions.Clause]
) -> None:
    for group in groups:
        group.clauses = [c for c in clauses if group.first <= c.first < group.last]
        group.mentions = [
            m for m in mentions if group.first <= m.first < group.last and not _inside(m.first, group.clauses)
        ]
        group.hits = [h for h in hits if group.first <= h.first < group.last]


# Commitments


def _commitment(
    reading: Reading,
    group: Group,
    sentence: Sentence,
    speaker: str,
    now: datetime,
    calendar: Calendar,
    places: list[VagueSpan],
) -> Commitment | None:
    words, text = reading.words, reading.text
    condition = next((c for c in group.clauses if c.is_condition), None)
    mention = _mention(group)
    resolved = _resolved(mention, now, calendar)
    event = next((c for c in group.clauses if not c.is_condition), None)
    hit = _hit(group, event)
    act = group.acts[0]
    if resolved is None and mention is not None and condition is None and not _is_vague_spec(mention):
        mention = None
    timed = resolved is not None or hit is not None or event is not None or mention is not None
    if all(a.needs_time for a in group.acts) and not timed:
        return None
    if resolved is not None and mention is not None:
        time_words = (mention.first, mention.last)
        clarity = "concrete"
    elif hit is not None and (event is None or hit.entry.kind == "time"):
        time_words, clarity = (hit.first, hit.last), "vague"
    elif event is not None:
        time_words, clarity = (event.first, event.last), "vague"
        _note_event(text, words, event, places)
    elif mention is not None and _is_vague_spec(mention):
        time_words, clarity = (mention.first, mention.last), "vague"
        places.append(_marked(text, words, mention.first, mention.last, "later"))
    else:
        time_words, clarity = None, "undated"
    after = (
        term(mention.spec)
        if clarity == "concrete" and condition is not None and mention is not None
        else None
    )
    first, last = _extent(group, words, time_words, condition, sentence)
    span = (words[first].start, words[last - 1].end)
    time_span = (words[time_words[0]].start, words[time_words[1] - 1].end) if time_words else None
    condition_span = (words[condition.first].start, words[condition.last - 1].end) if condition else None
    concrete = clarity == "concrete" and after is None and resolved is not None
    return Commitment(
        quote=text[span[0] : span[1]],
        span=span,
        debtor=parties.debtor(act, words, speaker, sentence.first),
        clarity=clarity,
        time_quote=text[time_span[0] : time_span[1]] if time_span else None,
        time_span=time_span,
        start=resolved.start if concrete and resolved else None,
        due=resolved.due if concrete and resolved else None,
        condition=text[condition_span[0] : condition_span[1]] if condition_span else None,
        condition_span=condition_span,
        after_condition=after,
        channel=_channel(group, words, first, last),
    )


def _channel(group: Group, words: list[Word], first: int, last: int) -> str | None:
    return next(
        (found for act in reversed(group.acts) if (found := channels.channel(act, words, first, last))), None
    )


def _mention(group: Group) -> Mention | None:
    """The time of the commitment: a deadline before an appointment, the later one of two halves."""
    ahead = [m for m in group.mentions if not m.spec.ago]
    deadlines = [m for m in ahead if m.spec.is_deadline()]
    return next(iter(deadlines or ahead), None)


def _hit(group: Group, event: conditions.Clause | None) -> vague.Hit | None:
    """The vague time of the commitment; the `soon` of `as soon as it is ready` is none of its own."""
    outside = [h for h in group.hits if event is None or not (event.first < h.first and h.last <= event.last)]
    times = [h for h in outside if h.entry.kind == "time"]
    return times[0] if times else next((h for h in outside if h.entry.kind == "urgent"), None)


def _is_vague_spec(mention: Mention) -> bool:
    spec = mention.spec
    after = spec.rel == "after" and spec.clock is None and spec.amount is None
    return after or spec.edge in _VAGUE_EDGES


def _resolved(mention: Mention | None, now: datetime, calendar: Calendar) -> Resolution | None:
    if mention is None or _is_vague_spec(mention):
        return None
    return resolving.resolve(mention.spec, now, calendar)


def _note_event(text: str, words: list[Word], event: conditions.Clause, places: list[VagueSpan]) -> None:
    places.append(_marked(text, words, event.first, event.last, "when_known"))


def _marked(text: str, words: list[Word], first: int, last: int, code: str) -> VagueSpan:
    lang = "he" if any(words[i].kind == HE for i in range(first, last)) else "en"
    return vague.marked(words[first].start, words[last - 1].end, text, vague.entry_of(code, lang))


def _extent(
    group: Group,
    words: list[Word],
    time_words: tuple[int, int] | None,
    condition: conditions.Clause | None,
    sentence: Sentence,
) -> tuple[int, int]:
    """The words of the quote: from the subject or the time to the end of the clause."""
    first = max(group.first, min(act.first for act in group.acts))
    last = group.last
    if time_words is not None:
        first = min(first, time_words[0])
    if condition is not None and condition.first < first and condition.last > first:
        first = condition.last
    end = max(act.verb for act in group.acts) + 1
    if time_words is not None:
        end = max(end, time_words[1])
    stop = end
    while stop < last and words[stop].norm not in (",", "(") and not (condition and stop == condition.first):
        stop += 1
    while first < end - 1 and words[first].norm in (",", "-", "and", "but", "so", "ו"):
        first += 1
    while stop > end and (
        words[stop - 1].norm in ("and", ",", "-", "but") or words[stop - 1].kind == "other"
    ):
        stop -= 1
    return first, max(stop, end)

"""Makes commitments of groups of acts: how clear their time is, when they are due, on what they depend, who acts."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from teum.language import framing, grouping, over, sentences, vague
from teum.language.acts import channels, parties
from teum.language.acts.clause import Clause
from teum.language.grouping import Group
from teum.language.reading import Reading
from teum.language.terms import term
from teum.language.times import faults, joining, resolving
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention
from teum.language.tokens import HE, OTHER
from teum.language.values import Commitment, Resolution, VagueSpan

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

_VAGUE_EDGES = frozenset({"begin", "middle", "late"})
# The last acts of a group tell the way: `check, prepare and send by mail`.
_TELLING_ACTS = 4
_LEADING = frozenset({",", "-", "and", "but", "so", "ו"})
_TYING = frozenset({"and", "&"})
# So many words before: `and`, and a name of two words.
_TIED = 3
_TRAILING = frozenset({"and", ",", "-", "but"})


@dataclass(slots=True)
class Found:
    """The commitments of a text, and vague places beside those of the vocabulary."""

    commitments: list[Commitment] = field(default_factory=list)
    vague: list[VagueSpan] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Timing:
    """The time of one commitment: how clear, in which words, resolved to what."""

    clarity: str
    words: tuple[int, int] | None = None
    resolved: Resolution | None = None
    mention: Mention | None = None
    day: Mention | None = None  # where it stands apart from the hours
    code: str = ""  # of the rule by which a time outside the vocabulary is vague


@dataclass(frozen=True, slots=True)
class Side:
    """From where a text is read: who wrote it, when, in whose calendar."""

    speaker: str
    now: datetime
    calendar: Calendar


def find(reading: Reading, *, speaker: str, now: datetime, calendar: Calendar) -> Found:
    """Every commitment of a text, in its order."""
    found, side = Found(), Side(speaker, now, calendar)
    for sentence in sentences.split(reading.words, reading.text):
        if not framing.is_as_it_stands(reading.words, sentence):
            continue
        for group in grouping.groups(reading, sentence):
            _add(found, reading, group, side)
    return found


def _add(found: Found, reading: Reading, group: Group, side: Side) -> None:
    condition = next((clause for clause in group.clauses if clause.is_condition), None)
    timing = _timing(reading.words, group, condition, side)
    if timing.clarity == "undated" and timing.mention is None and all(act.needs_time for act in group.acts):
        return
    if timing.code and timing.words is not None:
        found.vague.append(_marked(reading, timing.words, timing.code))
    if timing.code and timing.day is not None:
        found.vague.append(_marked(reading, (timing.day.first, timing.day.last), timing.code))
    found.commitments.append(_commitment(reading, group, condition, timing, side))


def _timing(words: list[Word], group: Group, condition: Clause | None, side: Side) -> Timing:
    """The clearest time of a group: a concrete one, a vague word, an event on the own side, an open edge, none."""
    apart = joining.day_and_hours(group.mentions, words) if len(group.mentions) > 1 else None
    day, mention = apart if apart is not None else (None, _mention(group))
    if day is not None and day.spec.is_past() and mention is not None:
        return Timing("vague", (mention.first, mention.last), day=day, code=faults.PAST)
    fault = _fault(words, group, mention, side)
    if fault is not None:
        return fault
    is_open = mention is not None and _is_open(mention)
    if mention is not None and not is_open:
        resolved = resolving.resolve(mention.spec, side.now, side.calendar)
        if resolved is not None:
            return Timing("concrete", (mention.first, mention.last), resolved, mention, day)
    event = next((clause for clause in group.clauses if not clause.is_condition), None)
    hit = _hit(group)
    if hit is not None and (event is None or hit.entry.kind == "time"):
        return Timing("vague", (hit.first, hit.last))
    if event is not None:
        return Timing("vague", (event.first, event.last), code="when_known")
    if mention is not None and is_open:
        return Timing("vague", (mention.first, mention.last), code="later")
    return Timing("undated", mention=mention if condition is not None else None)


def _fault(words: list[Word], group: Group, mention: Mention | None, side: Side) -> Timing | None:
    """A time that nobody can keep as it is written: wherever it stands beside the act, it is asked about."""
    for said in [*([mention] if mention is not None else []), *group.mentions]:
        code = faults.of(said.spec, side.now, side.calendar)
        if code:
            return Timing("vague", (said.first, said.last), code=code)
    today = side.now.astimezone(side.calendar.zone).date()
    for earlier, later in itertools.pairwise(group.mentions):
        if joining.disagreeing(earlier, later, words, today=today):
            return Timing("vague", (earlier.first, later.last), code=faults.DAYS_DISAGREE)
    past = (
        None
        if mention is not None
        else next((m for m in group.mentions if over.is_when(m, words, group)), None)
    )
    return None if past is None else Timing("vague", (past.first, past.last), code=faults.PAST)


def _mention(group: Group) -> Mention | None:
    """The time of the commitment: a deadline before an appointment, the first of several."""
    ahead = [mention for mention in group.mentions if not mention.spec.is_past()]
    deadlines = [mention for mention in ahead if mention.spec.is_deadline()]
    return next(iter(deadlines or ahead), None)


def _is_open(mention: Mention) -> bool:
    """Whether it says from when and not until when: after Sunday, early next week."""
    spec = mention.spec
    return (spec.rel == "after" and spec.clock is None and spec.amount is None) or spec.edge in _VAGUE_EDGES


def _hit(group: Group) -> vague.Hit | None:
    """The vague time of the commitment; the `soon` of `as soon as it is ready` is none of its own."""
    outside = [
        h for h in group.hits if not any(c.first < h.first and h.last <= c.last for c in group.clauses)
    ]
    times = [hit for hit in outside if hit.entry.kind == "time"]
    return times[0] if times else next((hit for hit in outside if hit.entry.kind == "urgent"), None)


def _commitment(
    reading: Reading, group: Group, condition: Clause | None, timing: Timing, side: Side
) -> Commitment:
    words, text = reading.words, reading.text
    first, last = _extent(reading, group, timing.words, condition)
    span = reading.characters(first, last)
    time_span = reading.characters(*timing.words) if timing.words else None
    condition_span = reading.characters(condition.first, condition.last) if condition else None
    runs = condition is not None and timing.mention is not None and timing.clarity == "concrete"
    after = term(timing.mention.spec) if runs and timing.mention is not None else None
    window = timing.resolved if after is None else None
    return Commitment(
        quote=text[slice(*span)],
        span=span,
        debtor=parties.debtor(group.acts[0], words, side.speaker),
        clarity=timing.clarity,
        time_quote=text[slice(*time_span)] if time_span else None,
        time_span=time_span,
        day_span=reading.characters(timing.day.first, timing.day.last) if timing.day else None,
        start=window.start if window else None,
        due=window.due if window else None,
        condition=text[slice(*condition_span)] if condition_span else None,
        condition_span=condition_span,
        after_condition=after,
        channel=_channel(reading, group, first, last),
        doer=_doer(reading, group),
    )


def _doer(reading: Reading, group: Group) -> str:
    """Who acts in the words of the text, with whom `and` ties to them; nobody beside an act of the writer's own."""
    act = group.acts[0]
    if act.subject is None or any(other.person in ("1", "2") for other in group.acts):
        return ""
    first, last = act.subject
    if first and reading.words[first - 1].norm in _TYING:
        first = max(0, first - _TIED)
    return reading.text[slice(*reading.characters(first, last))]


def _channel(reading: Reading, group: Group, first: int, last: int) -> str | None:
    for act in reversed(group.acts[-_TELLING_ACTS:]):
        found = channels.channel(act, reading.words, first, last)
        if found:
            return found
    return None


def _marked(reading: Reading, span: tuple[int, int], code: str) -> VagueSpan:
    lang = "he" if any(reading.words[at].kind == HE for at in range(*span)) else "en"
    return vague.marked(*reading.characters(*span), reading.text, vague.entry_of(code, lang))


def _extent(
    reading: Reading, group: Group, time: tuple[int, int] | None, condition: Clause | None
) -> tuple[int, int]:
    """The words of the quote: from the subject or the time to the end of the clause."""
    words = reading.words
    first = max(group.first, min(act.first for act in group.acts))
    end = max(act.verb for act in group.acts) + 1
    if time is not None:
        first, end = min(first, time[0]), max(end, time[1])
    if condition is not None and condition.first < first < condition.last:
        first = condition.last
    stop = end
    while (
        stop < group.last
        and words[stop].norm not in (",", "(")
        and not (condition and stop == condition.first)
    ):
        stop += 1
    while first < end - 1 and words[first].norm in _LEADING:
        first += 1
    while stop > end and (words[stop - 1].norm in _TRAILING or words[stop - 1].kind == OTHER):
        stop -= 1
    return first, stop

"""Acts of a sentence, grouped: those that share a time, or check and come back, are one commitment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from teum.language import framing, vague
from teum.language.acts import announced, conditions, english, english_sense, hebrew, hebrew_sense
from teum.language.acts.act import Act
from teum.language.acts.clause import Clause
from teum.language.reading import Reading
from teum.language.sentences import Sentence
from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention
from teum.language.tokens import HE

_TURNS = frozenset({"but", "or", "אבל", "אך", "או", "אולם"})
_YOURS = frozenset({"ואתם", "ואתה", "ואתן"})
_AND_IF = frozenset({"ואם", "ובמידה", "ובמקרה"})
# So many words may stand before what somebody does and name them.
_A_NAME = 2
_JOINS = frozenset({"and", "but", "so", "then", "אבל", "ואז", "אך", "וגם", "ואם"})


@dataclass(slots=True)
class Group:
    """Acts that are one commitment, and the words that belong to it."""

    acts: list[Act]
    first: int
    last: int
    mentions: list[Mention] = field(default_factory=list)
    hits: list[vague.Hit] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with everything found in it."""

    words: list[Word]
    sentence: Sentence
    mentions: Sequence[Mention]
    hits: Sequence[vague.Hit]
    clauses: list[Clause]

    def is_timed(self, first: int, last: int) -> bool:
        """Whether a run of words has a time of its own, concrete or vague."""
        return (
            any(first <= m.first < last and not _is_inside(m.first, self.clauses) for m in self.mentions)
            or any(first <= h.first < last and h.entry.kind in ("time", "urgent") for h in self.hits)
            or any(first <= c.first < last and not c.is_condition for c in self.clauses)
        )


def groups(reading: Reading, sentence: Sentence) -> list[Group]:
    """The commitments that a sentence may hold, each with its acts, times and conditions."""
    words, first, last = reading.words, sentence.first, sentence.last
    mentions, hits = reading.mentions_in(first, last), reading.hits_in(first, last)
    scene = Scene(words, sentence, mentions, hits, conditions.find(words, first, last))
    acts = _acts(reading, scene)
    if not acts:
        return []
    found = [Group([acts[0]], _behind_a_turn(words, acts[0], first), last)]
    for act in acts[1:]:
        cut = _cut(words, found[-1].acts[-1], act, scene.clauses)
        if _is_one(found[-1], act, cut, scene):
            found[-1].acts.append(act)
        else:
            found[-1].last = cut
            found.append(Group([act], cut, last))
    for group in found:
        _fill(group, scene)
    return found


def _acts(reading: Reading, scene: Scene) -> list[Act]:
    """The acts that are said to happen: not those asked for, denied, reported, quoted, wished or past."""
    words, first, last = reading.words, scene.sentence.first, scene.sentence.last
    has_time = bool(scene.mentions or scene.hits or scene.clauses)
    found = hebrew.find(words, first, last, has_time)
    found += english.find(words, first, last, has_time)
    if not found:
        ahead = [m.first for m in scene.mentions if not m.spec.ago]
        vague_times = [hit.first for hit in scene.hits if hit.entry.kind == "time"]
        act = announced.find(words, first, last, [*ahead, *vague_times])
        return [act] if act is not None and framing.reported_from(words, scene.sentence) == last else []
    found.sort(key=lambda act: act.verb)
    until = framing.reported_from(words, scene.sentence)
    is_past = any(mention.spec.ago for mention in scene.mentions)
    kept: list[Act] = []
    for act in found:
        if kept and act.verb == kept[-1].verb:
            continue
        if act.verb > until or _is_inside(act.verb, scene.clauses) or reading.is_quoted(act.verb):
            continue
        _step_behind_clauses(act, scene.clauses)
        if _is_meant(act, scene, is_past):
            kept.append(act)
    return [act for act in kept if not any(_is_name(words, act, other) for other in kept)]


def _is_name(words: list[Word], act: Act, other: Act) -> bool:
    """Whether what looks like an act names who does the other: אמיר יתקשר, דן כהן יתקשר; not אבדוק ודן יתקשר."""
    if other.person != "3" or other.subject is None or other.subject[1] != other.verb:
        return False
    is_near = max(other.subject[0], other.verb - _A_NAME) <= act.verb < other.verb
    return is_near and not words[act.verb + 1].norm.startswith("ו")


def _is_meant(act: Act, scene: Scene, is_past: bool) -> bool:
    words, first, last = scene.words, scene.sentence.first, scene.sentence.last
    floor = max((clause.last for clause in scene.clauses if clause.last <= act.verb), default=first)
    if act.is_hebrew:
        return not (
            hebrew_sense.is_told(words, act, floor)
            or hebrew_sense.is_negated(words, act, floor)
            or hebrew_sense.is_asked_for(words, act, first, last)
            or hebrew_sense.is_wish_or_past(words, act, floor, last, is_past)
        )
    return not (
        english_sense.is_told(words, act, floor)
        or english_sense.is_negated(words, act, floor)
        or english_sense.is_asked_for(words, act, first, last)
    )


def _step_behind_clauses(act: Act, clauses: list[Clause]) -> None:
    """A condition before the main clause is no part of its subject."""
    for clause in clauses:
        if act.first < clause.last <= act.verb:
            act.first = clause.last
            if act.subject is not None:
                act.subject = (max(act.subject[0], clause.last), max(act.subject[1], clause.last))


def _cut(words: list[Word], earlier: Act, later: Act, clauses: list[Clause]) -> int:
    """Where the clause of a second act begins: behind the last comma, at `and`, at a ו; before its condition."""
    begin = earlier.verb + 1
    for at in range(later.verb, begin - 1, -1):
        norm = words[at].norm
        if any(c.first < at < c.last for c in clauses):
            continue
        if at < later.verb and norm == ",":
            return at + 1
        if at < later.verb and norm in _JOINS:
            return at
        if norm[0] == "ו" and _is_glued_and(words[at]):
            return at
    return max(later.first, begin)


def _is_glued_and(word: Word) -> bool:
    """Whether a word begins with the ו that joins clauses."""
    if word.kind != HE or len(word.norm) < 3 or word.norm.startswith(("וו", "ועד")):
        return False
    return word.prefix.startswith("ו") or not word.means


def _is_one(group: Group, act: Act, cut: int, scene: Scene) -> bool:
    """Whether a second act belongs to the first: `check and get back`, or acts that share one time."""
    earlier = group.acts[-1]
    if act.is_hebrew and earlier.is_hebrew and hebrew_sense.is_assured(scene.words, earlier, act):
        return True
    timed_before = scene.is_timed(group.first, cut)
    if timed_before and scene.is_timed(cut, scene.sentence.last):
        return False
    if timed_before and _depends(earlier, act, scene):
        return False
    rules = hebrew_sense if earlier.is_hebrew else english_sense
    if rules.is_checking(earlier) and earlier.person == act.person == "1" and not timed_before:
        return True
    if act.is_hebrew and earlier.is_hebrew and not timed_before and _is_answered(earlier, act):
        return True
    is_joined = act.is_hebrew and earlier.is_hebrew and scene.words[act.verb].norm[0] == "ו" and timed_before
    if not is_joined and (earlier.person != act.person or earlier.number != act.number):
        return False
    return not act.has_subject


def _depends(earlier: Act, later: Act, scene: Scene) -> bool:
    """Whether only the second hangs on a condition: נבדוק תוך 24 שעות, ואם התקלה אצלנו נזכה אתכם."""
    return any(
        earlier.verb < c.first < c.last <= later.verb and scene.words[c.first].norm in _AND_IF
        for c in scene.clauses
    )


def _is_answered(earlier: Act, later: Act) -> bool:
    """Whether it is checked and answered, whoever does it: ייבדק ותקבלי תשובה."""
    return hebrew_sense.is_checking(earlier) and hebrew_sense.is_answering(later)


def _behind_a_turn(words: list[Word], act: Act, first: int) -> int:
    """What stands before `but` or `or` is another matter: `it is sold out until May, but we'll refund you`."""
    return act.first if act.first > first and words[act.first - 1].norm in _TURNS else first


def _is_inside(at: int, clauses: list[Clause]) -> bool:
    return any(clause.first <= at < clause.last for clause in clauses)


def _fill(group: Group, scene: Scene) -> None:
    """Gives a group the times, vague words and conditions between its first and its last word."""
    group.last = _before_yours(scene.words, group)
    first, last = group.first, group.last
    group.clauses = [c for c in scene.clauses if first <= c.first < last]
    group.mentions = [
        m for m in scene.mentions if first <= m.first < last and not _is_inside(m.first, group.clauses)
    ]
    group.hits = [h for h in scene.hits if first <= h.first < last]
    if len(group.mentions) + len(group.hits) > 1:
        _keep_the_nearer(group, scene)


def _before_yours(words: list[Word], group: Group) -> int:
    """Where the part of the other side begins: אני מביא אותו מחר ואתם מחזירים עד יום שני."""
    behind = range(group.acts[-1].verb + 1, group.last)
    return next((at for at in behind if words[at].norm in _YOURS), group.last)


def _keep_the_nearer(group: Group, scene: Scene) -> None:
    """Of several times those in the clause of the act: `I'm full this week, but I'll come on Tuesday`."""
    begin = _clause_begin(scene.words, group.acts[0], group.first, group.clauses)
    if any(begin <= m.first for m in group.mentions) or any(begin <= h.first for h in group.hits):
        near = [m for m in group.mentions if begin <= m.first]
        needs_day = bool(near) and not any(m.spec.has_day() or m.spec.amount for m in near)
        leads = [m for m in group.mentions if needs_day and m.first <= group.first and m.last == begin - 1]
        group.mentions = [*leads, *near]  # tomorrow, I'll call you at 3
        group.hits = [h for h in group.hits if begin <= h.first]


def _clause_begin(words: list[Word], act: Act, first: int, clauses: list[Clause]) -> int:
    for at in range(act.verb - 1, first - 1, -1):
        if (words[at].norm == "," or words[at].norm in _JOINS) and not _is_inside(at, clauses):
            return at + 1
    return first

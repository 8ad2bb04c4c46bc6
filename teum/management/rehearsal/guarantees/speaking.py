"""Guarantee 3, how the clock speaks in a row, said so precisely that it can be false.

From the second time a manager was asked before, from the third its letter says that there is no new date, though not
while one that it gave is ahead; and what it says of a case at one moment is one letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from teum.core import events
from teum.core.promise import Nature
from teum.management.rehearsal import fold
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact
from teum.management.rehearsal.scene import Scene
from teum.models import Member, Message, Promise

ENOUGH = timedelta(minutes=5)
"""What is known for so long before the clock speaks leaves time to ask."""
HONEST = (
    "אין לנו כרגע מועד חדש",
    "המועד תלוי בגורם אחר",
    "We have no new date at present",
    "The date depends on others",
)
"""One of these says that no date is claimed."""
SPEAKS = ("holding", "late")
_WORDS_OF_PEOPLE = (
    events.PromiseRevised,
    events.RevisionProposed,
    events.NoDateGiven,
    events.PromiseReported,
    events.PromiseDisputed,
)
_WINDOWS = (
    events.PromiseMade,
    events.PromiseAccepted,
    events.ConditionMet,
    events.PromiseRevised,
    events.PromiseDisputed,
    events.PromiseCountered,
)


def spoken_in_a_row(scene: Scene) -> Iterator[Violation]:
    """The second time in a row that the clock speaks in a matter, a manager was asked before; the third is honest.

    A matter is a promise and the words about it. A person's word about it, or to the case, begins anew; the same word
    said once more, because the first was taken back or did not arrive, is no other time.
    """
    yield from _in_pieces(scene)
    by_case: defaultdict[int | None, list[Fact]] = defaultdict(list)
    for fact in scene.picture.facts:
        by_case[fact.case].append(fact)
    for case, facts in by_case.items():
        if case is not None:
            yield from _of_case(scene, case, _Said(_standing(facts)))


def _standing(facts: list[Fact]) -> list[Fact]:
    """Without those of acts that were undone: what a person took back at once was no word."""
    undone = [fact.event for fact in facts if isinstance(fact.event, events.CaseRestored)]
    return [fact for fact in facts if not any(act.first <= fact.id <= act.last for act in undone)]


@dataclass(frozen=True)
class _Said:
    """What the ledger holds of a case."""

    facts: list[Fact]

    @cached_property
    def about(self) -> dict[int, int]:
        """What each promised word is about."""
        return {
            fact.promise: fact.event.about
            for fact in self.facts
            if isinstance(fact.event, events.PromiseMade) and fact.promise and fact.event.about
        }

    def matter(self, promise: int) -> int:
        """What it is all about in the end."""
        while promise in self.about:
            promise = self.about[promise]
        return promise

    @cached_property
    def by_clock(self) -> list[Fact]:
        """Each time that the clock spoke."""
        return [f for f in self.facts if isinstance(f.event, events.HoldingSent) and f.actor == "clock"]

    @cached_property
    def of_people(self) -> list[Fact]:
        """What may be a person's word."""
        kinds = (events.UpdateGiven, events.PromiseTold, *_WORDS_OF_PEOPLE)
        return [f for f in self.facts if isinstance(f.event, kinds)]

    def with_it(self, spoken: Fact) -> list[Fact]:
        """Of what else the same letter speaks."""
        return [fact for fact in self.by_clock if fact.at == spoken.at]

    def before(self, spoken: Fact) -> list[datetime]:
        """When the clock spoke in the same matter, in a row before this, of something else."""
        theirs = (f.at for f in self.of_people if f.id < spoken.id and self._is_of_a_person(f, spoken))
        since: datetime | None = max(theirs, default=None)
        said: dict[tuple[int, int], datetime] = {}
        for fact in self.by_clock:
            if fact.at < spoken.at and (since is None or fact.at > since) and self._is_near(fact, spoken):
                said[_window(fact)] = fact.at
        said.pop(_window(spoken), None)
        return sorted(set(said.values()))

    def _is_of_a_person(self, fact: Fact, spoken: Fact) -> bool:
        """Whether it is a person's word in the same matter, or to the case."""
        if isinstance(fact.event, events.UpdateGiven):
            return True
        is_call = isinstance(fact.event, events.PromiseTold) and fact.event.how == "call"
        return (is_call or isinstance(fact.event, _WORDS_OF_PEOPLE)) and self._is_near(fact, spoken)

    def _is_near(self, fact: Fact, spoken: Fact) -> bool:
        assert fact.promise and spoken.promise
        return self.matter(fact.promise) == self.matter(spoken.promise)

    def known_since(self, spoken: Fact) -> datetime:
        """Since when the window has stood of which it spoke."""
        number = _window(spoken)[1]
        moved: list[datetime] = [
            f.at
            for f in self.facts
            if f.promise == spoken.promise and f.id < spoken.id and getattr(f.event, "number", 0) == number
            if isinstance(f.event, _WINDOWS)
        ]
        return max(moved, default=spoken.at)

    def asked(self, spoken: Fact) -> bool:
        """Whether a manager was asked about it before."""
        return any(
            isinstance(f.event, events.ManagerAsked) and f.promise == spoken.promise and f.at < spoken.at
            for f in self.facts
        )


def _window(spoken: Fact) -> tuple[int, int]:
    assert spoken.promise and isinstance(spoken.event, events.HoldingSent)
    return spoken.promise, spoken.event.number


def _of_case(scene: Scene, case: int, said: _Said) -> Iterator[Violation]:
    for spoken in said.by_clock:
        before = said.before(spoken)
        if before and _is_unasked(scene, said, spoken, before[-1]):
            yield _found(
                scene,
                spoken,
                Kind.MANAGER_NOT_FIRST,
                f"a manager to be asked before the clock speaks again, {spoken.at.isoformat()}",
            )
        if not _is_ours(scene, said, spoken):
            continue
        is_ahead = any(_is_ahead(scene, said.matter(f.promise or 0), at=f.at) for f in said.with_it(spoken))
        for text in _letters(scene, case, spoken):
            is_honest = any(words in text for words in HONEST)
            if is_ahead and is_honest:
                yield _found(scene, spoken, Kind.DATE_CLAIMED, f"a date that is still ahead in {text!r}")
            elif len(before) >= 2 and not is_ahead and not is_honest:
                yield _found(scene, spoken, Kind.DATE_CLAIMED, f"no date to be claimed in {text!r}")


def _is_unasked(scene: Scene, said: _Said, spoken: Fact, last: datetime) -> bool:
    since = max(last, said.known_since(spoken))
    if spoken.at - since < ENOUGH or scene.was_away("clock", last, spoken.at):
        return False
    return _has_another_manager(scene, spoken) and not said.asked(spoken)


def _has_another_manager(scene: Scene, spoken: Fact) -> bool:
    owner = scene.picture.of(Promise).get(spoken.promise or 0, {}).get("owner_id")
    members = scene.picture.of(Member).values()
    return any(
        row["is_active"] and row["role"] in ("principal", "manager") and row["id"] != owner
        for row in members
        if row["organisation_id"] == spoken.organisation
    )


def _is_ours(scene: Scene, said: _Said, spoken: Fact) -> bool:
    """Whether it spoke of what we owe, not of what the customer does."""
    row = scene.picture.of(Promise).get(said.matter(spoken.promise or 0))
    return row is not None and row["debtor"] != "customer"


def _is_ahead(scene: Scene, promise: int, *, at: datetime) -> bool:
    """Whether it is a deed of ours whose time was still ahead, and nobody has said that it will not be kept.

    Who denied that it is done counts on its time anew.
    """
    row = scene.picture.of(Promise).get(promise)
    if row is None or row["debtor"] == "customer" or row["nature"] != Nature.DEED:
        return False
    past = [fact for fact in scene.picture.facts_of(promise) if fact.at <= at]
    stood = fold.of(past)
    last = [fact.event for fact in past if isinstance(fact.event, (*_WINDOWS, events.NoDateGiven))][-1:]
    return stood.due > at and not any(isinstance(event, events.NoDateGiven) for event in last)


def _letters(scene: Scene, case: int, spoken: Fact) -> Iterable[str]:
    rows = scene.picture.rows_by(Message, "case_id").get(case, [])
    return [
        row["text"]
        for row in rows
        if row["kind"] == "holding" and row["customer_id"] and row["at"] == spoken.at
    ]


def _in_pieces(scene: Scene) -> Iterator[Violation]:
    """Of one case the clock says at one moment one thing: what is late, or may be, together."""
    seen: dict[tuple[int, str, datetime], int] = {}
    for row in scene.picture.of(Message).values():
        if row["kind"] not in SPEAKS or not row["customer_id"] or row["case_id"] is None:
            continue
        if row["state"] == "overtaken" or row["organisation_id"] != scene.organisation:
            continue
        first = seen.setdefault((row["case_id"], row["kind"], row["at"]), row["id"])
        if first != row["id"]:
            yield Violation(
                kind=Kind.SAID_IN_PIECES,
                at=scene.now,
                case=row["case_id"],
                message=row["id"],
                expected=f"one letter with message {first}, which says the same moment's news",
            )


def _found(scene: Scene, spoken: Fact, kind: Kind, expected: str) -> Violation:
    return Violation(kind=kind, at=scene.now, case=spoken.case, promise=spoken.promise, expected=expected)

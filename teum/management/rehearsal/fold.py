"""What a promise is, told from its events alone: written apart from the core, so that the two can disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from teum.core import events
from teum.management.rehearsal.picture import Fact

UNDONE = "undone"
MOST_KEPT = 20_000
"""So many histories are kept as folded: the same promises are judged again and again, most of them unchanged."""
FINISHED = ("kept", "declined", "lapsed", "released", "withdrawn")
_ENDS = {
    events.PromiseKept: "kept",
    events.PromiseDeclined: "declined",
    events.PromiseLapsed: "lapsed",
    events.PromiseReleased: "released",
    events.PromiseWithdrawn: "withdrawn",
}


class Impossible(Exception):
    """No promise can have such a history."""


@dataclass(frozen=True, slots=True)
class Told:
    """A promise as its events tell it."""

    state: str
    due: datetime
    start: datetime | None
    owner: int
    answerable: int
    number: int = 0
    version: int = 1
    revisions: int = 0
    proposed_due: datetime | None = None


def of(facts: Iterable[Fact]) -> Told:
    """Fold a promise's history."""
    folded = steps(facts)
    if not folded:
        raise Impossible("a promise without its first event")
    return folded[-1][1]


def steps(facts: Iterable[Fact]) -> list[tuple[Fact, Told]]:
    """Each fact of a promise's history, with what the promise is from then on."""
    return _folded(tuple(facts))


@lru_cache(maxsize=MOST_KEPT)
def _folded(facts: tuple[Fact, ...]) -> list[tuple[Fact, Told]]:
    return list(_steps(facts))


def _steps(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Told]]:
    told: Told | None = None
    seen: dict[int, Told] = {}
    for fact in facts:
        if told is not None and isinstance(fact.event, events.ActUndone):
            to_version = fact.event.to_version
            if to_version and to_version not in seen:
                raise Impossible(f"undone to a version that it never had, {to_version}")
            before = seen[to_version] if to_version else replace(told, state=UNDONE)
            told = replace(before, version=told.version + 1)
        else:
            told = _after(told, fact.event)
        seen[told.version] = told
        yield fact, told


def without_undone(facts: Iterable[Fact]) -> list[Fact]:
    """A history without the steps that somebody took back at once, and without that they did."""
    past = list(facts)
    if not any(isinstance(fact.event, events.ActUndone) for fact in past):
        return past
    listed = [(fact, told.version) for fact, told in steps(past)]
    versions = [version for _, version in listed]
    moves = [version != before for version, before in zip(versions, [0, *versions], strict=False)]
    undone: set[int] = set()
    for place, (fact, version) in enumerate(listed):
        if isinstance(fact.event, events.ActUndone):
            back_to = fact.event.to_version
            undone |= {at for at in range(place) if moves[at] and back_to < versions[at] < version}
            undone.add(place)
    return [fact for place, (fact, _) in enumerate(listed) if place not in undone]


def _after(told: Told | None, event: events.Event) -> Told:
    if isinstance(event, events.PromiseMade):
        return Told(
            event.state,
            _utc(event.due),
            _maybe(event.start),
            event.owner,
            event.owner,
            revisions=event.delays,
        )
    if told is None:
        raise Impossible(f"{event.kind} before the promise was made")
    moved = _moved(told, event)
    return moved if moved is told else replace(moved, version=told.version + 1)


def _moved(told: Told, event: events.Event) -> Told:
    match event:
        case events.PromiseAccepted():
            return replace(told, state="open")
        case events.PromiseCountered() | events.PromiseDisputed():
            state = "open" if isinstance(event, events.PromiseDisputed) else told.state
            start = _maybe(event.start)
            return replace(told, state=state, due=_utc(event.due), start=start, number=event.number)
        case events.ConditionMet():
            # A window without a term stays as it was promised; one that runs from the condition has no start.
            start = told.start if _utc(event.due) == told.due else None
            return replace(told, state="open", due=_utc(event.due), start=start, number=event.number)
        case events.PromiseRevised():
            return replace(
                told,
                due=_utc(event.due),
                start=_maybe(event.start),
                number=event.number,
                revisions=told.revisions + (event.asked is None and not event.unheard),
                proposed_due=None,
            )
        case events.RevisionProposed():
            return replace(told, proposed_due=_utc(event.proposed_due))
        case events.NoDateGiven():
            return replace(told, revisions=told.revisions + (not event.unheard), proposed_due=None)
        case events.PromiseReported():
            return replace(told, state="reported", proposed_due=None)
        case events.PromiseDelegated():
            return replace(told, owner=event.owner, answerable=event.answerable)
    if type(event) in _ENDS:
        return replace(told, state=_ENDS[type(event)], proposed_due=None)
    return told


def verdict(facts: Iterable[Fact]) -> str:
    """How it ended, as DOMAIN.md has it; empty while it has not."""
    listed = list(facts)
    state = of(listed).state
    if state not in FINISHED:
        return ""
    past = [fact.event for fact in without_undone(listed)]
    misses = [event for event in past if isinstance(event, events.PromiseMissed)]
    if any(not miss.told for miss in misses):
        return "late_silent"
    if state == "kept":
        if misses:
            return "late_told"
        moved = any(
            isinstance(event, events.PromiseRevised | events.PromiseDisputed) and event.number
            for event in past
        )
        return "kept_revised" if moved else "kept"
    if state == "withdrawn":
        told = any(isinstance(e, events.PromiseTold) and e.what == "withdrawn" and not e.late for e in past)
        return "withdrawn_told" if told else "withdrawn_silent"
    return state


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _maybe(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None

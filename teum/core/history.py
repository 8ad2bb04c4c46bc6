"""A promise and a case folded from the facts of the ledger: what their rows must say (guarantee 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from teum.core import events, verdict
from teum.core.events import Event
from teum.core.promise import NotPossible, State
from teum.core.promise.life import after
from teum.core.promise.steps import earlier
from teum.core.verdict import Verdict


class BrokenHistory(ValueError):
    """Facts that no promise's or case's life could have left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseState:
    """What a promise's facts say of it; moments in UTC."""

    state: str
    start: datetime | None
    due: datetime
    owner: int
    answerable: int
    number: int
    version: int
    answer_by: datetime | None = None
    verdict: str = ""

    def differs_from(self, other: PromiseState) -> tuple[str, ...]:
        """The names of what is not the same."""
        return tuple(name for name in self.__slots__ if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What a case's facts say of it."""

    state: str
    owner: int


OPERATIONS: dict[type[Event], str] = {
    events.PromiseAccepted: "accept",
    events.PromiseCountered: "counter",
    events.PromiseDeclined: "decline",
    events.PromiseLapsed: "lapse",
    events.ConditionMet: "meet_condition",
    events.PromiseRevised: "revise",
    events.RevisionProposed: "revise",
    events.PromiseReported: "report",
    events.PromiseKept: "confirm",
    events.PromiseDisputed: "dispute",
    events.PromiseReleased: "release",
    events.PromiseWithdrawn: "withdraw",
    events.PromiseDelegated: "delegate",
}
"""The facts that change a promise, each by one step of its life; all others leave it as it was."""


def utc(at: datetime) -> datetime:
    """A moment as histories compare it."""
    return at.astimezone(UTC)


def promise(facts: Iterable[Event]) -> PromiseState:
    """Fold a promise's facts, in the order of the ledger. Raises `BrokenHistory`."""
    past = tuple(facts)
    if not past or not isinstance(past[0], events.PromiseMade):
        raise BrokenHistory("it does not begin with the making of the promise")
    made = past[0]
    found = PromiseState(
        state=made.state,
        start=utc(made.start) if made.start else None,
        due=utc(made.due),
        owner=made.owner,
        answerable=made.owner,
        number=0,
        version=1,
        answer_by=utc(made.answer_by) if made.answer_by else None,
    )
    for fact in past[1:]:
        operation = OPERATIONS.get(type(fact))
        if operation:
            found = _step(found, operation, fact)
        elif isinstance(fact, events.AnswerAwaited):
            found = replace(found, answer_by=utc(fact.answer_by))
    judged: Verdict | None = verdict.verdict(past)
    return replace(found, verdict=str(judged or ""))


def _step(found: PromiseState, operation: str, fact: Event) -> PromiseState:
    try:
        state = after(State(found.state), operation)
    except NotPossible as impossible:
        raise BrokenHistory(f"no {operation} from {found.state}") from impossible
    found = replace(found, state=str(state), version=found.version + 1)
    match fact:
        case events.ConditionMet():
            # Where no term runs from the condition, the window stays as it was, its start included.
            stays = utc(fact.due) == found.due
            start = found.start if stays else None
            return replace(found, due=utc(fact.due), start=start, number=fact.number)
        case events.PromiseCountered() | events.PromiseRevised() | events.PromiseDisputed():
            start = utc(fact.start) if fact.start else None
            answer_by = None if isinstance(fact, events.PromiseDisputed) else found.answer_by
            if isinstance(fact, events.PromiseCountered):
                answer_by = earlier(answer_by, fact.due)
            return replace(found, due=utc(fact.due), start=start, number=fact.number, answer_by=answer_by)
        case events.PromiseReported():
            return replace(found, answer_by=utc(fact.answer_by))
        case events.PromiseDelegated():
            return replace(found, owner=fact.owner, answerable=fact.answerable)
    return found


def case(facts: Iterable[Event]) -> CaseState:
    """Fold a case's facts, in the order of the ledger. Raises `BrokenHistory`."""
    past = tuple(facts)
    if not past or not isinstance(past[0], events.CaseOpened):
        raise BrokenHistory("it does not begin with the opening of the case")
    found = CaseState(state="open", owner=past[0].owner)
    for fact in past[1:]:
        match fact:
            case events.CaseClosed():
                found = replace(found, state="closed")
            case events.CaseReopened():
                found = replace(found, state="open")
            case events.CaseAssigned():
                found = replace(found, owner=fact.owner)
    return found

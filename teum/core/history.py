"""A promise, a case and a message folded from the facts of the ledger: what their rows must say (guarantee 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from teum.core import events, undo, verdict
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
    nature: str
    debtor: str
    channel: str
    zone: str
    start: datetime | None
    due: datetime
    original_start: datetime | None
    original_due: datetime
    owner: int
    answerable: int
    replaces: int | None
    about: int | None
    round: int
    number: int
    version: int
    revisions: int
    answer_by: datetime | None = None
    condition_due: datetime | None = None
    term: str = ""
    proposed_start: datetime | None = None
    proposed_due: datetime | None = None
    verdict: str = ""

    def differs_from(self, other: PromiseState) -> tuple[str, ...]:
        """The names of what is not the same."""
        return tuple(name for name in self.__slots__ if getattr(self, name) != getattr(other, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageState:
    """What a message's facts say of it: in which states it may be, and what became of it when."""

    states: frozenset[str]
    channel: str
    told_at: datetime | None = None
    settled_at: datetime | None = None


OPERATIONS: dict[type[Event], str] = {
    events.PromiseAccepted: "accept",
    events.PromiseCountered: "counter",
    events.PromiseDeclined: "decline",
    events.PromiseLapsed: "lapse",
    events.ConditionMet: "meet_condition",
    events.PromiseRevised: "revise",
    events.RevisionProposed: "revise",
    events.NoDateGiven: "no_date",
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


def maybe_utc(at: datetime | None) -> datetime | None:
    """The same, where there may be none."""
    return utc(at) if at else None


def promise(facts: Iterable[Event]) -> PromiseState:
    """Fold a promise's facts, in the order of the ledger. Raises `BrokenHistory`."""
    past = tuple(facts)
    if not past or not isinstance(past[0], events.PromiseMade):
        raise BrokenHistory("it does not begin with the making of the promise")
    *_, found = _versions(past).values()
    judged: Verdict | None = verdict.verdict(standing(past))
    return replace(found, verdict=str(judged or ""))


def _versions(past: tuple[Event, ...]) -> dict[int, PromiseState]:
    """The promise in each of its versions."""
    made, *others = past
    assert isinstance(made, events.PromiseMade)
    found = _made(made)
    versions = {found.version: found}
    for fact in others:
        operation = OPERATIONS.get(type(fact))
        if operation:
            found = _step(found, operation, fact)
        elif isinstance(fact, events.ActUndone):
            found = _undone(found, versions, fact)
        elif isinstance(fact, events.AnswerAwaited):
            found = _awaited(found, until=utc(fact.answer_by))
        versions[found.version] = found
    return versions


def _awaited(found: PromiseState, *, until: datetime) -> PromiseState:
    """The time to answer begins anew, or that for what has to come first."""
    if found.state == State.WAITING:
        return replace(found, condition_due=until)
    return replace(found, answer_by=until)


def open_windows(facts: Iterable[Event]) -> dict[int, datetime]:
    """The windows that the customer could count on, by their numbers: each with its due moment."""
    stood = _versions(tuple(fact for fact in standing(facts) if not isinstance(fact, events.ActUndone)))
    return {state.number: state.due for state in stood.values() if state.state == State.OPEN}


def standing(past: Iterable[Event]) -> tuple[Event, ...]:
    """A promise's facts without the steps that were undone: what a verdict is passed on."""
    return undo.standing(past, steps=OPERATIONS.keys())


def _undone(
    found: PromiseState, versions: Mapping[int, PromiseState], fact: events.ActUndone
) -> PromiseState:
    """As it was, or as if it had not been made; only its version goes on counting."""
    if fact.to_version == undo.NOT_MADE:
        return replace(found, state=str(State.UNDONE), version=found.version + 1)
    if fact.to_version not in versions or fact.to_version >= found.version:
        raise BrokenHistory(f"no version {fact.to_version} to go back to from {found.version}")
    return replace(versions[fact.to_version], version=found.version + 1)


def _made(made: events.PromiseMade) -> PromiseState:
    start, due = maybe_utc(made.start), utc(made.due)
    return PromiseState(
        state=made.state,
        nature=made.nature,
        debtor=made.debtor,
        channel=made.channel,
        zone=made.zone,
        start=start,
        due=due,
        original_start=start,
        original_due=due,
        owner=made.owner,
        answerable=made.owner,
        replaces=made.replaces,
        about=made.about,
        round=made.round,
        number=0,
        version=1,
        revisions=made.delays,
        answer_by=maybe_utc(made.answer_by),
        condition_due=maybe_utc(made.condition_due),
        term=made.term or "",
    )


ENDS_A_PROPOSAL = (
    events.PromiseRevised,
    events.NoDateGiven,
    events.PromiseReported,
    events.PromiseKept,
    events.PromiseReleased,
    events.PromiseWithdrawn,
)
"""Facts after which no other window is before the customer any more."""


def _step(found: PromiseState, operation: str, fact: Event) -> PromiseState:
    try:
        state = after(State(found.state), operation)
    except NotPossible as impossible:
        raise BrokenHistory(f"no {operation} from {found.state}") from impossible
    found = replace(found, state=str(state), version=found.version + 1)
    if isinstance(fact, ENDS_A_PROPOSAL):
        found = replace(found, proposed_start=None, proposed_due=None)
    match fact:
        case events.ConditionMet():
            # Where no term runs from the condition, the window stays as it was, its start included.
            stays = utc(fact.due) == found.due
            found = replace(found, condition_due=None, term="")
            return _moved(found, fact.number, found.start if stays else None, fact.due)
        case events.PromiseCountered():
            answer_by = earlier(found.answer_by, fact.due)
            return replace(_moved(found, fact.number, fact.start, fact.due), answer_by=answer_by)
        case events.PromiseRevised():
            condition_due = utc(fact.due) if found.condition_due else None
            delays = found.revisions + (fact.asked is None and not fact.unheard)
            found = replace(found, revisions=delays, condition_due=condition_due)
            return _moved(found, fact.number, fact.start, fact.due)
        case events.PromiseDisputed():
            return replace(_moved(found, fact.number, fact.start, fact.due), answer_by=None)
        case events.RevisionProposed():
            start, due = maybe_utc(fact.proposed_start), utc(fact.proposed_due)
            return replace(found, proposed_start=start, proposed_due=due)
        case events.NoDateGiven():
            return replace(found, revisions=found.revisions + (not fact.unheard))
        case events.PromiseReported():
            return replace(found, answer_by=utc(fact.answer_by))
        case events.PromiseDelegated():
            return replace(found, owner=fact.owner, answerable=fact.answerable)
    return found


def _moved(found: PromiseState, number: int, start: datetime | None, due: datetime) -> PromiseState:
    return replace(found, number=number, start=maybe_utc(start), due=utc(due))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyState:
    """What the facts say of a question at the end: why it was asked once more, and what was answered."""

    asked_at: datetime
    is_again: bool
    score: int | None = None
    gap: str = ""
    question: int | None = None
    answered_at: datetime | None = None


def surveys(facts: Iterable[tuple[datetime, Event]]) -> dict[int, SurveyState]:
    """Fold the questions at the end of a case, by their ids. Raises `BrokenHistory`."""
    found: dict[int, SurveyState] = {}
    for at, fact in facts:
        if isinstance(fact, events.SurveyAsked):
            found[fact.survey] = SurveyState(asked_at=at, is_again=fact.digest is not None)
        elif isinstance(fact, events.SurveyAnswered):
            asked = found.get(fact.survey)
            if asked is None or asked.answered_at:
                raise BrokenHistory("an answer at the end that was not asked for")
            found[fact.survey] = replace(
                asked, score=fact.score, gap=fact.gap or "", question=fact.question, answered_at=at
            )
    return found


OF_A_MESSAGE = (
    events.MessageQueued,
    events.MessageReceived,
    events.MessageAccepted,
    events.MessageFailed,
    events.MessageUncertain,
    events.MessageOvertaken,
    events.MessageSettled,
)
UNDER_WAY = frozenset({"queued", "sending", "shown_locally"})
"""States between which a message goes without a fact: what only our own outbox shows is told to nobody."""
TAKEN = frozenset({"accepted", "delivered"})


def message(facts: Iterable[tuple[datetime, Event]]) -> MessageState:
    """Fold a message's facts, each with its moment. Raises `BrokenHistory`."""
    found: MessageState | None = None
    for at, fact in facts:
        if isinstance(fact, events.MessageQueued):
            found = replace(
                found or MessageState(states=UNDER_WAY, channel=""), states=UNDER_WAY, channel=fact.channel
            )
        elif isinstance(fact, events.MessageReceived):
            found = MessageState(states=frozenset({"received"}), channel=fact.channel)
        elif found is None:
            break
        else:
            found = _delivered(found, fact, at)
    if found is None:
        raise BrokenHistory("it begins with neither the queueing nor the coming of the message")
    return found


def _delivered(found: MessageState, fact: Event, at: datetime) -> MessageState:
    match fact:
        case events.MessageAccepted(how="shown"):
            return replace(found, states=frozenset({"shown_locally"}), told_at=at)
        case events.MessageAccepted(how="by_hand"):
            return replace(found, states=TAKEN, told_at=at, settled_at=at)
        case events.MessageAccepted():
            return replace(found, states=TAKEN, told_at=at)
        case events.MessageFailed():
            return replace(found, states=frozenset({"failed"}))
        case events.MessageUncertain():
            return replace(found, states=frozenset({"uncertain"}))
        case events.MessageOvertaken():
            return replace(found, states=frozenset({"overtaken"}))
        case events.MessageSettled(outcome="resend"):
            return replace(found, states=UNDER_WAY, settled_at=None)
        case events.MessageSettled():
            return replace(found, settled_at=at)
    return found

"""The promise: its five answers (guarantee 1), its life as a declared graph, and every operation on it.

After Winograd and Flores' conversation for action, and Singh's commitment operations.
Each operation takes a promise and `now` and gives a `Change`: the promise as it is afterwards, and the events.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from teum.core import events
from teum.core.events import Event
from teum.core.refusal import Conflict, Invalid
from teum.core.window import Window


class State(StrEnum):
    """Where a promise stands."""

    OFFERED = "offered"
    WAITING = "waiting"
    OPEN = "open"
    REPORTED = "reported"
    KEPT = "kept"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Nature(StrEnum):
    """What is promised: a deed, or a word (an update)."""

    DEED = "deed"
    UPDATE = "update"


class Debtor(StrEnum):
    """The side that is to act."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"


S = State
LIFE: dict[str, dict[State, State]] = {
    "accept": {S.OFFERED: S.OPEN},
    "counter": {S.OFFERED: S.OFFERED},
    "decline": {S.OFFERED: S.DECLINED},
    "lapse": {S.OFFERED: S.LAPSED, S.WAITING: S.LAPSED},
    "meet_condition": {S.WAITING: S.OPEN},
    "revise": {S.OPEN: S.OPEN, S.WAITING: S.WAITING},
    "report": {S.OPEN: S.REPORTED},
    "confirm": {S.REPORTED: S.KEPT, S.OPEN: S.KEPT},
    "dispute": {S.REPORTED: S.OPEN},
    "release": {S.OPEN: S.RELEASED, S.WAITING: S.RELEASED, S.OFFERED: S.RELEASED},
    "withdraw": {S.OPEN: S.WITHDRAWN, S.WAITING: S.WITHDRAWN, S.OFFERED: S.WITHDRAWN},
    "delegate": {S.OPEN: S.OPEN, S.WAITING: S.WAITING, S.OFFERED: S.OFFERED, S.REPORTED: S.REPORTED},
}
STARTS = frozenset({S.OPEN, S.WAITING, S.OFFERED})
FINAL = frozenset({S.KEPT, S.DECLINED, S.LAPSED, S.RELEASED, S.WITHDRAWN})
LIVE = frozenset(State) - FINAL


def check_life(life: dict[str, dict[State, State]]) -> None:
    """Raise where the graph is impossible: a state never reached, a way out of an end, or a live state with none."""
    ways = [(a, b) for steps in life.values() for a, b in steps.items()]
    reached = set(STARTS) | {b for _, b in ways}
    stuck = {state for state in LIVE if not any(a is state and b is not state for a, b in ways)}
    if reached != set(State) or stuck or any(a in FINAL for a, _ in ways):
        raise RuntimeError(f"impossible life: unreached {set(State) - reached}, stuck {stuck}")


check_life(LIFE)


# ── refusals ──


class VagueWindow(Invalid):
    """Two readers would read the time differently, or there is none (A1). Carries `vague` and `suggestions`."""

    code = "vague_window"


class Incomplete(Invalid):
    """One of the five answers is missing (A2). Carries `missing`."""

    code = "incomplete"


class WindowMismatch(Invalid):
    """The words name another time than the window."""

    code = "window_mismatch"


class Several(Invalid):
    """One text holds several promises; each is recorded for itself. Carries `commitments`."""

    code = "several"


class NotPossible(Conflict):
    """The promise's life has no such step from where it stands. Carries `state` and `operation`."""

    code = "not_possible"


class Stale(Conflict):
    """It changed since it was seen. Carries `version`, the one it has now."""

    code = "stale"


class ProofNeeded(Invalid):
    """Only the creditor releases; a member does so for the customer only with proof."""

    code = "proof_needed"


class DisclosureNeeded(Invalid):
    """A promise is taken back only with words for the customer."""

    code = "disclosure_needed"


class ReasonNeeded(Invalid):
    """A change of time carries its reason."""

    code = "reason_needed"


class SameWindow(Invalid):
    """The new window is the one that was agreed already."""

    code = "same_window"


class NotToldYet(Conflict):
    """The stated time passes into kept only where the customer was told of it."""

    code = "not_told_yet"


# ── values ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must come first; `term` runs from it (`3 business days`, `PT24H`), `due` is its own moment."""

    due: datetime
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment of a debtor to a creditor. `number` counts its windows from 0, `version` its changes.

    `answer_by` is by when the other side is to answer an offer or a report; `round` counts the clock's own words
    in a row; `about` is the promise that an update speaks of."""

    state: State
    window: Window
    owner: int
    nature: Nature = Nature.DEED
    debtor: Debtor = Debtor.PROVIDER
    channel: str = "email"
    id: int | None = None
    version: int = 1
    number: int = 0
    revisions: int = 0
    answerable: int | None = None
    condition: Condition | None = None
    proposed: Window | None = None
    answer_by: datetime | None = None
    replaces: int | None = None
    about: int | None = None
    round: int = 0

    @property
    def is_live(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in LIVE

    @property
    def next_at(self) -> datetime:
        """The moment by which something happens with it: due, the condition's due, or the confirmation's."""
        if self.state is State.WAITING and self.condition:
            return self.condition.due
        if self.state is State.REPORTED and self.answer_by:
            return self.answer_by
        return self.window.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an operation did: the promise afterwards, and the events that say so."""

    promise: Promise
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueWord:
    """A marked word: where it stands in `field`, and why it was marked."""

    quote: str
    start: int
    end: int
    reason: str
    field: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A time that the words name; `whole_day` where they name no hour."""

    due: datetime
    start: datetime | None
    whole_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What `language` found in the words."""

    vague: tuple[VagueWord, ...] = ()
    commitments: tuple[str, ...] = ()
    named: Named | None = None
    suggestions: tuple[dict[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The five answers as given; None where one was not."""

    body: str
    includes: tuple[str, ...]
    owner: int | None
    channel: str | None
    replaces: int | None
    says_replaces: bool
    window: Window | None
    condition: Condition | None = None
    nature: Nature = Nature.DEED
    debtor: Debtor = Debtor.PROVIDER
    answer_by: datetime | None = None
    lacks_condition_due: bool = False
    about: int | None = None
    round: int = 0


# ── making ──


def require_whole(answers: Answers, *, findings: Findings, has_others: bool) -> None:
    """Refuse unless the five answers are there and two readers would read the same (guarantee 1).

    Vagueness is reported first, then several promises in one text, what is missing, and a time that contradicts.
    """
    if findings.vague:
        raise VagueWindow(
            vague=[
                {"quote": v.quote, "start": v.start, "end": v.end, "reason": v.reason, "field": v.field}
                for v in findings.vague
            ],
            suggestions=list(findings.suggestions),
        )
    if len(findings.commitments) > 1:
        raise Several(commitments=list(findings.commitments))
    if answers.lacks_condition_due:
        raise Incomplete(missing=["condition_due"])
    if answers.window is None:
        raise VagueWindow(vague=[], suggestions=list(findings.suggestions))
    missing = _missing(answers, has_others=has_others)
    if missing:
        raise Incomplete(missing=missing)
    if findings.named and contradicts(findings.named, answers.window):
        raise WindowMismatch(named=findings.named.due.isoformat(), due=answers.window.due.isoformat())


def _missing(answers: Answers, *, has_others: bool) -> list[str]:
    given = {
        "body": bool(answers.body.strip()),
        "includes": any(item.strip() for item in answers.includes),
        "owner": answers.owner is not None,
        "channel": bool(answers.channel),
        "replaces": answers.says_replaces or not has_others,
    }
    return [name for name, there in given.items() if not there]


def contradicts(named: Named, window: Window) -> bool:
    """Whether the words name another time than the window; a day without an hour agrees with any hour of it."""
    zone = window.zone
    if named.whole_day:
        return named.due.astimezone(zone).date() != window.due.astimezone(zone).date()
    starts = named.start is not None and window.start is not None and named.start != window.start
    return named.due != window.due or starts


def make(answers: Answers, *, findings: Findings, has_others: bool, digest: str) -> Change:
    """Record a promise, whole, or refuse; it starts open, waiting for its condition, or offered."""
    require_whole(answers, findings=findings, has_others=has_others)
    assert answers.window and answers.owner is not None and answers.channel
    state = State.OFFERED if answers.answer_by else State.WAITING if answers.condition else State.OPEN
    promise = Promise(
        state=state,
        window=answers.window,
        owner=answers.owner,
        answerable=answers.owner,
        nature=answers.nature,
        debtor=answers.debtor,
        channel=answers.channel,
        answer_by=answers.answer_by,
        condition=answers.condition,
        replaces=answers.replaces,
        about=answers.about,
        round=answers.round,
    )
    made = events.PromiseMade(
        nature=str(promise.nature),
        state=str(state),
        debtor=str(promise.debtor),
        owner=promise.owner,
        channel=promise.channel,
        zone=promise.window.zone.key,
        due=promise.window.due,
        start=promise.window.start,
        digest=digest,
        replaces=promise.replaces,
        about=promise.about,
        round=promise.round,
        answer_by=promise.answer_by,
        condition_due=promise.condition.due if promise.condition else None,
        term=promise.condition.term if promise.condition else None,
    )
    return Change(promise=promise, events=(made,))


# ── the steps of its life ──


def _step(promise: Promise, operation: str, *, event: Event, **changes: object) -> Change:
    state = after(promise.state, operation)
    moved = replace(promise, state=state, version=promise.version + 1, **changes)  # type: ignore[arg-type]
    return Change(promise=moved, events=(event,))


def after(state: State, operation: str) -> State:
    """The state after an operation, or `not_possible`."""
    if state not in LIFE[operation]:
        raise NotPossible(state=str(state), operation=operation)
    return LIFE[operation][state]


def require_version(promise: Promise, seen: int | None) -> None:
    """Refuse a change that names another version than the promise has."""
    if seen is not None and seen != promise.version:
        raise Stale(version=promise.version, seen=seen)


def accept(promise: Promise) -> Change:
    """The other side accepts an offer."""
    return _step(promise, "accept", event=events.PromiseAccepted())


def counter(promise: Promise, *, window: Window) -> Change:
    """The other side names another window."""
    number = promise.number + 1
    event = events.PromiseCountered(due=window.due, start=window.start, number=number)
    return _step(promise, "counter", event=event, window=window, number=number)


def decline(promise: Promise) -> Change:
    """The other side says no to an offer."""
    return _step(promise, "decline", event=events.PromiseDeclined())


def lapse(promise: Promise) -> Change:
    """An offer or a condition was not answered in its time."""
    return _step(promise, "lapse", event=events.PromiseLapsed())


def meet_condition(promise: Promise, *, window: Window) -> Change:
    """What had to come first came; `window` is the one that runs from it."""
    number = promise.number + 1
    event = events.ConditionMet(due=window.due, number=number)
    return _step(promise, "meet_condition", event=event, window=window, number=number, condition=None)


def revise(promise: Promise, *, window: Window, reason: str, digest: str, now: datetime) -> Change:
    """Move the window (A3). A first change takes effect at once; a second waits for the customer's word.

    A waiting promise moves its condition's due. After due the window still moves, and the miss stands.
    """
    after(promise.state, "revise")
    if not reason.strip():
        raise ReasonNeeded()
    if window == promise.window:
        raise SameWindow()
    if promise.revisions >= 1 and promise.debtor is Debtor.PROVIDER and now < promise.window.due:
        event = events.RevisionProposed(proposed_due=window.due, proposed_start=window.start, digest=digest)
        return _step(promise, "revise", event=event, proposed=window)
    return _move(promise, window=window, digest=digest, now=now)


def agree(promise: Promise, *, digest: str, now: datetime) -> Change:
    """The customer agrees to the window that was put to them."""
    if promise.proposed is None:
        raise NotPossible(state=str(promise.state), operation="agree")
    return _move(promise, window=promise.proposed, digest=digest, now=now)


def _move(promise: Promise, *, window: Window, digest: str, now: datetime) -> Change:
    number = promise.number + 1
    event = events.PromiseRevised(
        number=number, due=window.due, start=window.start, late=now > promise.window.due, digest=digest
    )
    condition = replace(promise.condition, due=window.due) if promise.condition else None
    return _step(
        promise,
        "revise",
        event=event,
        window=window,
        number=number,
        revisions=promise.revisions + 1,
        proposed=None,
        condition=condition,
    )


def report(promise: Promise, *, answer_by: datetime, now: datetime) -> Change:
    """The debtor says that it is done; it counts as kept after `answer_by` if the customer was told so."""
    event = events.PromiseReported(answer_by=answer_by, late=now > promise.window.due)
    return _step(promise, "report", event=event, answer_by=answer_by, proposed=None)


def confirm(promise: Promise, *, by: str, now: datetime, told_of_time: bool = True) -> Change:
    """It is finished: the creditor says so, the stated time passed, or the word was given."""
    if by == "time" and not told_of_time:
        raise NotToldYet()
    late = promise.state is State.OPEN and now > promise.window.due
    return _step(promise, "confirm", event=events.PromiseKept(by=by, late=late), proposed=None)


def dispute(promise: Promise, *, window: Window, digest: str) -> Change:
    """"Not what I was told": it is open again; `window` is its own while that is ahead, else the next one."""
    number = promise.number + (window != promise.window)
    event = events.PromiseDisputed(due=window.due, start=window.start, number=number, digest=digest)
    return _step(promise, "dispute", event=event, window=window, number=number, answer_by=None)


def release(promise: Promise, *, by_creditor: bool, proof: str, digest: str | None) -> Change:
    """The creditor lets go; a member says so for the customer only with proof."""
    after(promise.state, "release")
    if not by_creditor and not proof.strip():
        raise ProofNeeded()
    return _step(promise, "release", event=events.PromiseReleased(digest=digest), proposed=None)


def replace_by(promise: Promise, *, successor: int, digest: str) -> Change:
    """The customer agreed on another promise in its stead (A2); the words of that one are the proof."""
    event = events.PromiseReleased(digest=digest, replaced_by=successor)
    return _step(promise, "release", event=event, proposed=None)


def withdraw(promise: Promise, *, disclosure: str, digest: str) -> Change:
    """The debtor takes it back, with words for the customer."""
    after(promise.state, "withdraw")
    if not disclosure.strip():
        raise DisclosureNeeded()
    event = events.PromiseWithdrawn(digest=digest, due=promise.window.due)
    return _step(promise, "withdraw", event=event, proposed=None)


def delegate(promise: Promise, *, owner: int) -> Change:
    """Another member owns it; who faces the customer stays answerable."""
    answerable = promise.answerable or promise.owner
    event = events.PromiseDelegated(owner=owner, answerable=answerable)
    return _step(promise, "delegate", event=event, owner=owner, answerable=answerable)


def is_live(states: Iterable[State]) -> bool:
    """Whether any of these states still leads somewhere."""
    return any(state in LIVE for state in states)

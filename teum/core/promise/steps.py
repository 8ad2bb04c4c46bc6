"""The steps of a promise's life: each takes a promise and gives a `Change`, or refuses."""

from dataclasses import replace
from datetime import UTC, datetime

from teum.core import events
from teum.core.events import Event
from teum.core.promise.life import NotPossible, State, after
from teum.core.promise.value import Change, Debtor, Heard, Nature, Promise
from teum.core.refusal import Conflict, Invalid
from teum.core.window import DuePast, Window


class Stale(Conflict):
    """It changed since it was seen. Carries `version`, the one it has now; of a payment `paid`, what has come of it."""

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


def _step(promise: Promise, operation: str, *, event: Event, **changes: object) -> Change:
    state = after(promise.state, operation)
    moved = replace(promise, state=state, version=promise.version + 1, **changes)  # type: ignore[arg-type]
    return Change(promise=moved, events=(event,))


def require_version(promise: Promise, seen: int | None) -> None:
    """Refuse a change that names another version than the promise has."""
    if seen is not None and seen != promise.version:
        raise Stale(version=promise.version, seen=seen)


def _require_ahead(window: Window, now: datetime) -> None:
    """What opens now must not be late already: its window has to be moved before that."""
    if window.due <= now:
        raise DuePast(due=window.due.isoformat(), now=now.isoformat())


def accept(promise: Promise, *, now: datetime) -> Change:
    """The other side accepts an offer, while its window is ahead."""
    after(promise.state, "accept")
    _require_ahead(promise.window, now)
    return _step(promise, "accept", event=events.PromiseAccepted())


def counter(promise: Promise, *, window: Window) -> Change:
    """The other side names another window; where that ends before the answer was awaited, the answer comes by then."""
    after(promise.state, "counter")
    if window == promise.window:
        raise SameWindow()
    number = promise.number + 1
    event = events.PromiseCountered(due=window.due, start=window.start, number=number)
    answer_by = earlier(promise.answer_by, window.due)
    return _step(promise, "counter", event=event, window=window, number=number, answer_by=answer_by)


def earlier(answer_by: datetime | None, due: datetime) -> datetime | None:
    """Until when an offer is answered: never after what it offers."""
    return answer_by if answer_by is None else min(answer_by.astimezone(UTC), due.astimezone(UTC))


def decline(promise: Promise) -> Change:
    """The other side says no to an offer."""
    return _step(promise, "decline", event=events.PromiseDeclined())


def lapse(promise: Promise) -> Change:
    """An offer or a condition was not answered in its time."""
    return _step(promise, "lapse", event=events.PromiseLapsed())


def meet_condition(promise: Promise, *, window: Window, now: datetime) -> Change:
    """What had to come first came; `window` is the one that runs from it, and it is ahead."""
    after(promise.state, "meet_condition")
    _require_ahead(window, now)
    number = promise.number + 1
    event = events.ConditionMet(due=window.due, number=number)
    return _step(promise, "meet_condition", event=event, window=window, number=number, condition=None)


def revise(
    promise: Promise,
    *,
    window: Window,
    reason: str,
    digest: str,
    now: datetime,
    heard: Heard | None = None,
) -> Change:
    """Move the window (A3). A first change takes effect at once; a second waits for the customer's word.

    A waiting promise moves its condition's due. After due the window still moves, and the miss stands.
    What they have not `heard` of is no change for them: this one takes its place. None: they know how it stands.
    """
    after(promise.state, "revise")
    if not reason.strip():
        raise ReasonNeeded()
    if window == promise.window:
        raise SameWindow()
    if is_put_to_customer(promise, now=now, heard=heard):
        return propose(promise, window=window, digest=digest)
    is_further = is_further_delay(promise, heard)
    return _move(promise, window=window, digest=digest, now=now, is_further=is_further)


def propose(promise: Promise, *, window: Window, digest: str) -> Change:
    """Answer another time that they asked for with one of ours: whichever change it is, it waits for their word."""
    after(promise.state, "revise")
    if window == promise.window:
        raise SameWindow()
    event = events.RevisionProposed(proposed_due=window.due, proposed_start=window.start, digest=digest)
    return _step(promise, "revise", event=event, proposed=window)


def move_as_asked(promise: Promise, *, window: Window, asked: int, digest: str, now: datetime) -> Change:
    """Move to a window that the customer asked for: both have agreed, and it is no delay of ours."""
    _require_ahead(window, now)
    if window == promise.window:
        raise SameWindow()
    return _move(promise, window=window, digest=digest, now=now, asked=asked)


def is_put_to_customer(promise: Promise, *, now: datetime, heard: Heard | None = None) -> bool:
    """Whether another window waits for the customer's word: from the second change on, until the agreed one is over.

    What they have not `heard` of they have not agreed to, and nobody asks them about it.
    """
    delays = heard.delays if heard else promise.revisions
    agreed = (heard and heard.window) or promise.window
    return delays >= 1 and promise.debtor is Debtor.PROVIDER and now < agreed.due


def is_further_delay(promise: Promise, heard: Heard | None) -> bool:
    """Whether another window is one more delay for them: it moves one of which they know, and none that they do not."""
    return heard is None or (heard.window is not None and heard.delays == promise.revisions)


def agree(promise: Promise, *, digest: str, now: datetime) -> Change:
    """The customer agrees to the window that was put to them, as long as it lies ahead."""
    if promise.proposed is None or promise.proposed.due <= now:
        raise NotPossible(state=str(promise.state), operation="agree")
    return _move(promise, window=promise.proposed, digest=digest, now=now)


def no_date(
    promise: Promise, *, reason: str, next_due: datetime, digest: str, heard: Heard | None = None
) -> Change:
    """Admit that there is no new date (A3): a delay like another, and what was agreed stands until it passes.

    It takes the place of a delay of which they have not `heard`.
    """
    if promise.debtor is Debtor.CUSTOMER or promise.nature is Nature.UPDATE:
        raise NotPossible(state=str(promise.state), operation="no_date")
    after(promise.state, "no_date")
    if not reason.strip():
        raise ReasonNeeded()
    is_further = heard is None or heard.delays == promise.revisions
    event = events.NoDateGiven(
        number=promise.number, next_due=next_due, digest=digest, unheard=None if is_further else True
    )
    return _step(promise, "no_date", event=event, revisions=promise.revisions + is_further, proposed=None)


def _move(
    promise: Promise,
    *,
    window: Window,
    digest: str,
    now: datetime,
    asked: int | None = None,
    is_further: bool = True,
) -> Change:
    number = promise.number + 1
    event = events.PromiseRevised(
        number=number,
        due=window.due,
        start=window.start,
        late=promise.window.is_over(now),
        digest=digest,
        asked=asked,
        unheard=None if is_further else True,
    )
    condition = replace(promise.condition, due=window.due) if promise.condition else None
    return _step(
        promise,
        "revise",
        event=event,
        window=window,
        number=number,
        revisions=promise.revisions + (asked is None and is_further),
        proposed=None,
        condition=condition,
    )


def report(promise: Promise, *, answer_by: datetime, now: datetime) -> Change:
    """The debtor says that it is done; it counts as kept after `answer_by` if the customer was told so."""
    event = events.PromiseReported(answer_by=answer_by, late=promise.window.is_over(now))
    return _step(promise, "report", event=event, answer_by=answer_by, proposed=None)


def confirm(promise: Promise, *, by: str, now: datetime, told_of_time: bool = True) -> Change:
    """It is finished: the creditor says so, the stated time passed, or the word was given."""
    if by == "time" and not told_of_time:
        raise NotToldYet()
    late = promise.state is State.OPEN and promise.window.is_over(now)
    return _step(promise, "confirm", event=events.PromiseKept(by=by, late=late), proposed=None)


def receive(promise: Promise, *, answer_by: datetime, now: datetime) -> Change:
    """What others owed is there: the creditor is we, so that our report of it is the confirmation."""
    reported = report(promise, answer_by=answer_by, now=now)
    kept = confirm(reported.promise, by="creditor", now=now)
    return Change(promise=kept.promise, events=(*reported.events, *kept.events))


def dispute(promise: Promise, *, window: Window, digest: str) -> Change:
    """ "Not what I was told": it is open again; `window` is its own while that is ahead, else the next one."""
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

"""The facts that the ledger keeps, in the past tense: ids, moments and digests; never names, texts or addresses."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; `facts` is its JSON-ready content."""

    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        # slots=True makes a second class of the same name; the later one, which is the real one, stays.
        Event.registry[cls.__name__] = cls

    @property
    def kind(self) -> str:
        """The event's name in the ledger."""
        return type(self).__name__

    @property
    def facts(self) -> dict[str, Any]:
        """The content as the ledger stores it; moments in ISO 8601 with offset, absent values left out."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: _plain(value) for name, value in values if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def read(kind: str, facts: dict[str, Any]) -> Event:
    """Read an event back from the ledger."""
    cls = Event.registry[kind]
    return cls(**{name: _moment(name, value) for name, value in facts.items()})


_MOMENTS = {"start", "due", "answer_by", "next_due", "since", "until", "condition_due", "proposed_due", "proposed_start", "hold_at"}


def _moment(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in _MOMENTS and value else value


# ── a case ──


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A matter of a customer began."""

    customer: int
    owner: int
    source: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """No end was left open; `why` says who closed it: `member`, `confirmed`, `lapsed`, `silent_customer`."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """A closed matter went on."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned(Event):
    """Another member answers for the case."""

    owner: int


# ── a promise ──


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Event):
    """A promise was recorded, whole; `digest` covers its words."""

    nature: str
    state: str
    debtor: str
    owner: int
    channel: str
    zone: str
    due: datetime
    digest: str
    start: datetime | None = None
    replaces: int | None = None
    about: int | None = None
    round: int = 0
    answer_by: datetime | None = None
    condition_due: datetime | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseAccepted(Event):
    """The other side accepted an offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCountered(Event):
    """The other side named another window; the offer waits for us again."""

    due: datetime
    start: datetime | None = None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDeclined(Event):
    """The other side said no to an offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLapsed(Event):
    """An offer or a condition was not answered in its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet(Event):
    """What had to come first came; the window starts."""

    due: datetime
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRevised(Event):
    """The window moved; `number` counts windows, from 1; `late` says that the old due had passed."""

    number: int
    due: datetime
    start: datetime | None = None
    late: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionProposed(Event):
    """A second or later change was put to the customer; the agreed window stands until they agree."""

    proposed_due: datetime
    proposed_start: datetime | None = None
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReported(Event):
    """The debtor said that it is done."""

    answer_by: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(Event):
    """It is finished; `by` is `creditor`, `time` (the stated time passed) or `word` (an update that was given)."""

    by: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDisputed(Event):
    """The creditor says that something is missing; it is open again."""

    due: datetime
    start: datetime | None = None
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReleased(Event):
    """The creditor let go of it; `digest` covers the proof where a member said so for the customer.

    `replaced_by` is the promise that was agreed on in its stead.
    """

    digest: str | None = None
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseWithdrawn(Event):
    """The debtor took it back, with a disclosure."""

    digest: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDelegated(Event):
    """Another member owns it."""

    owner: int
    answerable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTold(Event):
    """The customer was told something true about a window: `how` is `message`, `call` or `by_hand`."""

    number: int
    what: str
    how: str
    late: bool = False
    message: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMissed(Event):
    """A due moment passed and the promise was open; `outage` is `clock`, `carrier` or absent."""

    number: int
    told: bool
    outage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerAsked(Event):
    """The owner was asked to confirm or revise."""

    number: int
    member: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerConfirmed(Event):
    """The owner said that it will be kept; the clock speaks at `hold_at` if it is not."""

    number: int
    hold_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingSent(Event):
    """The clock spoke for someone: no answer yet, and the next word at `next_due`."""

    number: int
    round: int
    next_due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerTold(Event):
    """A manager was told that the clock had to speak."""

    number: int
    member: int


# ── messages and calls ──


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQueued(Event):
    """A message was written with the fact that it tells."""

    message: int
    channel: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAccepted(Event):
    """A carrier took the message."""

    message: int
    how: str = "carrier"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFailed(Event):
    """A carrier refused the message for good, or tries ran out."""

    message: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageUncertain(Event):
    """It is not known whether the carrier took the message; it is not sent again unasked."""

    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOvertaken(Event):
    """A newer message says all that this one would have said."""

    message: int
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSettled(Event):
    """A person dealt with a message that had failed or was uncertain."""

    message: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLogged(Event):
    """A member spoke with the customer."""

    reached: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateGiven(Event):
    """A word went to the customer that names the next one."""

    next_due: datetime
    digest: str


# ── the house ──


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """Somebody became a member."""

    member: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDeactivated(Event):
    """A member left; everything that they owned was handed over to `heir`."""

    member: int
    heir: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReturned(Event):
    """The clock was away."""

    since: datetime
    until: datetime

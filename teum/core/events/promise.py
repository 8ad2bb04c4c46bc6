"""Facts of a promise."""

from dataclasses import dataclass
from datetime import datetime

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(Event):
    """A promise was recorded, whole; `digest` covers its words.

    `delays` are those of what it replaces, and its own where it comes later.
    """

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
    delays: int = 0
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
    """The window moved; `number` counts windows, from 1; `late` says that the old due had passed.

    `asked` is the question in which the customer named this window: what they asked for is no delay of ours.
    `unheard`: the customer had not heard of the window that moved, so that this is no further delay.
    """

    number: int
    due: datetime
    start: datetime | None = None
    late: bool
    digest: str
    asked: int | None = None
    unheard: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionProposed(Event):
    """A second or later change, or our answer to another time that they asked for, was put to the customer.

    The agreed window stands until they agree.
    """

    proposed_due: datetime
    proposed_start: datetime | None = None
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDateGiven(Event):
    """A person admitted that there is no new date, and why; what was agreed stands, and the next word is promised.

    `unheard`: it takes the place of a delay of which the customer had not heard.
    """

    number: int
    next_due: datetime
    digest: str
    unheard: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReported(Event):
    """The debtor said that it is done."""

    answer_by: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAwaited(Event):
    """The stated time passed and the customer had not been told that it is done; their time to answer starts again.

    `unreminded`: it is what we wait for from them, of which nobody reminded them, for no clock ran.
    """

    answer_by: datetime
    unreminded: bool | None = None


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
class ActUndone(Event):
    """Within its seconds an act was undone and its message did not leave; it is again as in version `to_version`.

    0 where the act had made it: it was not promised.
    """

    to_version: int
    message: int


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
class OwnerReminded(Event):
    """The owner was reminded on the morning of the day."""

    number: int
    member: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerAsked(Event):
    """A manager was asked before the owner: the last word about this was the clock's own."""

    number: int
    member: int


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

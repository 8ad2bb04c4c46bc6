"""Facts of messages and calls."""

from dataclasses import dataclass
from datetime import datetime

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQueued(Event):
    """A message was written with the fact that it tells."""

    message: int
    channel: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Event):
    """A mail came in; `standing` says how sure it is who wrote (`core.inbox`).

    Recorded without a case where nobody knows to which it belongs, and in the case once somebody has said so.
    """

    message: int
    channel: str
    kind_of: str
    standing: str
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
    """A newer message says all that this one would have said, or a person took it back."""

    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSettled(Event):
    """A person dealt with a message that had failed or was uncertain; `way` is how they told it, where they say so."""

    message: int
    outcome: str
    way: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLogged(Event):
    """A member spoke with the customer."""

    reached: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTried(Event):
    """A member called and reached nobody: `result` is `no_answer` or `wrong_number`.

    `message` is the one whose words were to be said; `contact` the way to reach them that turned out to be wrong.
    """

    result: str
    message: int | None = None
    contact: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateGiven(Event):
    """A word went to the customer that names the next one."""

    next_due: datetime
    digest: str

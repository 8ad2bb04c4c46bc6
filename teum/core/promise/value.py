"""A promise as a value, and what an operation does to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teum.core.events import Event
from teum.core.promise.life import LIVE, State
from teum.core.window import Window


class Nature(StrEnum):
    """What is promised: a deed, a word (an update), or the customer's last word before their case is closed."""

    DEED = "deed"
    UPDATE = "update"
    CLOSING = "closing"


class Debtor(StrEnum):
    """The side that is to act."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"


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
        """The moment by which something happens with it: due, the condition's due, or by when an answer comes."""
        if self.state is State.WAITING and self.condition:
            return self.condition.due
        if self.state in (State.OFFERED, State.REPORTED) and self.answer_by:
            return self.answer_by
        return self.window.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the customer knows of a promise as its time changes: only that is moved for them.

    `window` is the newest of which they heard, with its `number`, None where there is none; of `delays` they heard.
    `before`: the windows before it, the oldest first, on which they count where the word of it did not reach them.
    """

    delays: int
    number: int | None = None
    window: Window | None = None
    before: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an operation did: the promise afterwards, and the events that say so."""

    promise: Promise
    events: tuple[Event, ...]

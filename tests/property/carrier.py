"""A carrier at the boundary that does whatever a carrier may do, and remembers what it was handed."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from teum.channels.letter import Envelope
from teum.channels.outcome import Accepted, Failed, Outcome, Unknown


class Crash(BaseException):
    """The process dies between sending and marking; no handler for errors sees it."""


class Answer(StrEnum):
    """What becomes of one message."""

    TAKEN = "taken"
    BUSY = "busy"
    """A passing failure: it was not taken."""
    NO_SUCH_ADDRESS = "no_such_address"
    """A lasting one."""
    UNKNOWN = "unknown"
    """The words were handed over and no answer came."""
    CRASH_AFTER = "crash_after"
    """It was taken, and we died before we could write that down."""
    CRASH_BEFORE = "crash_before"
    """We died before the carrier had it."""


LEFT_US = frozenset({Answer.TAKEN, Answer.UNKNOWN, Answer.CRASH_AFTER})
"""What may have reached the customer: nothing of this may happen twice to one message."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One message in the carrier's hands."""

    key: str
    answer: Answer
    at: datetime
    text: str


@dataclass(slots=True)
class FakeCarrier:
    """Answers as scripted, else takes what comes; `is_down`: takes nothing for now."""

    is_down: bool = False
    script: deque[Answer] = field(default_factory=deque)
    handed: list[Handed] = field(default_factory=list)

    def send(self, envelope: Envelope) -> Outcome:
        """Take one message, or not."""
        answer = Answer.BUSY if self.is_down else self.script.popleft() if self.script else Answer.TAKEN
        self.handed.append(Handed(envelope.key, answer, envelope.at, envelope.text))
        match answer:
            case Answer.TAKEN:
                return Accepted(f"provider-{len(self.handed)}")
            case Answer.BUSY:
                return Failed(permanent=False, reason="busy")
            case Answer.NO_SUCH_ADDRESS:
                return Failed(permanent=True, reason="no_such_address", blames_address=True)
            case Answer.UNKNOWN:
                return Unknown("no_answer")
        raise Crash

    def close(self) -> None:
        """Nothing is open."""

    def taken_at(self, key: str) -> datetime | None:
        """When it answered that it took this message."""
        return next((h.at for h in self.handed if h.key == key and h.answer is Answer.TAKEN), None)

    def was_bad_to(self, keys: set[str]) -> bool:
        """Whether it ever answered otherwise to one of these messages."""
        return any(h.key in keys and h.answer is not Answer.TAKEN for h in self.handed)

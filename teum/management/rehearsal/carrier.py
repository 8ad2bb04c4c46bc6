"""A carrier at the boundary that does whatever a carrier may do, and remembers what it was handed."""

from __future__ import annotations

import json
import os
from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from teum.channels import choose
from teum.channels.letter import Envelope
from teum.channels.outcome import Accepted, Away, Failed, Outcome, Unknown
from teum.clock import delivery
from teum.clock.rates import Rates
from teum.core.rate import Limit


class Crash(BaseException):
    """The process dies between sending and marking; no handler for errors sees it."""


class Answer(StrEnum):
    """What becomes of one message."""

    TAKEN = "taken"
    BUSY = "busy"
    """A passing failure: it was not taken."""
    AWAY = "away"
    """Nobody answered at all: that says nothing of this message."""
    NO_SUCH_ADDRESS = "no_such_address"
    """A lasting one."""
    REFUSED = "refused"
    """A lasting one that speaks of the words, not of the address."""
    UNKNOWN = "unknown"
    """The words were handed over and no answer came."""
    CRASH_AFTER = "crash_after"
    """It was taken, and we died before we could write that down."""
    CRASH_BEFORE = "crash_before"
    """We died before the carrier had it."""


LEFT_ALONE = timedelta(minutes=6)
"""Whoever could not reach it leaves it alone for no longer than this."""
AT_ONCE = 3
SECONDS_A_LETTER = 32
"""Of a power of two, so that what is left after any number of steps is told exactly."""
STEP_SECONDS = 4
"""Through a wait of a second delivery sleeps (`PATIENCE_SECONDS`), and no time passes here: none is so short."""
LEFT_US = frozenset({Answer.TAKEN, Answer.UNKNOWN, Answer.CRASH_AFTER})
"""What may have reached the customer: nothing of this may happen twice to one message."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One envelope in the carrier's hands; `keys` are those of the messages in it."""

    keys: tuple[str, ...]
    answer: Answer
    at: datetime
    text: str


def takes_all(*, key: str, address: str) -> Answer:
    """A carrier in fair weather."""
    return Answer.TAKEN


class Decide(Protocol):
    """How a carrier decides on one message."""

    def __call__(self, *, key: str, address: str) -> Answer:
        """What becomes of the message of that key to that address."""


@dataclass(slots=True)
class RehearsedCarrier:
    """Answers as scripted, else as it decides; `is_down`: takes nothing for now; `is_away`: nor can it be reached."""

    decide: Decide = takes_all
    is_down: bool = False
    is_away: bool = False
    is_slow: bool = False
    """It takes a few letters a minute (`slow`)."""
    script: deque[Answer] = field(default_factory=deque)
    handed: list[Handed] = field(default_factory=list)
    receipts: dict[str, datetime] = field(default_factory=dict)
    """Of what it gave no answer at first: when its word came that it had taken it."""
    tells: int | None = None
    """A pipe to which what it was handed is written before it answers; for a process that may be killed."""
    _by_key: defaultdict[str, list[Handed]] = field(default_factory=lambda: defaultdict(list))
    _away_at: list[datetime] = field(default_factory=list)
    """When it could not be reached, in order."""
    _share_until: datetime | None = None
    """Until when what it was handed so far keeps it busy, a letter after the other."""

    def send(self, envelope: Envelope) -> Outcome:
        """Take one message, or not."""
        answer = self._answer(envelope)
        keys = envelope.carries or (envelope.key,)
        self.remember(Handed(keys, answer, envelope.at, envelope.text))
        if self.tells is not None:
            os.write(self.tells, json.dumps([keys, answer, envelope.text]).encode() + b"\n")
        match answer:
            case Answer.TAKEN:
                return Accepted(f"provider-{len(self.handed)}")
            case Answer.BUSY:
                return Failed(permanent=False, reason="busy")
            case Answer.AWAY:
                return Away("connect")
            case Answer.NO_SUCH_ADDRESS:
                return Failed(permanent=True, reason="no_such_address", blames_address=True)
            case Answer.REFUSED:
                return Failed(permanent=True, reason="refused")
            case Answer.UNKNOWN:
                return Unknown("no_answer")
        raise Crash

    def _answer(self, envelope: Envelope) -> Answer:
        if self.is_away or self.is_down:
            return Answer.AWAY if self.is_away else Answer.BUSY
        return (
            self.script.popleft()
            if self.script
            else self.decide(key=envelope.key, address=envelope.to.address)
        )

    def close(self) -> None:
        """Nothing is open."""

    def remember(self, handed: Handed) -> None:
        """It was handed this, and answered so."""
        self.handed.append(handed)
        begins = max(self._share_until or handed.at, handed.at)
        self._share_until = begins + timedelta(seconds=SECONDS_A_LETTER)
        if handed.answer is Answer.AWAY:
            insort(self._away_at, handed.at)
        for key in handed.keys:
            self._by_key[key].append(handed)

    def was_left_unmarked(self, key: str) -> None:
        """Whoever handed it over died before they could write down what became of it."""
        self._by_key[key] = [
            replace(handed, answer=Answer.CRASH_AFTER) if handed.answer is Answer.TAKEN else handed
            for handed in self._by_key[key]
        ]

    def handed_as(self, key: str) -> list[Handed]:
        """Every time that this message was handed over."""
        return self._by_key.get(key, [])

    def taken_at(self, key: str) -> datetime | None:
        """When it said that it took this message."""
        taken = (handed.at for handed in self.handed_as(key) if handed.answer is Answer.TAKEN)
        return next(taken, None) or self.receipts.get(key)

    def was_bad_to(self, key: str, *, until: datetime) -> bool:
        """Whether it answered otherwise to this message before a moment."""
        return any(one.answer is not Answer.TAKEN and one.at < until for one in self.handed_as(key))

    def was_away(self, since: datetime, until: datetime) -> bool:
        """Whether it could not be reached at some time between two moments, or so shortly before that all waited."""
        first = bisect_left(self._away_at, since - LEFT_ALONE)
        return first < len(self._away_at) and self._away_at[first] <= until

    def has_its_share(self, now: datetime) -> bool:
        """Whether it was handed so much, maybe at once what was to be one letter, that what waits may wait."""
        ahead = timedelta(seconds=(AT_ONCE - 1) * SECONDS_A_LETTER - STEP_SECONDS)
        return self.is_slow and self._share_until is not None and self._share_until > now + ahead

    def was_good(self) -> bool:
        """Whether it took whatever it was handed."""
        return all(handed.answer is Answer.TAKEN for handed in self.handed)


def slow(moment: Callable[[], datetime]) -> Rates:
    """A carrier that takes few letters a minute from one business, by a clock that moves in `moment`."""
    limit = Limit(a_second=1 / SECONDS_A_LETTER, burst=AT_ONCE)
    steps = lambda: float(int(moment().timestamp()) // STEP_SECONDS * STEP_SECONDS)  # noqa: E731
    return Rates(limit=lambda channel: limit if channel == "email" else None, seconds=steps)


@contextmanager
def plugged_in(carrier: RehearsedCarrier, rates: Rates | None = None) -> Iterator[None]:
    """Every e-mail goes to this carrier meanwhile, as fast as it comes, or as `rates` allow."""
    real = choose.carrier

    def chosen(channel: str, **servers: Any) -> choose.Carrier:
        return carrier if channel == "email" else real(channel, **servers)

    before = {(choose, "carrier"): choose.carrier, (delivery, "RATES"): delivery.RATES}
    setattr(choose, "carrier", chosen)  # noqa: B010
    setattr(delivery, "RATES", rates or Rates(limit=lambda _: None))  # noqa: B010
    try:
        yield
    finally:
        for (module, name), value in before.items():
            setattr(module, name, value)

"""Delivery with a broker: it publishes the numbers of messages that may go, and workers deliver them.

1. What a dead worker left between sending and marking becomes uncertain, as everywhere.
2. Read the first messages that are free to go; rates, delays and order are decided here, in the table.
3. Publish the number of each. One that is still free after a while is published again: it may have been lost.
4. While the broker is away, or no worker waits at it, delivery sends by itself: nothing is late for a broker.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from teum.actions import pulses
from teum.clock import delivery, expiry, loop
from teum.clock.delivered import Delivered
from teum.clock.loop import BEAT, DeliveryPass, Every, wait_seconds
from teum.queries import delivery as outbox

AGAIN_SECONDS = 15.0
"""So long a number may wait at the broker; then it is gone there, and published again if its message is still free."""
LOOKS_AGAIN = timedelta(seconds=loop.AGAIN_SECONDS)
"""While workers have something, whether it let others go is asked so often: not as fast as the database answers."""
MOST_WAITING = 1000
"""No more numbers than this wait at the broker: what comes after them stays in the table."""
FAILURES_TO_TELL = 4
"""So many in a row, which take a few seconds, before the log tells of it: a start or a restart is no news."""
FAILURES_UNHEEDED = 6
"""What it weighs that nobody claims anything: delivery sends by itself for half a minute."""
logger = logging.getLogger(__name__)


class Away(Exception):
    """The broker took nothing; the words say why, and name no address."""


class Broker(Protocol):
    """Where numbers of messages are handed over."""

    def workers(self) -> int:
        """How many workers wait for them. Raises `Away`."""

    def publish(self, numbers: Sequence[int]) -> None:
        """Hand numbers over. Raises `Away`."""


@dataclass(slots=True)
class Publisher:
    """Publishes pass by pass; remembers what it published lately, and since when the broker is away."""

    broker: Broker
    seconds: Callable[[], float] = time.monotonic
    _published: dict[int, float] = field(default_factory=dict, init=False)
    _beat: Every = field(default_factory=lambda: Every(BEAT), init=False)
    _failures: int = field(default=0, init=False)
    _again_at: float = field(default=0.0, init=False)
    _is_told: bool = field(default=False, init=False)

    def once(
        self,
        now: datetime,
        *,
        moment: Callable[[], datetime] | None = None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Delivered:
        """Publish what is due by now, or send it where nobody takes it."""
        if not self._is_away():
            try:
                return self._publish(now)
            except Away as away:
                self._put_off(away)
        return delivery.once(now, moment=moment, is_stopped=lambda: is_stopped() or not self._is_away())

    def next_at(self, now: datetime) -> datetime | None:
        """The next moment at which there is something to do: what workers finish may let others go."""
        return now + LOOKS_AGAIN if self._published else outbox.next_at(now=now)

    def _publish(self, now: datetime) -> Delivered:
        if not self.broker.workers():
            raise Away("no worker waits at it")
        free = outbox.lines(now=now, but=delivery.RATES.waits(), limit=MOST_WAITING)
        unclaimed = self._forget({number for number, _ in free})
        self._is_back(now)
        uncertain = len(expiry.leases(now=now))
        numbers = [
            number for number, line in free if number not in self._published and delivery.RATES.take(line)
        ]
        self.broker.publish(numbers)
        self._published |= dict.fromkeys(numbers, self.seconds())
        expiry.waits(now=now, but=self._published.keys() - unclaimed)
        return Delivered(uncertain=uncertain)

    def _forget(self, free: set[int]) -> set[int]:
        """Forget what is gone at the broker by now; gives it. Raises `Away` where none of it was claimed.

        A worker whose machine vanished counts as waiting for some minutes yet.
        """
        since = self.seconds() - AGAIN_SECONDS
        gone = {number for number, at in self._published.items() if at <= since}
        self._published = {number: at for number, at in self._published.items() if at > since}
        if gone and gone <= free:
            self._failures = FAILURES_UNHEEDED
            raise Away("nobody claims what it was given")
        return gone

    def _is_away(self) -> bool:
        return self.seconds() < self._again_at

    def _put_off(self, away: Away) -> None:
        """Ask again after a while: half a second at first, half a minute at most.

        What it was given is free for whoever sends meanwhile, and published again where it waits yet by then.
        """
        self._published.clear()
        self._failures += 1
        self._again_at = self.seconds() + wait_seconds(self._failures)
        if self._failures >= FAILURES_TO_TELL and not self._is_told:
            self._is_told = True
            logger.warning("the broker takes no messages: %s. Delivery sends by itself meanwhile", away)

    def _is_back(self, now: datetime) -> None:
        if self._is_told:
            logger.warning("the broker takes messages again")
        self._failures, self._is_told = 0, False
        if self._beat.is_time(now):
            pulses.beat("broker", now=now)


def passes(broker: Broker) -> DeliveryPass:
    """The passes of a delivery that publishes."""
    publisher = Publisher(broker)
    return DeliveryPass(deliver=publisher.once, upcoming=publisher.next_at)

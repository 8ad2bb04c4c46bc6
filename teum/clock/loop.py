"""The loops: a pass, a short sleep, again, until told to stop. A pass that fails is logged; no loop dies of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from teum.actions import housekeeping, outgoing, pulses, seals
from teum.clock import delivery, timers
from teum.clock.delivery import Delivered
from teum.clock.timers import Fired
from teum.now import now
from teum.queries.seals import Frontier

BEAT = timedelta(seconds=10)
HOUR = timedelta(hours=1)
SEALED_AT_ONCE = 500
POLL_SECONDS = 0.5
VIRTUAL_POLL_SECONDS = 0.1
"""Where tests hold the clock, they wait for its passes."""
LONGEST_WAIT_SECONDS = 30.0
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Every:
    """Says now and then that it is time: at first, and whenever so much has passed since."""

    span: timedelta
    _last: datetime | None = field(default=None, init=False)

    def is_time(self, at: datetime) -> bool:
        """Whether it is time again; asking takes it."""
        if self._last is not None and self._last <= at < self._last + self.span:
            return False
        self._last = at
        return True


@dataclass(slots=True)
class ClockPass:
    """One pass of the clock after another."""

    beat: Every = field(default_factory=lambda: Every(BEAT))
    hourly: Every = field(default_factory=lambda: Every(HOUR))
    frontier: Frontier = field(default_factory=Frontier)

    def run(self, at: datetime, is_stopped: Callable[[], bool] = lambda: False) -> Fired:
        """Notice an absence, fire what is due, leave a sign of life, seal what was recorded, tidy up."""
        is_beat = self.beat.is_time(at)
        if is_beat:
            pulses.arrive("clock", now=at)
        fired = timers.once(at, is_stopped=is_stopped)
        if is_beat:
            pulses.beat("clock", lag_seconds=timers.lag_seconds(at), now=at)
        is_hourly = self.hourly.is_time(at)
        if is_hourly:
            while seals.seal_all() and not is_stopped():
                pass
        # What comes while this pass seals waits for the next one: many seals a commit, not one.
        while seals.seal(limit=SEALED_AT_ONCE, frontier=self.frontier) == SEALED_AT_ONCE and not is_stopped():
            pass
        if is_hourly:
            housekeeping.purge(now=at)
        return fired


@dataclass(slots=True)
class DeliveryPass:
    """One pass of delivery after another."""

    beat: Every = field(default_factory=lambda: Every(BEAT))

    def run(
        self,
        at: datetime,
        is_stopped: Callable[[], bool] = lambda: False,
        moment: Callable[[], datetime] | None = None,
    ) -> Delivered:
        """Deliver what is due and leave a sign of life."""
        is_beat = self.beat.is_time(at)
        if is_beat:
            pulses.arrive("delivery", now=at)
        done = delivery.once(at, moment=moment, is_stopped=is_stopped)
        if is_beat:
            pulses.beat("delivery", lag_seconds=outgoing.lag_seconds(now=at), now=at)
        return done


def run_clock(stop: threading.Event) -> None:
    """Fire timers until told to stop."""
    passes = ClockPass()
    _repeat("clock", stop, lambda: passes.run(now(), stop.is_set))


def run_delivery(stop: threading.Event) -> None:
    """Deliver messages until told to stop; what is being sent is marked first."""
    passes = DeliveryPass()
    _repeat("delivery", stop, lambda: passes.run(now(), stop.is_set, now))


def _repeat(name: str, stop: threading.Event, work: Callable[[], object]) -> None:
    pause = VIRTUAL_POLL_SECONDS if settings.TEUM.clock_file else POLL_SECONDS
    failures = 0
    while not stop.is_set():
        try:
            close_old_connections()
            work()
            failures = 0
        except Exception as error:
            failures += 1
            logger.exception("the %s failed, %s in a row", name, failures)
            if isinstance(error, DatabaseError | InterfaceError):
                connections.close_all()
        stop.wait(wait_seconds(failures) if failures else pause)
    connections.close_all()


def wait_seconds(failures: int) -> float:
    """How long to wait after so many failures in a row: half a second, doubled each time, half a minute at most."""
    return float(min(LONGEST_WAIT_SECONDS, POLL_SECONDS * 2 ** min(failures - 1, 10)))

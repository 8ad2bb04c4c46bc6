"""The loops: a pass, a sleep until the next moment or word of something new, again, until told to stop.

A pass that fails is logged; no loop dies of it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from teum.actions import bell, housekeeping, papers, pulses, seals
from teum.clock import delivery, ear, inbox, incidents, timers
from teum.clock.delivered import Delivered
from teum.clock.ear import Ear
from teum.clock.timers import Fired
from teum.now import now
from teum.queries import delivery as outbox
from teum.queries import incidents as telling
from teum.queries import timers as planned
from teum.queries.seals import Frontier, Look

BEAT = timedelta(seconds=10)
HOUR = timedelta(hours=1)
SEALED_AT_ONCE = 500
LOOK_SECONDS = 1.0
"""So long of each pass a look through the ledger takes at most: what falls due meanwhile does not wait for it."""
PASS_SECONDS = 20.0
"""A pass that has more to do goes on in the next one: signs of life, seals and what other processes left in doubt do
not wait for a long backlog, and what is late is seen by the hour that it is."""
TICK_SECONDS = 0.25
"""How often a sleeper looks whether it is told to stop, and SQLite's whether somebody wrote."""
VIRTUAL_TICK_SECONDS = 0.1
"""Where tests hold the clock, they wait for its passes."""
AGAIN_SECONDS = 0.5
"""What is due and was left (another process has it, it broke, or it waits its turn) is looked at again after this."""
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

    def give_back(self) -> None:
        """What it was taken for did not come about: it is time still."""
        self._last = None

    def next_at(self) -> datetime | None:
        """When it is time again; None before the first time."""
        return None if self._last is None else self._last + self.span


@dataclass(slots=True)
class ClockPass:
    """One pass of the clock after another."""

    beat: Every = field(default_factory=lambda: Every(BEAT))
    hourly: Every = field(default_factory=lambda: Every(HOUR))
    look_seconds: float = LOOK_SECONDS
    frontier: Frontier = field(default_factory=Frontier)
    look: Look = field(default_factory=Look)
    looked_to: tuple[int, int] = (0, 0)
    """Where the ledger ended at the last two hourly looks: what commits within an hour is found after the first of
    them. When a clock starts, it looks through all of it."""

    def until_idle(self, moment: Callable[[], datetime]) -> Fired:
        """Pass after pass, until one finds nothing more to do: what all of them did."""
        whole = done = self.run(moment())
        while done.is_something:
            done = self.run(moment())
            whole = whole.plus(done)
        return whole

    def run(self, at: datetime, is_stopped: Callable[[], bool] = lambda: False) -> Fired:
        """Notice an absence, fire what is due, tell many, write papers, leave a sign of life, tidy up; and seal."""
        is_beat = _arrives("clock", self.beat, at)
        fired = timers.once(at, is_stopped=_for_a_while(is_stopped))
        if fired.fired:
            self._seal(is_stopped)
        fired = replace(fired, told=incidents.once(at, is_stopped=_for_a_while(is_stopped)))
        if fired.told:
            self._seal(is_stopped)
        fired = replace(fired, papers=papers.once(at, is_stopped=_for_a_while(is_stopped)))
        if is_beat:
            pulses.beat("clock", lag_seconds=timers.lag_seconds(at), now=at)
        self._seal(is_stopped)
        if self.hourly.is_time(at):
            housekeeping.purge(now=at)
            if self.look.is_done:
                self.look = Look.begin(after=self.looked_to[0], since=at)
                self.looked_to = (self.looked_to[1], self.look.until)
        until = time.monotonic() + self.look_seconds
        while not self.look.is_done and not is_stopped() and time.monotonic() < until:
            seals.seal_piece(self.look)
        return fired

    def _seal(self, is_stopped: Callable[[], bool]) -> None:
        """Seal what was recorded: after each duty that had something to do, so that nothing waits for the next backlog.

        What comes meanwhile waits for the next time: many seals a commit, not one.
        """
        while seals.seal(limit=SEALED_AT_ONCE, frontier=self.frontier) == SEALED_AT_ONCE and not is_stopped():
            pass

    def next_at(self) -> datetime | None:
        """The next moment at which there is something to do."""
        looks = None if self.look.is_done else self.look.since
        return _earliest(planned.next_at(), telling.next_at(), self.beat.next_at(), looks)


@dataclass(slots=True)
class DeliveryPass:
    """One pass of delivery after another; `deliver` sends, or publishes where there is a broker."""

    beat: Every = field(default_factory=lambda: Every(BEAT))
    deliver: Callable[..., Delivered] = delivery.once
    upcoming: Callable[[datetime], datetime | None] = lambda now: outbox.next_at(now=now)

    def until_idle(self, moment: Callable[[], datetime]) -> Delivered:
        """Pass after pass, until one finds nothing more to send, however slow the rate: what all of them did."""
        whole = done = self.run(moment(), moment=moment)
        while done != Delivered() or _has_waited_for_its_rate(moment()):
            done = self.run(moment(), moment=moment)
            whole = whole.and_then(done)
        return whole

    def run(
        self,
        at: datetime,
        is_stopped: Callable[[], bool] = lambda: False,
        moment: Callable[[], datetime] | None = None,
    ) -> Delivered:
        """Deliver what is due and leave a sign of life."""
        is_beat = _arrives("delivery", self.beat, at)
        done = self.deliver(at, moment=moment, is_stopped=_for_a_while(is_stopped))
        if is_beat:
            pulses.beat("delivery", lag_seconds=outbox.lag_seconds(now=at), now=at)
        return done

    def next_at(self, now: datetime) -> datetime | None:
        """The next moment at which there is something to do."""
        return _earliest(self.upcoming(now), self.beat.next_at())


def _has_waited_for_its_rate(at: datetime) -> bool:
    """Whether something is due while a rate is used up, which has been waited for."""
    wait = min(delivery.RATES.waits().values(), default=0.0)
    if not wait or not outbox.is_due(now=at):
        return False
    time.sleep(wait)
    return True


def _arrives(name: bell.Loop, beat: Every, at: datetime) -> bool:
    """Whether this pass leaves a sign of life. It learns first that nobody was there, while that can still be seen.

    Where it cannot learn it, it does nothing, and the next one asks again: what it fired would be missed by nobody.
    """
    if not beat.is_time(at):
        return False
    try:
        pulses.arrive(name, now=at)
    except BaseException:
        beat.give_back()
        raise
    return True


def _for_a_while(is_stopped: Callable[[], bool]) -> Callable[[], bool]:
    """Whether a loop is told to stop, or this pass has taken long enough."""
    until = time.monotonic() + PASS_SECONDS
    return lambda: is_stopped() or time.monotonic() >= until


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def run_clock(stop: threading.Event) -> None:
    """Fire timers until told to stop, and beside that read the mailbox."""
    passes = ClockPass()
    with inbox.beside(stop):
        _repeat("clock", stop, lambda at: passes.run(at, stop.is_set), lambda _: passes.next_at())


def run_delivery(stop: threading.Event, passes: DeliveryPass | None = None) -> None:
    """Deliver messages until told to stop; what is being sent is marked first."""
    passes = passes or DeliveryPass()
    _repeat("delivery", stop, lambda at: passes.run(at, stop.is_set, now), passes.next_at)


def _repeat(
    name: bell.Loop,
    stop: threading.Event,
    work: Callable[[datetime], object],
    next_at: Callable[[datetime], datetime | None],
) -> None:
    listening = ear.of(name)
    failures = 0
    while not stop.is_set():
        try:
            close_old_connections()
            listening.begin()
            began = now()
            work(began)
            failures = 0
            moment = now()
            seconds = sleep_seconds(next_at(moment), began=began, moment=moment)
            _sleep(stop, listening, began=began, seconds=seconds)
        except Exception as error:
            failures += 1
            logger.exception("the %s failed, %s in a row", name, failures)
            if isinstance(error, DatabaseError | InterfaceError):
                connections.close_all()
            stop.wait(wait_seconds(failures))
    listening.close()
    connections.close_all()


def _sleep(stop: threading.Event, listening: Ear, *, began: datetime, seconds: float) -> None:
    """Sleep so long at most: less where something is written meanwhile, or the clock of a test is moved."""
    is_virtual = bool(settings.TEUM.clock_file)
    tick = VIRTUAL_TICK_SECONDS if is_virtual else TICK_SECONDS
    until = time.monotonic() + seconds
    while not stop.is_set() and (left := until - time.monotonic()) > 0:
        if listening.hears(min(tick, left)) or (is_virtual and now() != began):
            return


def sleep_seconds(next_at: datetime | None, *, began: datetime, moment: datetime) -> float:
    """How long to sleep at `moment`, after a pass that began at `began`: until the next moment, or the next look."""
    longest = bell.NEXT_LOOK.total_seconds()
    if next_at is None:
        return longest
    if next_at <= began:
        return AGAIN_SECONDS
    return min(longest, max(0.0, (next_at - moment).total_seconds()))


def wait_seconds(failures: int) -> float:
    """How long to wait after so many failures in a row: half a second, doubled each time, half a minute at most."""
    return float(min(LONGEST_WAIT_SECONDS, AGAIN_SECONDS * 2 ** min(failures - 1, 10)))

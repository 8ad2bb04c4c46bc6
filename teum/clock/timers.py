"""Fire what is due, in the order of its moments, follow-ups that are due by then included.

1. Read the due timers, a batch at a time; nothing else is looked at. In a long backlog, what is pressing comes first.
2. Fire each in a transaction of its own (`actions.timers.fire`), which asks the core what is still right.
3. One that another clock holds is left to that clock; one that raises is logged with its id and tried again after a
   while. It stands where it stood, so the moment that it is about stays true, and the clock's lag shows it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError

from teum.actions import timers
from teum.queries import timers as read
from teum.queries.timers import Due

BATCH = 200
BACKLOG = timedelta(minutes=1)
"""More than a batch that is as late as this is a backlog: who is behind in it waits for long."""
MOST_PRESSING = 1000
MOST_OF_THEIRS = 2000
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """What one pass did: how many timers, of which kinds, how late at most, how many broke; how many of those whom
    an incident touches were told; and how many files of agreements were made."""

    fired: int
    by_kind: dict[str, int]
    lag_seconds: float
    broken: int = 0
    told: int = 0
    papers: int = 0

    @property
    def is_something(self) -> bool:
        """Whether the pass did or tried anything."""
        return bool(self.fired or self.broken or self.told or self.papers)

    def plus(self, later: Fired) -> Fired:
        """Two passes as one."""
        return Fired(
            fired=self.fired + later.fired,
            by_kind=dict(sorted((Counter(self.by_kind) + Counter(later.by_kind)).items())),
            lag_seconds=max(self.lag_seconds, later.lag_seconds),
            broken=self.broken + later.broken,
            told=self.told + later.told,
            papers=self.papers + later.papers,
        )


@dataclass(slots=True)
class Broken:
    """Timers that raised, and when each is tried again."""

    _tries: dict[int, int] = field(default_factory=dict)
    _again_at: dict[int, datetime] = field(default_factory=dict)

    def waiting(self, now: datetime) -> set[int]:
        """Those that are not tried yet."""
        return {timer for timer, at in self._again_at.items() if at > now}

    def add(self, timer: int, now: datetime) -> timedelta:
        """One raised; how long it waits: a minute, doubled each time, an hour at most."""
        tries = self._tries[timer] = self._tries.get(timer, 0) + 1
        wait = min(FIRST_WAIT * int(2 ** min(tries - 1, 10)), LONGEST_WAIT)
        self._again_at[timer] = now + wait
        return wait

    def forget(self, timer: int) -> None:
        """It fired after all."""
        self._tries.pop(timer, None)
        self._again_at.pop(timer, None)


BROKEN = Broken()


def once(now: datetime, *, is_stopped: Callable[[], bool] = lambda: False) -> Fired:
    """Fire everything that is due by now. Raises what the database raises when it is away."""
    kinds: Counter[str] = Counter()
    lag, broken = 0.0, 0
    left = BROKEN.waiting(now)
    for batch in _batches(now, left):
        for due in batch:
            if is_stopped():
                break
            kind = _fire(due, now)
            if not isinstance(kind, str):
                left.add(due.pk)
                broken += kind is False
                continue
            kinds[kind] += 1
            lag = max(lag, (now - due.fire_at).total_seconds())
        if is_stopped():
            break
    return Fired(
        fired=kinds.total(), by_kind=dict(sorted(kinds.items())), lag_seconds=round(lag, 3), broken=broken
    )


def _batches(now: datetime, left: set[int]) -> Iterator[list[Due]]:
    """What is due by now, a batch at a time, without what is `left` by then.

    In a long backlog that is not its order alone: first comes what the clock must say before it is too late, and what
    concerns one customer comes together, however far apart its moments were.
    """
    batch = read.due(now=now, limit=BATCH, but=left)
    is_backlog = len(batch) == BATCH and batch[0].fire_at < now - BACKLOG
    if is_backlog:
        batch = read.pressing(now=now, limit=MOST_PRESSING) or batch
    while batch:
        if is_backlog:
            others = read.with_their_others(batch, now=now, limit=MOST_OF_THEIRS)
            batch = [due for due in others if due.pk not in left]
        yield batch
        batch = read.due(now=now, limit=BATCH, but=left)


def _fire(due: Due, now: datetime) -> str | bool | None:
    """The timer's kind; None where another clock has it; False where it raised."""
    try:
        kind = timers.fire(due, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        wait = BROKEN.add(due.pk, now)
        logger.exception("timer %s cannot fire; tried again in %d s", due.pk, wait.total_seconds())
        return False
    BROKEN.forget(due.pk)
    return kind


def lag_seconds(now: datetime) -> float:
    """How long the oldest timer that has not fired has been due."""
    oldest = read.oldest(now=now)
    return (now - oldest).total_seconds() if oldest else 0.0

"""`seals_lag`: how long the oldest event waits for its seal while promises are recorded as fast as they can be.

`teum verify` calls an event that waits for more than a minute a break; seals are written off the path of acts, and must
keep up with them all the same.
"""

from __future__ import annotations

import itertools
import math
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import close_old_connections, connection

from teum.management.bench import load, record, seeding, server
from teum.management.bench.figure import Figure, Untrue, percentile
from teum.models import Event
from teum.now import now
from teum.queries import seals

LOOK_SECONDS = 0.1
BEHIND = 5_000
"""So many ids before the newest sealed one an event may still have waited, uncommitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many cases there are to promise in, and for how long it is recorded."""

    cases: int = 16_000
    seconds: float = 30.0


SMALL = Size(cases=80, seconds=2.0)


def measure(*, is_small: bool) -> list[Figure]:
    """The figure, on this process's database."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at - timedelta(days=2))
    record.open_cases(business, count=size.cases, now=at)
    before = Event.objects.everywhere().count()
    watch = Watch()
    with server.running() as address:
        clients = [
            itertools.cycle(some) for some in record.requests(business, address, business.ahead(at, 9 * 5))
        ]
        watch.start()
        taken = load.drive(address, clients, seconds=size.seconds)
        taken.require_only(201)
        ended = time.monotonic()
        drained = watch.stop() - ended
    detail = {
        "p50_s": round(percentile(watch.ages, 0.5), 3),
        "most_s": round(max(watch.ages), 3),
        "drained_s": round(max(0.0, drained), 3),
        "acts_a_second": round(taken.per_second, 1),
        "events": Event.objects.everywhere().count() - before,
    }
    return [
        Figure(name="seals_lag", value=detail["most_s"], unit="s", n=len(taken.milliseconds), detail=detail)
    ]


@dataclass
class Watch:
    """Looks again and again how old the oldest event without a seal is."""

    ages: list[float] = field(default_factory=list)
    _from: int = 0
    _is_over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _until: float = math.inf
    _error: BaseException | None = None

    def start(self) -> None:
        """Begin, in a thread with a connection of its own."""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> float:
        """Go on until everything is sealed; when that was."""
        self._is_over.set()
        assert self._thread is not None
        self._thread.join()
        if self._error:
            raise self._error
        return time.monotonic()

    def _run(self) -> None:
        try:
            while self._look() or not self._is_over.is_set():
                self._require_end()
                time.sleep(LOOK_SECONDS)
        except BaseException as error:  # noqa: BLE001 - told where it is waited for
            self._error = error
        finally:
            connection.close()
            close_old_connections()

    def _require_end(self) -> None:
        if not self._is_over.is_set():
            self._until = time.monotonic() + seals.SEALED_WITHIN.total_seconds()
        elif time.monotonic() > self._until:
            raise Untrue("seals_lag: events are left without a seal")

    def _look(self) -> bool:
        """Note the age of the oldest one; whether there is one."""
        oldest = seals.unsealed().filter(pk__gt=self._from).values_list("pk", "at").first()
        if oldest is None:
            newest = Event.objects.everywhere().order_by("-id").values_list("pk", flat=True).first() or 0
            self._from = max(self._from, newest - BEHIND)
            self.ages.append(0.0)
            return False
        self._from = max(self._from, oldest[0] - BEHIND)
        self.ages.append((now() - oldest[1]).total_seconds())
        return True

"""`memory` and `verify_rebuild`: a year of a small business in virtual time, and the ledger that it leaves.

One process does it all with the real code: people promise, report, move and forget; the clock and delivery do what is
due at every moment that there is; mail goes to a real server of another process. At the end of each month stands what
the process holds in memory. Nothing of ours is kept from day to day but the acts that lie ahead.
"""

from __future__ import annotations

import gc
import heapq
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from teum.actions import promises
from teum.clock import delivery, loop
from teum.configuration import values
from teum.management.bench import postbox, processes, seeding, server
from teum.management.bench.figure import Figure, Untrue, tell
from teum.management.bench.seeding import Business
from teum.models import Event, Promise
from teum.now import now
from teum.queries import case_view, terms
from teum.queries import delivery as outbox
from teum.queries import timers as planned

DAY = timedelta(days=1)
MOST_PASSES = 200
RATE = 1_000_000
"""Messages a minute: virtual days have no time to wait for a mail server's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many days and how long a month, how many promises a day, and with which month the last is compared."""

    days: int = 365
    month: int = 30
    promises: int = 3
    early: int = 3


SMALL = Size(days=8, month=4, promises=1, early=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the process holds: bytes of memory, and Python's own blocks of it."""

    bytes: int
    blocks: int


def measure(*, is_small: bool) -> list[Figure]:
    """Both figures, on this process's database."""
    size = SMALL if is_small else Size()
    _bound_cache()
    port = server.free_port()
    with processes.module("teum.management.bench.postbox", str(port), called="postbox") as box:
        server.wait_for("127.0.0.1", port, box)
        smtp = values.smtp(f"smtp://127.0.0.1:{port}")
        settings.TEUM = replace(settings.TEUM, smtp_url=smtp, email_a_minute=RATE, email_burst=RATE)
        began = time.monotonic()
        held = _live(Year(seeding.business(now=now() - DAY * (size.days + 1))), size)
        seconds = time.monotonic() - began
        mails = postbox.counted(port).count
    first, last = held[size.early - 1], held[-1]
    ratio = last.bytes / first.bytes
    detail = {
        "megabytes_by_month": [round(it.bytes / 2**20, 1) for it in held],
        "blocks_by_month": [it.blocks for it in held],
        "blocks_ratio": round(last.blocks / first.blocks, 3),
        "early_month": size.early,
        "days": size.days,
        "promises": Promise.objects.everywhere().count(),
        "events": Event.objects.everywhere().count(),
        "mails": mails,
        "seconds": round(seconds, 1),
    }
    memory = Figure(name="memory", value=round(ratio, 3), unit="ratio", n=size.days, detail=detail)
    return [memory, _verified()]


def _bound_cache() -> None:
    """Let SQLite's cache of pages, which grows with the file up to its 16 MB, be full early: then it hides no leak."""
    if connection.vendor == "sqlite":
        connection.close()  # each connection is opened with this
        connection.settings_dict["OPTIONS"]["init_command"] += "; PRAGMA cache_size=-1000"


def _verified() -> Figure:
    """`teum verify --rebuild`, in a process of its own."""
    began = time.monotonic()
    report: dict[str, Any] = json.loads(processes.run("verify", "--rebuild", "--json"))
    seconds = time.monotonic() - began
    if report["unsealed"]:
        raise Untrue(f"verify_rebuild: {report['unsealed']} events were not sealed")
    sealed = report["sealed"]
    return Figure(name="verify_rebuild", value=round(seconds, 2), unit="s", n=sealed, detail=report)


@dataclass
class Year:
    """The business, what time it is, and what people will do."""

    business: Business
    clock: loop.ClockPass = field(default_factory=loop.ClockPass)
    agenda: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Callable[[datetime], object]) -> None:
        """Have something done at a moment."""
        heapq.heappush(self.agenda, (moment, next(self.numbers), act))

    def until(self, begin: datetime, end: datetime) -> None:
        """Let time pass: each moment at which there is something to do, one after the other."""
        at = begin
        while at < end:
            self._settle(at)
            while self.agenda and self.agenda[0][0] <= at:
                heapq.heappop(self.agenda)[2](at)
            self._settle(at)
            ahead = [planned.next_at(), outbox.next_at(now=at), self.agenda[0][0] if self.agenda else None]
            following = min((it for it in ahead if it), default=end)
            at = min(end, max(following, at + timedelta(seconds=1)))

    def _settle(self, at: datetime) -> None:
        for _ in range(MOST_PASSES):
            clock_at, delivery_at = planned.next_at(), outbox.next_at(now=at)
            if clock_at and clock_at <= at:
                self.clock.run(at)
            elif delivery_at and delivery_at <= at:
                delivery.once(at)
            else:
                return
        raise Untrue(f"memory: at {at.isoformat()} there is something to do again and again")

    def promise(self, at: datetime) -> None:
        """A new customer is promised something; what becomes of it depends on its number."""
        number = next(self.numbers)
        whose = seeding.customer(self.business, now=at)
        due = self.business.ahead(at, 5 + number % 17)
        opened = seeding.case(self.business, whose, due=due, now=at, is_told=False)
        made = Promise.objects.of(opened.organisation_id).get(case=opened).pk
        if number % 5 == 0:  # forgotten: the clock asks, speaks, and speaks again, until somebody comes
            self.at(due + DAY * 2, lambda then: self._end(opened.pk, then))
            return
        if number % 5 == 1:
            later = self.business.ahead(due, 9)
            self.at(at + (due - at) / 2, lambda then: self._revise(made, later, then))
        self.at(at + (due - at) * 0.8, lambda then: self._end(opened.pk, then))

    def _revise(self, promise: int, due: datetime, at: datetime) -> None:
        promises.revise(promise_id=promise, by=self.business.by, due=due, reason="החלק מתעכב", now=at)

    def _end(self, case: int, at: datetime) -> None:
        """Somebody looks at the case, reports what is open of it, and the customer's silence confirms it."""
        organisation = self.business.organisation.pk
        seen = case_view.case_view(case, by=self.business.by, now=at)
        for promise in Promise.objects.of(organisation).filter(case=case, state="open").order_by("id"):
            promises.report(promise_id=promise.pk, by=self.business.by, now=at)
        if not seen.promises:
            raise Untrue(f"memory: case {case} shows no promise")


def _live(year: Year, size: Size) -> list[Held]:
    """Let the days pass; gives what was held at the end of each month."""
    calendar = terms.calendar(year.business.organisation)
    at = now() - DAY * size.days
    held = []
    for day in range(1, size.days + 1):
        morning = calendar.next_opening(at)
        if morning < at + DAY:
            for number in range(size.promises):
                year.at(morning + timedelta(minutes=20 * number), year.promise)
        year.until(at, at + DAY)
        at += DAY
        if day % size.month == 0:
            held.append(_held())
            tell(f"memory: {held[-1].bytes / 2**20:.1f} MB after {day} days")
    year.clock.run(at)  # seals what the last day brought
    return held


def _held() -> Held:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Held(bytes=pages * os.sysconf("SC_PAGE_SIZE"), blocks=sys.getallocatedblocks())

"""`clock_pass`: what a pass of the clock takes when a hundred promises need its word, among more and more open ones.

Every promise that is due had its owner asked, in vain: the pass writes the holding update, promises the next word,
plans its timers and tells the managers. It is the dearest thing that the clock does.

`growth` is told of the same databases: the bytes that they take, and what is read for one customer's page.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from teum.clock import timers as clock
from teum.management.bench import copies, growth, seeding
from teum.management.bench.figure import Figure, Untrue, tell
from teum.management.bench.seeding import Business
from teum.now import now


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many are open, how many are due in a pass, and how many passes are measured."""

    open: Sequence[int] = (1_000, 10_000, 100_000, 1_000_000)
    due: int = 100
    passes: int = 7


SMALL = Size(open=(20, 40), due=4, passes=3)


def measure(*, is_small: bool) -> list[Figure]:
    """Both figures, on this process's database."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at)
    single: dict[str, list[float]] = {}
    grown: dict[str, growth.Size] = {}
    for position, count in enumerate(size.open):
        # later sizes are measured at earlier moments, so that what the first ones set in motion is not due yet
        dues = business.dues(at, days=2 + len(size.open) - position, count=size.passes)
        moments = _armed(business, dues, each=size.due, now=at)
        began = time.monotonic()
        seeding.fill(business, upto=count, after=business.ahead(at, 9 * 20), now=at)
        copies.settle()
        tell(f"clock_pass: {count} are open after {time.monotonic() - began:.0f} s")
        grown[str(count)] = growth.size(business, due_at=moments[0])
        single[str(count)] = [_pass(moment, size.due) for moment in moments]
    return [_figure(size, single), growth.figure(grown)]


def _figure(size: Size, single: dict[str, list[float]]) -> Figure:
    seconds = {count: round(median(taken), 4) for count, taken in single.items()}
    ends = list(seconds.values())
    detail = {
        "seconds_by_open": seconds,
        "ratio": round(ends[-1] / ends[0], 3),
        "due": size.due,
        "passes": {count: [round(it, 4) for it in taken] for count, taken in single.items()},
    }
    return Figure(name="clock_pass", value=ends[-1], unit="s", n=size.passes, detail=detail)


def _armed(business: Business, dues: Sequence[datetime], *, each: int, now: datetime) -> list[datetime]:
    """For every pass the promises of which it is due to speak; gives the passes' moments."""
    armed = [seeding.armed(business, on=due, now=now) for due in dues]
    copies.multiply([one.customer.pk for one in armed], copies=each - 1)
    return [one.moment for one in armed]


def _pass(moment: datetime, due: int) -> float:
    """Seconds that one pass of the clock takes."""
    started = time.perf_counter()
    fired = clock.once(moment)
    taken = time.perf_counter() - started
    if fired.by_kind != {"hold": due}:
        raise Untrue(f"clock_pass: {due} holding updates were due, the clock fired {fired.by_kind}")
    return taken

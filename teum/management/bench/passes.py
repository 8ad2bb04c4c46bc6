"""`clock_pass`: what a pass of the clock takes when a hundred promises need its word, among more and more open ones.

Every promise that is due had its owner asked, in vain: the pass writes the holding update, promises the next word,
plans its timers and tells the managers. It is the dearest thing that the clock does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from teum.actions import timers
from teum.clock import timers as clock
from teum.management.bench import copies, seeding
from teum.management.bench.figure import Figure, Untrue
from teum.management.bench.seeding import Business
from teum.models import Case, Promise, Timer
from teum.now import now

FAR_TEMPLATES = 20
"""Over so many different due moments the promises that are not due are spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many are open, how many are due in a pass, and how many passes are measured."""

    open: Sequence[int] = (1_000, 10_000, 100_000)
    due: int = 100
    passes: int = 7


SMALL = Size(open=(20, 40), due=4, passes=3)


def measure(*, is_small: bool) -> list[Figure]:
    """The figure, on this process's database."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at)
    seconds: dict[str, float] = {}
    single: dict[str, list[float]] = {}
    for position, count in enumerate(size.open):
        # later sizes are measured at earlier moments, so that what the first ones set in motion is not due yet
        on = business.ahead(at, 9 * (2 + len(size.open) - position))
        moments = _due(business, size=size, on=on, now=at)
        _fill(business, upto=count, after=business.ahead(at, 9 * 20), now=at)
        copies.settle()
        single[str(count)] = [_pass(moment, size.due) for moment in moments]
        seconds[str(count)] = round(median(single[str(count)]), 4)
    ends = list(seconds.values())
    detail = {
        "seconds_by_open": seconds,
        "ratio": round(ends[-1] / ends[0], 3),
        "due": size.due,
        "passes": {count: [round(it, 4) for it in taken] for count, taken in single.items()},
    }
    return [Figure(name="clock_pass", value=ends[-1], unit="s", n=size.passes, detail=detail)]


def _due(business: Business, *, size: Size, on: datetime, now: datetime) -> list[datetime]:
    """For every pass the promises of which it is due to speak; gives the passes' moments."""
    moments, customers = [], []
    for number in range(size.passes):
        whose = seeding.customer(business, now=now)
        case = seeding.case(business, whose, due=on + timedelta(minutes=5 * number), now=now)
        moments.append(_ask(case))
        customers.append(whose.pk)
    copies.multiply(customers, copies=size.due - 1)
    return moments


def _ask(case: Case) -> datetime:
    """Let the clock ask the owner; gives the moment at which it will speak for them."""
    planned = Timer.objects.of(case.organisation_id).filter(case=case)
    ask = planned.get(kind="ask")
    timers.fire(ask.pk, now=ask.fire_at)
    seeding.deliver(now=ask.fire_at)
    return planned.get(kind="hold").fire_at


def _fill(business: Business, *, upto: int, after: datetime, now: datetime) -> None:
    """Open promises that are due much later, until there are so many in all."""
    missing = upto - Promise.objects.of(business.organisation.pk).filter(state="open").count()
    templates = min(missing, FAR_TEMPLATES)
    customers = []
    for number in range(templates):
        whose = seeding.customer(business, now=now)
        seeding.case(business, whose, due=after + timedelta(hours=7 * number), now=now)
        customers.append(whose.pk)
    more = missing - templates
    copies.multiply(customers, copies=more // templates)
    copies.multiply(customers[: more % templates], copies=1)


def _pass(moment: datetime, due: int) -> float:
    """Seconds that one pass of the clock takes."""
    started = time.perf_counter()
    fired = clock.once(moment)
    taken = time.perf_counter() - started
    if fired.by_kind != {"hold": due}:
        raise Untrue(f"clock_pass: {due} holding updates were due, the clock fired {fired.by_kind}")
    return taken

"""`clock_lateness`: how late the real clock fires, in real time, among a million open promises.

As in `clock_pass` each timer is one at which the clock speaks for an owner, the dearest thing that it does. Their
moments are set one after the other, evenly, from a few seconds ahead on. Somebody who only reads looks many times a
second which of those that are due are gone: what they see is committed, and no moment is earlier than the truth.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from teum.actions import bell
from teum.management.bench import copies, processes, seeding
from teum.management.bench.figure import Figure, Untrue, percentile, tell
from teum.management.bench.processes import Running
from teum.models import Promise, Timer
from teum.now import now

AIM_SECONDS = 2.0
STEADY_SECONDS = 0.5
"""Towards the end of a span half of the timers are no later than this where the clock keeps up."""
LEAD = timedelta(seconds=1)
LEAD_EACH = timedelta(microseconds=500)
"""The first moment of a span lies so far ahead, for each of its timers, that all of them are set before it comes."""
LOOK_SECONDS = 0.05
START_SECONDS = 120
"""A clock that is late even then is measured as it is."""
DRAIN_SECONDS = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many promises are open, how many are due a second and how long; the spans that look for the highest rate.

    `armed` is how many timers each number of clocks has to spend.
    """

    open: int = 1_000_000
    armed: int = 40_000
    rate: int = 50
    seconds: int = 60
    span: int = 12
    halvings: int = 2


SMALL = Size(open=60, armed=24, rate=5, seconds=2, span=1, halvings=0)


@dataclass(slots=True)
class Span:
    """Timers that fell due evenly over some seconds, in the order of their moments, and how late each fired."""

    rate: int
    late: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Half of them were no later."""
        return percentile(self.late, 0.5)

    @property
    def p99(self) -> float:
        """All but one in a hundred were no later."""
        return percentile(self.late, 0.99)

    @property
    def is_held(self) -> bool:
        """Whether the clock kept up: few are late, and towards the end they are no later than before."""
        return (
            self.p99 <= AIM_SECONDS and percentile(self.late[-len(self.late) // 4 :], 0.5) <= STEADY_SECONDS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What so many clocks hold: their first pass in seconds, the minute at the aim's rate, the highest rate of the
    spans that look for it, and the highest that is held as long as the aim is to be; 0 where timers ran out first."""

    first_pass: float
    minute: Span
    of_spans: int
    highest: int

    @property
    def told(self) -> dict[str, float]:
        """JSON-ready."""
        return {
            "p50_s": round(self.minute.p50, 3),
            "p99_s": round(self.minute.p99, 3),
            "most_s": round(max(self.minute.late), 3),
            "highest_held": self.highest,
            "highest_of_spans": self.of_spans,
            "first_pass_s": round(self.first_pass, 1),
        }


def measure(*, is_small: bool) -> list[Figure]:
    """The figure, on this process's database; on PostgreSQL two clocks are measured as well."""
    size = SMALL if is_small else Size()
    counts = (1, 2) if connection.vendor == "postgresql" else (1,)
    began = time.monotonic()
    pools = _seed(size, parts=len(counts))
    seeded = time.monotonic() - began
    tell(f"clock_lateness: {size.open} are open after {seeded:.0f} s")
    open_ = Promise.objects.everywhere().filter(state="open").count()
    held = [_held(size, count, armed) for count, armed in zip(counts, pools, strict=True)]
    one = held[0]
    detail = {
        **one.told,
        "a_second": size.rate,
        "open": open_,
        "seeding_s": round(seeded, 1),
        "by_clocks": {str(count): it.told for count, it in zip(counts, held, strict=True)},
    }
    value, count = round(one.minute.p99, 3), len(one.minute.late)
    return [Figure(name="clock_lateness", value=value, unit="s", n=count, detail=detail)]


def _held(size: Size, count: int, armed: Iterator[int]) -> Held:
    with _clocks(count) as clocks:
        first_pass = _first_pass(armed, clocks)
        tell(f"clock_lateness: the first pass of {count} is over after {first_pass:.0f} s")
        minute = _span(armed, clocks, rate=size.rate, seconds=size.seconds)
        tell(
            f"clock_lateness: {size.rate} a second by {count}: p50 {minute.p50:.2f} s, p99 {minute.p99:.2f} s"
        )
        found = _highest(armed, clocks, size)
        confirmed = _confirmed(armed, clocks, size, found)
        return Held(first_pass=first_pass, minute=minute, of_spans=found, highest=confirmed)


def _seed(size: Size, *, parts: int) -> list[Iterator[int]]:
    """Fill the database; gives the timers that can be set, in as many parts."""
    at = now()
    business = seeding.business(now=at)
    first = seeding.armed(business, on=business.ahead(at, 9 * 5), now=at)
    copies.multiply([first.customer.pk], copies=size.armed * parts - 1)
    seeding.fill(business, upto=size.open, after=business.ahead(at, 9 * 20), now=at)
    copies.seal_in_bulk()
    copies.settle()
    timers = Timer.objects.everywhere().filter(kind="hold", fire_at=first.moment).order_by("id")
    found = list(timers.values_list("pk", flat=True))
    return [iter(found[part::parts]) for part in range(parts)]


@contextmanager
def _clocks(count: int) -> Iterator[Sequence[Running]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(processes.running("clock", called=f"clock-{number}"))
            for number in range(count)
        ]


def _first_pass(armed: Iterator[int], clocks: Sequence[Running]) -> float:
    """Wait until the clock has started, and has looked through the whole ledger, as it does each hour."""
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS:
        if _span(armed, clocks, rate=1, seconds=1).p99 <= STEADY_SECONDS:
            break
    return time.monotonic() - began


def _highest(armed: Iterator[int], clocks: Sequence[Running], size: Size) -> int:
    """The highest rate that is held: doubled until it is not, then halved in between; 0 where none is."""
    held, broken = 0, None
    rate = size.rate
    for _ in range(20):
        span = _span(armed, clocks, rate=rate, seconds=size.span)
        if len(span.late) < rate * size.span:
            break  # no timers are left to set
        tell(f"clock_lateness: {rate} a second by {len(clocks)}: p50 {span.p50:.2f} s, p99 {span.p99:.2f} s")
        if span.is_held:
            held = rate
        else:
            broken = rate
        if broken is None:
            rate *= 2
        elif (broken - held) <= max(1, broken // 2 ** (size.halvings + 1)):
            break
        else:
            rate = (held + broken) // 2
    return held


def _confirmed(armed: Iterator[int], clocks: Sequence[Running], size: Size, rate: int) -> int:
    """The rate where it is held as long as the aim is to be, or the next below it that is, a tenth less each time.

    0 where none is, or no timers are left to see it.
    """
    while rate:
        span = _span(armed, clocks, rate=rate, seconds=size.seconds)
        if len(span.late) < rate * size.seconds:
            return 0
        tell(
            f"clock_lateness: {rate} a second for {size.seconds} s: p50 {span.p50:.2f} s, p99 {span.p99:.2f} s"
        )
        if span.is_held:
            return rate
        rate = rate * 9 // 10
    return 0


def _span(armed: Iterator[int], clocks: Sequence[Running], *, rate: int, seconds: int) -> Span:
    """Let so many fall due each second for so long, and see when each fires."""
    moments = _set(list(islice(armed, rate * seconds)), rate)
    late: dict[int, float] = {}
    until = time.monotonic() + seconds + DRAIN_SECONDS
    while len(late) < len(moments):
        for clock in clocks:
            clock.require()
        if time.monotonic() > until:
            raise Untrue(f"clock_lateness: {len(moments) - len(late)} timers do not fire: {clocks[0].said}")
        time.sleep(LOOK_SECONDS)
        _look(moments, late)
    return Span(rate=rate, late=[late[timer] for timer in moments])


def _set(timers: Sequence[int], rate: int) -> dict[int, datetime]:
    """Give each timer its moment, and wake the clock, as an act does that writes something for right now."""
    begin = now() + LEAD + LEAD_EACH * len(timers)
    moments = {timer: begin + timedelta(seconds=place / rate) for place, timer in enumerate(timers)}
    with transaction.atomic(), connection.cursor() as cursor:
        adapt = connection.ops.adapt_datetimefield_value
        cursor.executemany(
            f"UPDATE {Timer._meta.db_table} SET fire_at = %s WHERE id = %s",  # noqa: S608 - a name of our own
            [(adapt(at), timer) for timer, at in moments.items()],
        )
        bell.ring("clock", at=begin, now=begin)
    if timers and now() > begin:
        raise Untrue("clock_lateness: it takes too long to set the timers")
    return moments


def _look(moments: dict[int, datetime], late: dict[int, float]) -> None:
    """Note those that are due and gone."""
    at = now()
    standing = set(Timer.objects.everywhere().filter(fire_at__lte=at).values_list("pk", flat=True))
    seen = now()
    for timer, moment in moments.items():
        if moment <= at and timer not in late and timer not in standing:
            late[timer] = (seen - moment).total_seconds()

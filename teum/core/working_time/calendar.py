"""The arithmetic of open hours: blocks of a day, days of a week, exceptions, in one zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from teum.core.refusal import Invalid

DEFAULT_OPEN = time(9)
DEFAULT_CLOSE = time(17)
MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
# Two years without one open hour: nobody is coming.
_SEARCH_DAYS = 731
_CACHED_DAYS = 4096

Span = tuple[datetime, datetime]


class NeverOpen(Invalid):
    """No open hour lies within two years of the moment that was asked about."""

    code = "never_open"


class OverlappingBlocks(Invalid):
    """Blocks of one day overlap, stand out of order, or end before they begin."""

    code = "overlapping_blocks"


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Open from `opens` until `closes`; a close at 00:00 is the midnight that ends the day."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes != MIDNIGHT and self.closes <= self.opens:
            raise OverlappingBlocks(opens=self.opens.isoformat(), closes=self.closes.isoformat())


@dataclass(frozen=True, slots=True)
class Day:
    """An exception to the week: a holiday or closed date (no blocks), an eve or a half day (shorter ones)."""

    blocks: tuple[Block, ...] = ()
    name_he: str = ""
    name_en: str = ""


@dataclass(frozen=True, eq=False)
class Calendar:
    """When a business is open; `week` from 0 = Monday to 6 = Sunday, `days` the exceptions to it.

    `week_starts` is the weekday on which its week begins; `day_first` says whether 5/3 is the fifth of March.
    """

    zone: ZoneInfo
    week: Mapping[int, tuple[Block, ...]]
    days: Mapping[date, Day] = field(default_factory=dict)
    week_starts: int = 6
    day_first: bool = True
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for blocks in self.week.values():
            _refuse_overlap(blocks)

    # Days

    def blocks_on(self, on: date) -> tuple[Block, ...]:
        """The blocks of that date: its own where it is an exception, else its weekday's."""
        exception = self.days.get(on)
        return self.week.get(on.weekday(), ()) if exception is None else exception.blocks

    def is_open_day(self, on: date) -> bool:
        """Whether there is any open hour on that date."""
        return bool(self.blocks_on(on))

    def next_open_day(self, on: date) -> date:
        """The first open day after that date."""
        return self._open_day(on, ONE_DAY)

    def last_open_day_before(self, on: date) -> date:
        """The last open day before that date."""
        return self._open_day(on, -ONE_DAY)

    def add_business_days(self, on: date, count: int) -> date:
        """The `count`-th open day after that date (before it when negative; itself for 0)."""
        step = self.next_open_day if count > 0 else self.last_open_day_before
        for _ in range(abs(count)):
            on = step(on)
        return on

    def open_of(self, on: date) -> datetime:
        """The opening moment of that date; on a closed day the hour at which the business usually opens."""
        blocks = self.blocks_on(on)
        return self._at(on, blocks[0].opens if blocks else self._usual(0, DEFAULT_OPEN))

    def close_of(self, on: date) -> datetime:
        """The closing moment of that date; on a closed day the hour at which the business usually closes."""
        blocks = self.blocks_on(on)
        closes = blocks[-1].closes if blocks else self._usual(-1, DEFAULT_CLOSE)
        return self._at(on + ONE_DAY if closes == MIDNIGHT else on, closes)

    # Moments

    def is_open(self, at: datetime) -> bool:
        """Whether the business is open at that moment (open at the opening, closed at the closing)."""
        utc = at.astimezone(UTC)
        return any(opens <= utc < closes for opens, closes in self.spans_on(self._date(at)))

    def next_opening(self, at: datetime) -> datetime:
        """The next open moment: `at` itself when it is open."""
        utc = at.astimezone(UTC)
        opens = next(max(opens, utc) for opens, closes in self._forward(at) if closes > utc)
        return opens.astimezone(self.zone)

    def add_working(self, at: datetime, span: timedelta) -> datetime:
        """The moment at which `span` of open time has passed since `at`."""
        if span < timedelta():
            return self.subtract_working(at, -span)
        utc, left = at.astimezone(UTC), span
        for opens, closes in self._forward(at):
            begin = max(opens, utc)
            if closes > begin and closes - begin >= left:
                return (begin + left).astimezone(self.zone)
            left -= max(closes - begin, timedelta())
        raise NeverOpen(at=at.isoformat())

    def subtract_working(self, at: datetime, span: timedelta) -> datetime:
        """The latest moment from which `span` of open time passes until `at`."""
        utc, left = at.astimezone(UTC), span
        for opens, closes in self._backward(at):
            end = min(closes, utc)
            if end > opens and end - opens >= left:
                return (end - left).astimezone(self.zone)
            left -= max(end - opens, timedelta())
        raise NeverOpen(at=at.isoformat())

    def working_between(self, since: datetime, until: datetime) -> timedelta:
        """The open time between two moments; nothing when the second is not later."""
        begin, end = since.astimezone(UTC), until.astimezone(UTC)
        total, on, last = timedelta(), self._date(since), self._date(until)
        while on <= last:
            for opens, closes in self.spans_on(on):
                total += max(min(closes, end) - max(opens, begin), timedelta())
            on += ONE_DAY
        return total

    # Inside

    def _date(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _at(self, on: date, clock: time) -> datetime:
        # Through UTC and back: an hour that the zone skips that day becomes the one after it.
        return datetime.combine(on, clock, self.zone).astimezone(UTC).astimezone(self.zone)

    def _usual(self, which: int, default: time) -> time:
        """The most frequent first opening (0) or last closing (-1) of the week."""
        hours = [
            blocks[which].closes if which else blocks[which].opens for blocks in self.week.values() if blocks
        ]
        return max(sorted(set(hours)), key=hours.count, default=default)

    def _open_day(self, on: date, step: timedelta) -> date:
        start = on
        for _ in range(_SEARCH_DAYS):
            try:
                on += step
            except OverflowError as far:
                raise NeverOpen(at=start.isoformat()) from far
            if self.is_open_day(on):
                return on
        raise NeverOpen(at=start.isoformat())

    def spans_on(self, on: date) -> tuple[Span, ...]:
        """The blocks of a date as moments in UTC, in which durations are true across a change of clocks."""
        spans = self._spans.get(on)
        if spans is None:
            if len(self._spans) >= _CACHED_DAYS:
                self._spans.clear()
            spans = self._spans[on] = tuple(
                (
                    self._at(on, block.opens).astimezone(UTC),
                    self._at(on + ONE_DAY if block.closes == MIDNIGHT else on, block.closes).astimezone(UTC),
                )
                for block in self.blocks_on(on)
            )
        return spans

    def _forward(self, at: datetime) -> Iterator[Span]:
        """The open spans from that day on, until two years go by without any."""
        on = self._date(at)
        yield from self.spans_on(on)
        while True:
            on = self.next_open_day(on)
            yield from self.spans_on(on)

    def _backward(self, at: datetime) -> Iterator[Span]:
        on = self._date(at)
        yield from reversed(self.spans_on(on))
        while True:
            on = self.last_open_day_before(on)
            yield from reversed(self.spans_on(on))


def _refuse_overlap(blocks: tuple[Block, ...]) -> None:
    for earlier, later in pairwise(blocks):
        if earlier.closes == MIDNIGHT or later.opens < earlier.closes:
            raise OverlappingBlocks(opens=later.opens.isoformat(), closes=earlier.closes.isoformat())

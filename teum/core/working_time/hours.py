"""An organisation's own hours: its week, its closed dates, and what it does on eves and half-holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from teum.core.working_time.calendar import MIDNIGHT, Block, Calendar, Day
from teum.core.working_time.national import (
    FIRST_YEAR,
    HALF_DAY_CLOSES,
    LAST_YEAR,
    Country,
    Kind,
    Occasion,
    occasions,
)


class DayChoice(StrEnum):
    """What a business does on a kind of day."""

    OPEN = "open"
    HALF = "half"
    CLOSED = "closed"


def build(
    *,
    zone: ZoneInfo,
    week: Mapping[int, tuple[Block, ...]],
    country: Country | None = "IL",
    closed_dates: Iterable[date] = (),
    special_days: Mapping[date, Day] | None = None,
    holidays: DayChoice = DayChoice.CLOSED,
    eves: DayChoice = DayChoice.HALF,
    chol_hamoed: DayChoice = DayChoice.OPEN,
    memorial_days: DayChoice = DayChoice.OPEN,
    purim: DayChoice = DayChoice.OPEN,
    fasts: DayChoice = DayChoice.OPEN,
    half_day_closes: time = HALF_DAY_CLOSES,
    week_starts: int | None = None,
    day_first: bool | None = None,
) -> Calendar:
    """Makes the calendar of an organisation.

    `special_days` win over `closed_dates`, and both over the country's days. A half day is the weekday's own
    blocks up to `half_day_closes`; a weekday that is closed anyway stays closed. `country=None` knows no holidays.
    """
    own = {on: Day() for on in closed_dates} | dict(special_days or {})
    choices: dict[Kind, DayChoice] = {
        "holiday": holidays,
        "eve": eves,
        "chol_hamoed": chol_hamoed,
        "memorial": memorial_days,
        "purim": purim,
        "fast": fasts,
    }
    days = OrganisationDays(country, dict(week), own, choices, half_day_closes)
    return Calendar(
        zone,
        dict(week),
        days,
        week_starts=(0 if country == "UK" else 6) if week_starts is None else week_starts,
        day_first=country != "US" if day_first is None else day_first,
    )


class OrganisationDays(Mapping[date, Day]):
    """The exceptions of an organisation's week: its own dates first, then its country's by its choices."""

    def __init__(
        self,
        country: Country | None,
        week: Mapping[int, tuple[Block, ...]],
        own: Mapping[date, Day],
        choices: Mapping[Kind, DayChoice],
        half_day_closes: time,
    ) -> None:
        self._country = country
        self._week = week
        self._own = own
        self._choices = choices
        self._half_day_closes = half_day_closes
        self._years: dict[int, dict[date, Day]] = {}

    def __getitem__(self, on: date) -> Day:
        own = self._own.get(on)
        return self._year(on.year)[on] if own is None else own

    def get(self, on: date, default: Day | None = None) -> Day | None:  # type: ignore[override]
        """The exception of that date, if it is one."""
        return self._own.get(on) or self._year(on.year).get(on, default)

    def __iter__(self) -> Iterator[date]:
        yield from self._own
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            yield from (on for on in self._year(year) if on not in self._own)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _year(self, year: int) -> dict[date, Day]:
        if year not in self._years:
            named = occasions(self._country, year) if self._country else {}
            found = {on: self._day(on, occasion) for on, occasion in named.items()}
            self._years[year] = {on: day for on, day in found.items() if day is not None}
        return self._years[year]

    def _day(self, on: date, occasion: Occasion) -> Day | None:
        choice = self._choices[occasion.kind]
        usual = self._week.get(on.weekday(), ())
        if choice is DayChoice.OPEN:
            return None
        blocks = half(usual, self._half_day_closes) if choice is DayChoice.HALF else ()
        return Day(blocks, occasion.name_he, occasion.name_en)


def half(blocks: tuple[Block, ...], closes: time) -> tuple[Block, ...]:
    """The part of those blocks that lies before `closes`."""
    kept = (block for block in blocks if block.opens < closes)
    return tuple(
        Block(block.opens, closes if block.closes == MIDNIGHT else min(block.closes, closes))
        for block in kept
    )

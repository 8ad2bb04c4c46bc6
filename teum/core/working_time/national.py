"""The countries: statutory holidays from the `holidays` library, and our own table of eves and half-holidays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import holidays

from teum.core.working_time.calendar import DEFAULT_CLOSE, DEFAULT_OPEN, Block, Calendar, Day

Country = Literal["IL", "US", "UK"]
Kind = Literal["holiday", "eve", "chol_hamoed", "memorial", "purim", "fast"]

# The years for which dates are worked out when somebody walks over them; single dates are answered beyond.
FIRST_YEAR, LAST_YEAR = 2000, 2100

OFFICE_HOURS = (Block(DEFAULT_OPEN, DEFAULT_CLOSE),)
HALF_DAY_CLOSES = time(13)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A named day of a country's year."""

    kind: Kind
    name_he: str
    name_en: str


# The Hebrew library's names, and the eve's: the eve of the second day of Rosh Hashana is the first.
_EVES = {
    "Rosh Hashanah": ("ערב ראש השנה", "Eve of Rosh Hashana"),
    "Yom Kippur": ("ערב יום כיפור", "Eve of Yom Kippur"),
    "Sukkot": ("ערב סוכות", "Eve of Sukkot"),
    "Simchat Torah / Shemini Atzeret": ("ערב שמחת תורה", "Eve of Simchat Torah"),
    "Pesach": ("ערב פסח", "Eve of Passover"),
    "Seventh day of Pesach": ("ערב שביעי של פסח", "Eve of the seventh day of Passover"),
    "Independence Day": ("ערב יום העצמאות", "Eve of Independence Day"),
    "Shavuot": ("ערב שבועות", "Eve of Shavuot"),
}
_HALF_HOLIDAYS: dict[str, Occasion] = {
    "Pesach holiday": Occasion("chol_hamoed", "חול המועד פסח", "Passover week"),
    "Sukkot holiday": Occasion("chol_hamoed", "חול המועד סוכות", "Sukkot week"),
    "Purim": Occasion("purim", "פורים", "Purim"),
    "Tisha B'Av": Occasion("fast", "תשעה באב", "Tisha B'Av"),
}
# Holocaust Remembrance Day is 27 Nisan, twelve days after Passover begins; it keeps away from the Sabbath.
_REMEMBRANCE_AFTER_PESACH = timedelta(days=12)


@lru_cache(maxsize=512)
def occasions(country: Country, year: int) -> Mapping[date, Occasion]:
    """The named days of a country's year: holidays, and for Israel eves, half-holidays and memorial days."""
    if country == "IL":
        return _israeli(year)
    code, subdivision = ("US", None) if country == "US" else ("GB", "ENG")
    found = holidays.country_holidays(code, subdiv=subdivision, years=year)
    return {on: Occasion("holiday", name, name) for on, name in sorted(found.items())}


def _israeli(year: int) -> dict[date, Occasion]:
    english = holidays.country_holidays("IL", years=year, language="en_US")
    hebrew = holidays.country_holidays("IL", years=year, language="he")
    named: dict[date, Occasion] = {}
    for on, name in english.items():
        if name in _EVES:
            named[on - timedelta(days=1)] = Occasion("eve", *_EVES[name])
        if name == "Pesach":
            named[_remembrance(on)] = Occasion(
                "memorial", "יום הזיכרון לשואה ולגבורה", "Holocaust Remembrance Day"
            )
    more = holidays.country_holidays("IL", years=year, language="en_US", categories=("optional", "school"))
    for on, name in more.items():
        if name in _HALF_HOLIDAYS:
            named.setdefault(on, _HALF_HOLIDAYS[name])
    named.update({on: Occasion("holiday", hebrew[on], name) for on, name in english.items()})
    return dict(sorted(named.items()))


def _remembrance(pesach: date) -> date:
    on = pesach + _REMEMBRANCE_AFTER_PESACH
    moved = {4: -1, 6: 1}.get(on.weekday(), 0)
    return on + timedelta(days=moved)


class NationalDays(Mapping[date, Day]):
    """The closed days of a country, worked out a year at a time as they are asked for."""

    def __init__(self, country: Country) -> None:
        self._country: Country = country
        self._years: dict[int, dict[date, Day]] = {}

    def __getitem__(self, on: date) -> Day:
        return self._year(on.year)[on]

    def get(self, on: date, default: Day | None = None) -> Day | None:  # type: ignore[override]
        """The holiday of that date, if it is one."""
        return self._year(on.year).get(on, default)

    def __iter__(self) -> Iterator[date]:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            yield from self._year(year)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _year(self, year: int) -> dict[date, Day]:
        if year not in self._years:
            self._years[year] = {
                on: Day((), occasion.name_he, occasion.name_en)
                for on, occasion in occasions(self._country, year).items()
                if occasion.kind == "holiday"
            }
        return self._years[year]


def _office_week(*open_days: int) -> dict[int, tuple[Block, ...]]:
    return {weekday: OFFICE_HOURS if weekday in open_days else () for weekday in range(7)}


@lru_cache(maxsize=1)
def israel() -> Calendar:
    """Sunday to Thursday 09:00-17:00, closed on the statutory holidays of Israel; weeks begin on Sunday."""
    return Calendar(
        ZoneInfo("Asia/Jerusalem"), _office_week(6, 0, 1, 2, 3), NationalDays("IL"), week_starts=6
    )


@lru_cache(maxsize=1)
def us() -> Calendar:
    """Monday to Friday 09:00-17:00 in New York, closed on federal holidays; 5/3 is the third of May."""
    zone = ZoneInfo("America/New_York")
    return Calendar(zone, _office_week(0, 1, 2, 3, 4), NationalDays("US"), week_starts=6, day_first=False)


@lru_cache(maxsize=1)
def uk() -> Calendar:
    """Monday to Friday 09:00-17:00 in London, closed on the bank holidays of England; weeks begin on Monday."""
    return Calendar(ZoneInfo("Europe/London"), _office_week(0, 1, 2, 3, 4), NationalDays("UK"), week_starts=0)

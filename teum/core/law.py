"""What Israeli consumer law fixes, each with the day since which it holds, and what follows from it for one deal.

Nothing here is advice: the values are data (`language/data/law.toml`), a business writes newer ones beside them, and a
lawyer should read both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from teum.core.price import MOST_TOTAL, WHOLE
from teum.core.refusal import Invalid
from teum.core.working_time.national import occasions

SHABBAT = 5
SOURCE = 200
"""So long may be said where a value is written."""


class Name(StrEnum):
    """What is fixed: days, months, hundredths of a percent, agorot."""

    VAT = "vat"
    CANCEL_DAYS = "cancel_days"
    PROTECTED_MONTHS = "protected_months"
    FEE_PERCENT = "fee_percent"
    FEE_MOST = "fee_most"
    REFUND_DAYS = "refund_days"


MOST: Mapping[Name, int] = {
    Name.VAT: WHOLE,
    Name.CANCEL_DAYS: 365,
    Name.PROTECTED_MONTHS: 60,
    Name.FEE_PERCENT: WHOLE,
    Name.FEE_MOST: MOST_TOTAL,
    Name.REFUND_DAYS: 365,
}
"""No value is more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value, since when it holds (None: since before what we know of it), and who says so.

    `is_own`: a business wrote it; of two since the same day that one holds.
    """

    name: Name
    value: int
    since: date | None
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What holds on one day."""

    vat: int
    cancel_days: int
    protected_months: int
    fee_percent: int
    fee_most: int
    refund_days: int

    @property
    def facts(self) -> dict[str, int]:
        """JSON-ready, as a deal keeps what held when it was made."""
        return asdict(self)

    def fee(self, total: int) -> int:
        """The most that cancelling costs, in agorot: the lower of the two caps, never rounded up."""
        return min(total * self.fee_percent // WHOLE, self.fee_most)


def require(name: Name, value: int) -> None:
    """Refuse a value that is none. Raises `Invalid`."""
    if not 0 <= value <= MOST[name]:
        raise Invalid(field="value", least=0, most=MOST[name])


def holding(facts: Iterable[Fact], on: date) -> tuple[Fact, ...]:
    """Of each name the fact that holds on a day."""
    known = sorted(facts, key=lambda fact: (fact.since or date.min, fact.is_own))
    begun = takewhile(lambda fact: (fact.since or date.min) <= on, known)
    return tuple({fact.name: fact for fact in begun}.values())


def in_force(facts: Iterable[Fact], on: date) -> Law:
    """What holds on a day: of each value the newest that has begun by then."""
    return Law(**{str(fact.name): fact.value for fact in holding(facts, on)})


def last_day(law: Law, *, since: date, is_protected: bool) -> date:
    """The last day on which a distance sale can be cancelled; the day it is counted from is not one of them.

    A last day of rest (Shabbat, a holiday) moves on to the next that is none.
    """
    day = months_after(since, law.protected_months) if is_protected else since + timedelta(law.cancel_days)
    while _is_rest(day):
        day += timedelta(1)
    return day


def _is_rest(day: date) -> bool:
    occasion = occasions("IL", day.year).get(day)
    return day.weekday() == SHABBAT or (occasion is not None and occasion.kind == "holiday")


def months_after(day: date, count: int) -> date:
    """The same day so many months on; the last of its month where that has no such day."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first + timedelta(day.day - 1), following - timedelta(1))

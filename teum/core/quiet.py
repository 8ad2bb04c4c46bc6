"""Quiet time: when nothing is sent to a customer, and the nearest moments at which something may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hebrewcal.astro.location import Location
from hebrewcal.astro.solar import dusk, sunset
from hebrewcal.calendars.gregorian import GregorianDate

from teum.core.refusal import Invalid
from teum.core.working_time.national import occasions

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
MIDNIGHT = time(0)
SATURDAY = 5

# Jerusalem lights first, forty minutes before sunset. The margins keep a message from reaching someone who
# is just about to light or has only just made havdalah, and cover the few minutes between the towns.
_PLACE = Location(31.778, 35.235, timezone="Asia/Jerusalem")
_BEFORE_SUNSET = timedelta(minutes=40 + 20)
_AFTER_NIGHTFALL = timedelta(minutes=30)
_NIGHTFALL_DEPRESSION = 8.5
# No work is done on these; Independence Day is a holiday of another kind.
_WORKDAYS_OF_REST = {"Independence Day"}

_SEARCH_DAYS = 60
_CACHED_DAYS = 512

Span = tuple[datetime, datetime]


class NeverAllowed(Invalid):
    """These quiet hours leave no moment at all."""

    code = "never_allowed"


@dataclass(frozen=True, slots=True)
class Hours:
    """From one hour of the day to another; over midnight when the second is not later."""

    since: time
    until: time

    @property
    def minutes(self) -> frozenset[int]:
        """The minutes of a day that they take up."""
        since, until = (clock.hour * 60 + clock.minute for clock in (self.since, self.until))
        if until > since:
            return frozenset(range(since, until))
        return frozenset(range(24 * 60)) - frozenset(range(until, since))


def require_a_moment(sending: Hours, own: Hours) -> None:
    """Refuse hours that a customer wants left alone and that leave no moment in which a business sends."""
    if own.since == own.until or sending.minutes <= own.minutes:
        raise NeverAllowed(quiet_from=own.since.isoformat(), quiet_until=own.until.isoformat())


def agreed(sending: Hours, own: Hours | None) -> tuple[Hours, tuple[Hours, ...]]:
    """What is `allowed` and what `quiet` where a business sends in some hours and a customer wants others left alone.

    Where the two leave no moment together (the business changed its hours after the customer named theirs), the
    customer's wish goes first; one that takes the whole day says nothing. A word that is owed never waits for ever.
    """
    if own is None or own.since == own.until:
        return sending, ()
    if sending.minutes <= own.minutes:
        return Hours(own.until, own.since), ()
    return sending, (own,)


@dataclass(frozen=True, eq=False)
class Quiet:
    """When a customer may be written to: inside `allowed`, outside `quiet` and the days of rest.

    `allowed` and `quiet` are what `agreed` made of the business's sending hours and those that the customer wants left
    alone. `rests` keeps Shabbat and the holidays, from before candle lighting until after havdalah.
    """

    zone: ZoneInfo
    allowed: Hours = Hours(time(8), time(20))
    quiet: tuple[Hours, ...] = ()
    rests: bool = True
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False)

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing is sent at that moment."""
        utc = at.astimezone(UTC)
        return not any(since <= utc < until for since, until in self._around(at))

    def is_rest(self, at: datetime) -> bool:
        """Whether that is Shabbat or a holiday that is kept: nothing is sent then, however much it is waited for."""
        utc, on = at.astimezone(UTC), self._date(at)
        near = map(_rest, (on, on + ONE_DAY)) if self.rests else ()
        return any(span[0] <= utc < span[1] for span in near if span)

    def next_allowed(self, at: datetime) -> datetime:
        """The first moment from `at` on at which something may be sent: `at` itself when it may."""
        utc, on = at.astimezone(UTC), self._date(at)
        for ahead in range(-1, _SEARCH_DAYS):
            for since, until in self._allowed_on(on + ahead * ONE_DAY):
                if until > utc:
                    return max(since, utc).astimezone(self.zone)
        raise NeverAllowed(at=at.isoformat())

    def latest_allowed_before(self, at: datetime) -> datetime:
        """The last moment up to `at` at which something may be sent (to the minute): `at` itself when it may."""
        utc, on = at.astimezone(UTC), self._date(at)
        for back in range(_SEARCH_DAYS):
            for since, until in reversed(self._allowed_on(on - back * ONE_DAY)):
                if since <= utc:
                    return min(until - ONE_MINUTE, utc).astimezone(self.zone)
        raise NeverAllowed(at=at.isoformat())

    def _date(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _around(self, at: datetime) -> tuple[Span, ...]:
        on = self._date(at)
        return self._allowed_on(on - ONE_DAY) + self._allowed_on(on)

    def _allowed_on(self, on: date) -> tuple[Span, ...]:
        """The spans that begin on that date and in which something may be sent, in UTC and in order."""
        spans = self._spans.get(on)
        if spans is None:
            if len(self._spans) >= _CACHED_DAYS:
                self._spans.clear()
            spans = (_span(on, self.allowed, self.zone),)
            for taken in self._taken(on):
                spans = tuple(left for span in spans for left in _without(span, taken))
            # What is shorter than a minute is no moment that anybody can be written to in.
            spans = self._spans[on] = tuple(s for s in spans if s[1] - s[0] >= ONE_MINUTE)
        return spans

    def _taken(self, on: date) -> list[Span]:
        near = [on - ONE_DAY, on, on + ONE_DAY, on + 2 * ONE_DAY]
        taken = [_span(day, hours, self.zone) for day in near for hours in self.quiet]
        if self.rests:
            taken += [span for span in map(_rest, near) if span is not None]
        return taken


def is_day_of_rest(on: date) -> bool:
    """Whether that date is a Shabbat or a holiday on which no work is done."""
    if on.weekday() == SATURDAY:
        return True
    named = occasions("IL", on.year).get(on)
    return named is not None and named.kind == "holiday" and named.name_en not in _WORKDAYS_OF_REST


@lru_cache(maxsize=2048)
def _rest(on: date) -> Span | None:
    """From before candle lighting on the day before until after havdalah, for a day of rest."""
    if not is_day_of_rest(on):
        return None
    eve = on - ONE_DAY
    sets = sunset(GregorianDate(eve.year, eve.month, eve.day), _PLACE)
    night = dusk(GregorianDate(on.year, on.month, on.day), _PLACE, _NIGHTFALL_DEPRESSION)
    if sets is None or night is None:  # never so in Jerusalem
        raise NeverAllowed(at=on.isoformat())
    since, until = (sets - _BEFORE_SUNSET).astimezone(UTC), (night + _AFTER_NIGHTFALL).astimezone(UTC)
    return _minute(since), _minute(until) + ONE_MINUTE


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _span(on: date, hours: Hours, zone: ZoneInfo) -> Span:
    ends = on if hours.until > hours.since else on + ONE_DAY
    return (
        datetime.combine(on, hours.since, zone).astimezone(UTC),
        datetime.combine(ends, hours.until, zone).astimezone(UTC),
    )


def _without(span: Span, taken: Span) -> list[Span]:
    pieces = [(span[0], min(span[1], taken[0])), (max(span[0], taken[1]), span[1])]
    return [piece for piece in pieces if piece[0] < piece[1]]

"""The window of a promise: from when, until when, in the zone in which it was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from teum.core.refusal import Invalid

STARTED = timedelta(days=1)
"""A window that runs already is promised no later than this after its start."""


LAST_YEAR = 9_990
"""After it there is no room for all that is planned around a moment."""


class NaiveMoment(Invalid):
    """A moment without an offset or a zone: two readers would read two moments."""

    code = "naive_moment"


class MomentOutOfRange(Invalid):
    """A moment at the edge of the calendar, which has no place in the zone or leaves none for what is planned."""

    code = "moment_out_of_range"


class DueBeforeStart(Invalid):
    """The window ends before it begins."""

    code = "due_before_start"


class DuePast(Invalid):
    """The window is over already."""

    code = "due_past"


class StartPast(Invalid):
    """The window began so long ago that another day was meant."""

    code = "start_past"


class NoSuchHour(Invalid):
    """The clocks go forward over this hour; `readings` are the two moments that may have been meant."""

    code = "no_such_hour"


class TwoReadings(Invalid):
    """The clocks go back over this hour, so it comes twice; `readings` are both."""

    code = "two_readings"


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` (where one was said) until `due`, from which on it is late; both carry the promised zone."""

    due: datetime
    start: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the window was promised."""
        zone = self.due.tzinfo
        if not isinstance(zone, ZoneInfo):
            raise NaiveMoment(moment=self.due.isoformat())
        return zone

    @property
    def is_appointment(self) -> bool:
        """Whether it is one moment and no range."""
        return self.start == self.due

    def is_over(self, at: datetime) -> bool:
        """Whether it is over at that moment: what comes at the due moment itself comes late."""
        return at.astimezone(UTC) >= self.due.astimezone(UTC)


def of(*, due: datetime, start: datetime | None = None, zone: ZoneInfo, now: datetime) -> Window:
    """Makes a window from given moments, in `zone` and to the minute, or refuses what two readers would read apart."""
    due = _in_zone(due, zone)
    start = None if start is None else _in_zone(start, zone)
    # Compared in UTC: datetimes of one zone compare by wall time, which is wrong around a clock change.
    if start is not None and due.astimezone(UTC) < start.astimezone(UTC):
        raise DueBeforeStart(start=start.isoformat(), due=due.isoformat())
    if due.astimezone(UTC) <= now.astimezone(UTC):
        raise DuePast(due=due.isoformat(), now=now.isoformat())
    if start is not None and start.astimezone(UTC) < now.astimezone(UTC) - STARTED:
        raise StartPast(start=start.isoformat(), now=now.isoformat())
    return Window(due=due, start=start)


def aware(naive_local: datetime, zone: ZoneInfo) -> datetime:
    """Reads a wall time of a form in `zone`; raises NoSuchHour or TwoReadings around a clock change."""
    wall = naive_local.replace(tzinfo=None, fold=0, second=0, microsecond=0)
    try:
        _refuse_gap(wall, zone)
        _refuse_fold(wall, zone)
    except OverflowError as far:
        raise MomentOutOfRange(moment=wall.isoformat()) from far
    return wall.replace(tzinfo=zone)


def clear(at: datetime) -> datetime:
    """The first moment from `at` on whose wall time is there once: for moments that we name ourselves."""
    zone, utc = at.tzinfo, at.astimezone(UTC)
    assert isinstance(zone, ZoneInfo)
    while len(set(_offsets(utc.astimezone(zone).replace(tzinfo=None, fold=0), zone))) > 1:
        utc += timedelta(minutes=1)
    return utc.astimezone(zone)


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.utcoffset() is None:
        raise NaiveMoment(moment=moment.isoformat())
    try:
        if _is_wall_time_of(moment, zone):
            _refuse_gap(moment.replace(tzinfo=None, fold=0), zone)
        local = moment.astimezone(zone).replace(second=0, microsecond=0)
        _refuse_fold(local.replace(tzinfo=None, fold=0), zone)
    except OverflowError as far:
        raise MomentOutOfRange(moment=moment.isoformat()) from far
    if local.year > LAST_YEAR:
        raise MomentOutOfRange(moment=moment.isoformat())
    return local


def _is_wall_time_of(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the moment is written as a wall time of the zone, and not as an instant in UTC."""
    if moment.tzinfo == UTC:
        return False
    wall = moment.replace(tzinfo=None)
    return moment.utcoffset() in _offsets(wall, zone)


def _offsets(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """The zone's offsets before and after a change of clocks at that wall time (the same twice elsewhere)."""
    early, late = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return early or timedelta(), late or timedelta()


def _refuse_gap(wall: datetime, zone: ZoneInfo) -> None:
    before, after = _offsets(wall, zone)
    if before < after:
        # Read with the offset after the change it lies before the gap, and the other way round.
        raise NoSuchHour(local=wall.isoformat(), readings=_readings(wall, zone, after, before))


def _refuse_fold(wall: datetime, zone: ZoneInfo) -> None:
    before, after = _offsets(wall, zone)
    if before > after:
        raise TwoReadings(local=wall.isoformat(), readings=_readings(wall, zone, before, after))


def _readings(wall: datetime, zone: ZoneInfo, *offsets: timedelta) -> list[str]:
    return [wall.replace(tzinfo=timezone(offset)).astimezone(zone).isoformat() for offset in offsets]

"""Concrete windows to take instead of a vague word: they fit the opening hours and are easy to say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from teum.core import counter
from teum.core.refusal import Refused
from teum.core.window import Window
from teum.language.values import Suggestion
from teum.language.wording import in_words, round_up

if TYPE_CHECKING:
    from teum.core.working_time import Calendar

_SOONEST = timedelta(hours=2)
_LEAST = timedelta(minutes=45)
_NOON = time(12)
_QUARTER, _HALF = 15, 30
_MOST = 4


def suggest(now: datetime, calendar: Calendar, lang: str) -> tuple[Suggestion, ...]:
    """Three or four windows: in two open hours, by the end of the day, tomorrow at noon, after the weekend."""
    return _suggest(now.astimezone(calendar.zone).replace(second=0, microsecond=0), calendar, lang)


def suggest_instead(agreed: Window, now: datetime, calendar: Calendar) -> tuple[Window, ...]:
    """Windows to move to: as wide as the agreed one, behind it and behind now, while somebody is there.

    A time moves because it cannot be kept, so nothing before it is offered; an earlier one can still be named.
    """
    behind = max(now.astimezone(UTC), agreed.due.astimezone(UTC))
    width = counter.width(agreed)
    dues = _dues((behind + width).astimezone(calendar.zone).replace(second=0, microsecond=0), calendar)
    windows = (
        counter.window((due.astimezone(UTC) - width).astimezone(due.tzinfo), offered=agreed) for due in dues
    )
    return tuple(window for window in windows if counter.is_open(window, calendar=calendar))


def suggest_near(closed: Window, now: datetime, calendar: Calendar) -> tuple[Window, ...]:
    """The nearest windows in which somebody is there, before one in which nobody is and behind it, as wide."""
    begins = closed.start or closed.due
    try:
        on = begins.astimezone(calendar.zone).date()
        is_later = calendar.is_open_day(on) and calendar.close_of(on) < closed.due
        before = on if is_later else calendar.last_open_day_before(on)
        is_earlier = calendar.is_open_day(on) and not is_later and calendar.open_of(on) > begins
        behind = on if is_earlier else calendar.next_open_day(on)
        ends = [_noon(before, calendar), _noon(behind, calendar)]
    except (Refused, OverflowError):
        return ()
    width = counter.width(closed)
    moved = (
        Window(
            due=end,
            start=None if closed.start is None else (end.astimezone(UTC) - width).astimezone(end.tzinfo),
        )
        for end in ends
    )
    ahead = (window for window in moved if (window.start or window.due) - now >= _LEAST)
    return tuple(window for window in ahead if counter.is_open(window, calendar=calendar))


@lru_cache(maxsize=256)
def _suggest(here: datetime, calendar: Calendar, lang: str) -> tuple[Suggestion, ...]:
    """The offers of one minute: they are asked for again with every pause in typing."""
    return tuple(Suggestion(None, at, in_words(Window(due=at), lang, here)) for at in _dues(here, calendar))


def _dues(here: datetime, calendar: Calendar) -> list[datetime]:
    try:
        moments = _moments(here, calendar)
    except (Refused, OverflowError):
        return []
    seen: list[datetime] = []
    for at in sorted(moments, key=lambda at: at.astimezone(UTC)):
        if at - here >= _LEAST and at not in seen:
            seen.append(at)
    return seen[:_MOST]


def _moments(now: datetime, calendar: Calendar) -> list[datetime]:
    soon = round_up(calendar.add_working(now, _SOONEST), _QUARTER)
    on = now.date()
    is_over = not calendar.is_open_day(on) or calendar.close_of(on) <= now
    today, noon, later, close = _of_day(calendar.next_open_day(on) if is_over else on, calendar)
    moments = [_inside(soon, calendar), today, noon]
    return [*moments, later, close] if len(set(moments)) < 3 else [*moments, later]


@lru_cache(maxsize=4096)
def _of_day(on: date, calendar: Calendar) -> tuple[datetime, datetime, datetime, datetime]:
    """What an open day offers at any hour: its closing, the next one's noon, noon after a break, the next closing."""
    following = calendar.next_open_day(on)
    later = _after_a_break(following, calendar)
    close, end = calendar.close_of(on), calendar.close_of(following)
    return close, _noon(following, calendar), _noon(later, calendar), end


def _inside(at: datetime, calendar: Calendar) -> datetime:
    """The moment itself, or the closing where rounding went past it."""
    on = at.date()
    return min(at, calendar.close_of(on)) if calendar.is_open_day(on) else calendar.close_of(on)


def _noon(on: date, calendar: Calendar) -> datetime:
    noon = datetime.combine(on, _NOON, calendar.zone)
    return noon if calendar.open_of(on) < noon <= calendar.close_of(on) else calendar.close_of(on)


def _after_a_break(on: date, calendar: Calendar) -> date:
    """The first open day behind the next closed one: after the weekend or the holiday."""
    for _ in range(14):
        following = calendar.next_open_day(on)
        if following - on > timedelta(days=1):
            return following
        on = following
    return on

"""A standing disclosure: what a product or a service keeps to be told, laid before each customer with their dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from teum.core.disclosure import WAYS_OUT, Option, Shown, require_whole
from teum.core.promise import Incomplete
from teum.core.window import Window
from teum.core.working_time import Calendar

MOST_DAYS = 250
"""So many business days after the choice an option is done at the latest."""


def require_keepable(shown: Shown, days: Mapping[str, int], *, calendar: Calendar, now: datetime) -> None:
    """Refuse what could not be laid before a customer as it is kept. Raises what `require_whole` does."""
    for option in shown.options:
        if option.way not in WAYS_OUT and not 1 <= days.get(option.key, 0) <= MOST_DAYS:
            raise Incomplete(missing=[f"options.{option.key}.days"])
    require_whole(laid(shown, days, since=now, calendar=calendar), decide_by=now, stands=False)


def laid(shown: Shown, days: Mapping[str, int], *, since: datetime, calendar: Calendar) -> Shown:
    """What is kept, as it is told on a day: each option done by the close of so many business days after that."""

    def dated(option: Option) -> Option:
        count = days.get(option.key, 0)
        if option.way in WAYS_OUT or not count:
            return option
        on = calendar.add_business_days(since.astimezone(calendar.zone).date(), count)
        return replace(option, window=Window(due=calendar.close_of(on).astimezone(calendar.zone)))

    return replace(shown, zone=calendar.zone, options=tuple(dated(option) for option in shown.options))

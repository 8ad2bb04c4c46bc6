"""A day said twice, or in brackets before its hours: `tomorrow (Monday, 23.11) between 10 and 12` is one time."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

from teum.language.times.lexicon import Word
from teum.language.times.spec import Mention, Spec

_BETWEEN = frozenset({",", "(", ")", "-"})
_MOST_BETWEEN = 3
# Behind these another matter begins, which may have hours of its own.
_PARTING = frozenset({",", "and", "but", "or", "as", "because", "אבל", "או", "כי"})


def joined(mentions: list[Mention], words: list[Word], *, today: date) -> list[Mention]:
    """The times of a text, those that are one made one; two that contradict each other stay two."""
    kept: list[Mention] = []
    for mention in mentions:
        whole = _join(kept[-1], mention, words, today) if kept else None
        if whole is None:
            kept.append(mention)
        else:
            kept[-1] = whole
    return kept


def _join(earlier: Mention, later: Mention, words: list[Word], today: date) -> Mention | None:
    between = [word.norm for word in words[earlier.last : min(later.first, earlier.last + _MOST_BETWEEN + 1)]]
    if not between or len(between) > _MOST_BETWEEN or not _BETWEEN.issuperset(between):
        return None
    if _is_bare_day(earlier.spec) and _is_on(later.spec, today + timedelta(days=earlier.spec.day or 0)):
        spec = later.spec
        spec.note(earlier.spec.rel)
    elif ")" in between and _is_day_alone(earlier.spec) and _is_hours_alone(later.spec):
        spec = replace(
            earlier.spec, clock=later.spec.clock, clock_end=later.spec.clock_end, part=later.spec.part
        )
        spec.note(later.spec.rel)
    else:
        return None
    return Mention(earlier.first, later.last, earlier.start, later.end, spec)


def day_and_hours(mentions: list[Mention], words: list[Word]) -> tuple[Mention, Mention] | None:
    """A day and its hours, said apart: `I'll call you tomorrow about the order, at 10`. The hours hold the whole."""
    for earlier, later in itertools.pairwise(mentions):
        day, hours = (earlier, later) if _is_day_alone(earlier.spec) else (later, earlier)
        if not (_is_day_alone(day.spec) and _is_hours_alone(hours.spec)) or _is_of_days(day.spec):
            continue
        if any(word.norm in _PARTING for word in words[earlier.last + 1 : later.first - 1]):
            continue
        spec = replace(day.spec, clock=hours.spec.clock, clock_end=hours.spec.clock_end, part=hours.spec.part)
        spec.note(hours.spec.rel)
        return day, replace(hours, spec=spec)
    return None


def disagreeing(earlier: Mention, later: Mention, words: list[Word], *, today: date) -> bool:
    """Whether one day is said twice and is two: `tomorrow, Friday` on a Sunday."""
    between = [word.norm for word in words[earlier.last : min(later.first, earlier.last + _MOST_BETWEEN + 1)]]
    if not between or len(between) > _MOST_BETWEEN or not _BETWEEN.issuperset(between):
        return False
    is_named = later.spec.weekday is not None or later.spec.date is not None
    is_on = _is_on(later.spec, today + timedelta(days=earlier.spec.day or 0))
    return _is_bare_day(earlier.spec) and is_named and not later.spec.is_past() and not is_on


def _is_of_days(spec: Spec) -> bool:
    """Whether it names several days, or an edge of them: hours cannot be put on those."""
    return bool(spec.edge or spec.period or spec.date_end is not None)


def _is_day_alone(spec: Spec) -> bool:
    return spec.has_day() and spec.clock is None and not spec.part and spec.amount is None


def _is_hours_alone(spec: Spec) -> bool:
    return spec.clock is not None and not spec.has_day() and spec.amount is None


def _is_bare_day(spec: Spec) -> bool:
    """Whether it is today or tomorrow, and no more than that."""
    is_more = spec.weekday is not None or spec.date is not None or bool(spec.edge or spec.period)
    return spec.day is not None and spec.day >= 0 and not is_more and _is_day_alone(spec)


def _is_on(spec: Spec, on: date) -> bool:
    """Whether a phrase names just that day, by its weekday or its date or both."""
    if (
        spec.amount is not None
        or spec.date_end is not None
        or spec.edge
        or spec.period
        or spec.day is not None
    ):
        return False
    if spec.weekday is not None and spec.weekday != on.weekday():
        return False
    if spec.date is None:
        return spec.weekday is not None and spec.weekday_mod in ("", "this")
    year, month, day = spec.date
    return day == on.day and month in (None, on.month) and year in (None, on.year)

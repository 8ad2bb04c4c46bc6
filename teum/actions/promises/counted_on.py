"""On which windows of a promise the customer may count: what changes or ends it tells of each of them (guarantee 3)."""

from __future__ import annotations

from datetime import datetime

from teum.actions.letters import Tells
from teum.core.promise import Heard
from teum.core.window import Window
from teum.models import Promise
from teum.queries import rows


def window(row: Promise, heard: Heard) -> Window:
    """Which window changes for them; where they have heard of none, the one that was agreed first."""
    return heard.window or rows.window(row.original_due, row.original_start, row.zone)


def tells(row: Promise, heard: Heard, what: str, *, to: int) -> list[Tells]:
    """That is told of each window on which they may count, and of each after it up to this number."""
    since = (heard.number or 0) - len(heard.before)
    return [Tells(promise=row.pk, number=number, what=what) for number in range(since, to + 1)]


def until(row: Promise, heard: Heard, *, now: datetime) -> datetime | None:
    """When the first of them that is still to come ends."""
    counted = (*heard.before, window(row, heard))
    return min((one.due for one in counted if not one.is_over(now)), default=None)

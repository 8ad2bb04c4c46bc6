"""Undo: for some seconds an act that wrote to the customer can be taken back as if it had not been done.

The ledger keeps what was done and that it was undone; whoever tells a promise from its facts leaves out the steps
between (`standing`). What else happened meanwhile, a time that passed for one, stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from teum.core import events
from teum.core.events import Event
from teum.core.refusal import Conflict

KINDS = ("revised", "proposed", "reported", "withdrawn", "released", "answered", "summary")
"""Messages of the acts that can be undone whole, unless they made a promise or closed the case: they change promises
that were there before, or say what was recorded before. Of all others the message alone can be taken back."""


class TooLate(Conflict):
    """It can no longer be undone. Carries `why`: `seconds`, `left`, `moved` or `due`."""

    code = "too_late"


def require_in_time(
    *,
    wrote_at: datetime,
    undo_seconds: int,
    is_waiting: bool,
    has_moved: bool,
    dues: Collection[datetime],
    now: datetime,
) -> None:
    """Refuse where the seconds are over, the message has left, or something came after that rests on the act.

    `dues` are the moments that were or become due; one that passed meanwhile was looked at as the act had left it.
    """
    if not is_waiting:
        raise TooLate(why="left")
    if now > wrote_at + timedelta(seconds=undo_seconds):
        raise TooLate(why="seconds")
    if has_moved:
        raise TooLate(why="moved")
    if any(_utc(wrote_at) < _utc(due) <= _utc(now) for due in dues):
        raise TooLate(why="due")


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def standing(facts: Iterable[Event], *, steps: Collection[type[Event]]) -> tuple[Event, ...]:
    """A promise's facts without the steps that were undone; `steps` are the facts each of which makes a version."""
    found: list[tuple[int, Event]] = []
    version = 1
    for fact in facts:
        if isinstance(fact, events.ActUndone):
            found = [
                (made, kept) for made, kept in found if made <= fact.to_version or type(kept) not in steps
            ]
        version += type(fact) in steps or isinstance(fact, events.ActUndone)
        found.append((version, fact))
    return tuple(fact for _, fact in found)

"""When a message to a customer leaves: by when it is needed, and when they may be written to."""

from __future__ import annotations

from datetime import datetime, timedelta

from teum.actions.matter import Matter
from teum.core import updates
from teum.models import Message


def to_answer(matter: Matter, due: datetime) -> datetime:
    """By when they need what asks something of them by `due`: by then, and however far off, in time to think it over.

    Else what a carrier keeps refusing would be tried until just before it is due.
    """
    times = matter.times
    return min(due, updates.answer_by(calendar=times.calendar, policy=times.policy, now=matter.now))


def still_needed(by: datetime | None, *, now: datetime) -> datetime | None:
    """By when it is needed; None once that is over: it disturbs nobody and passes nothing."""
    return by if by is not None and by > now else None


def soon(matter: Matter) -> datetime:
    """By when what comes late already is needed: within an hour of when they may be written to."""
    return matter.times.quiet.next_allowed(matter.now) + timedelta(hours=1)


def unless_allowed_before(matter: Matter, by: datetime | None, *, at: datetime) -> datetime | None:
    """`by`, where what would leave at `at` rests until it is too late for that; None where it need not hurry."""
    return by if by is not None and by < matter.times.quiet.next_allowed(at) + updates.DELIVERY else None


def again(matter: Matter, message: Message, *, wait_seconds: int = 0) -> datetime:
    """When a message that has waited leaves after so long: outside quiet time, unless it cannot wait."""
    needed_by = still_needed(message.needed_by, now=matter.now)
    return moment(matter, needed_by=needed_by, wait_seconds=wait_seconds)


def moment(
    matter: Matter, *, needed_by: datetime | None, wait_seconds: int | None, is_awake: bool = False
) -> datetime:
    """After a person's undo and outside quiet time; where that would be too late, e-mail goes all the same.

    It disturbs nobody who `is_awake`: what they have just written is answered at night as well.
    """
    wait = wait_seconds
    if wait is None:
        wait = matter.times.policy.undo_seconds if matter.by.kind == "member" else 0
    at = matter.now + timedelta(seconds=wait)
    if needed_by is not None:
        at = max(matter.now, min(at, needed_by - updates.DELIVERY))
    quiet = matter.times.quiet
    if not quiet.is_quiet(at) or (is_awake and not quiet.is_rest(at)):
        return at
    allowed = quiet.next_allowed(at)
    in_time = needed_by is None or allowed + updates.DELIVERY <= needed_by
    return allowed if in_time else at

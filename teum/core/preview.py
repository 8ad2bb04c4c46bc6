"""What the clock would do for a promise on which nobody acts: shown beforehand, so that a policy can be tried."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from teum.core import updates, voice
from teum.core.promise import Promise, State
from teum.core.updates import Kind, Planned, Times
from teum.core.window import Window
from teum.core.working_time import Calendar

_TUESDAY = 1
_AFTERNOON, _EARLY = time(14), time(8, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The steps of a promise in their order, and by when the next word comes if the clock has to speak.

    `manager_at` is when the managers are asked from the second time in a row; `is_earlier` tells that the clock would
    speak earlier than the policy says, because that would be quiet time. `call_until`: if it were moved now, until when
    the customer would be called before the message goes; None where it would go at once.
    """

    due: datetime
    steps: tuple[Planned, ...]
    next_due: datetime
    manager_at: datetime
    is_earlier: bool
    call_until: datetime | None


def preview(*, due: datetime, times: Times, now: datetime) -> Preview:
    """The plan of a promise that is made now; the plan itself, so that what is shown is what happens."""
    promise = Promise(state=State.OPEN, window=Window(due=due), owner=0)
    steps = sorted(updates.plan(promise, times=times, now=now), key=lambda step: step.fire_at)
    at = {step.kind: step.fire_at for step in steps}
    hold_at = at[Kind.HOLD]
    return Preview(
        due=due,
        steps=tuple(steps),
        next_due=updates.word_after(promise, times=times, now=hold_at),
        manager_at=updates.manager_at(at[Kind.ASK], times=times, now=now),
        is_earlier=hold_at < due.astimezone(UTC) - timedelta(minutes=times.policy.hold_minutes),
        call_until=voice.call_until(may_be_called=True, needed_by=due, times=times, now=now),
    )


def examples(*, calendar: Calendar, now: datetime) -> tuple[datetime, datetime]:
    """Moments to try a policy on: a Tuesday at 14:00, and 08:30 of the next open day, where quiet time matters.

    Where the business is closed on the Tuesdays ahead, another open day stands for them.
    """
    today = now.astimezone(calendar.zone).date()
    tomorrow = calendar.next_open_day(today)
    return _at(_ahead(calendar, tomorrow), _AFTERNOON, calendar), _at(tomorrow, _EARLY, calendar)


def _ahead(calendar: Calendar, tomorrow: date) -> date:
    later = (tomorrow + timedelta(days=ahead) for ahead in range(1, 15))
    tuesdays = (on for on in later if on.weekday() == _TUESDAY and calendar.is_open_day(on))
    return next(tuesdays, calendar.next_open_day(tomorrow))


def _at(on: date, hour: time, calendar: Calendar) -> datetime:
    return datetime.combine(on, hour, tzinfo=calendar.zone)

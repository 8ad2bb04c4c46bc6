"""When the clock must act on a promise, and when the next word to the customer comes (guarantees 2 and 3).

All moments are planned when a promise is made or moved, from the calendar of that time and the policy under which it
was made: a later edit of either moves nothing that was promised.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from teum.core.policy import Policy
from teum.core.promise import Debtor, Nature, Promise, State
from teum.core.quiet import Quiet
from teum.core.window import clear
from teum.core.working_time import Calendar

SHORT = timedelta(minutes=15)
"""A promise due within this is asked about at once."""

TIME_TO_ACT = timedelta(hours=1)
"""Whoever is asked has so much open time before the doors close, or before the clock speaks, where there is as much."""

DELIVERY = timedelta(minutes=2)
"""What delivery may need: a holding update is planned no later than this before due."""

REMINDER_GAP = timedelta(minutes=30)
"""A reminder nearer to the ask, or to the end, than this says nothing that helps."""


MOST_FOR_A_WORD = 90
"""So many minutes before a promised word the clock gives it at the earliest."""

MOST_SELDOM = 8
"""So many times the policy's rhythm at most lies between two words about what the customer owes."""

LEAST_GAP = timedelta(hours=1)
"""Who was told of it so short a time ago needs no reminder."""


class Kind(StrEnum):
    """What a timer is for."""

    OWNER = "owner"
    """Remind the owner, early on the day."""
    MANAGER = "manager"
    """Ask the managers first: the last word was the clock's own."""
    ASK = "ask"
    HOLD = "hold"
    DUE = "due"
    REMIND = "remind"
    """Remind the customer."""
    AGAIN = "again"
    """Remind them once more, of what they owed by a time that has passed."""
    LAPSE = "lapse"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A timer: what for, and when."""

    kind: Kind
    fire_at: datetime
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What planning goes by: the calendar, the customer's quiet time, and the policy."""

    calendar: Calendar
    quiet: Quiet
    policy: Policy


def plan(promise: Promise, *, times: Times, now: datetime) -> tuple[Planned, ...]:
    """The timers of a promise as it stands."""
    number = promise.number
    match promise.state:
        case State.OPEN if promise.debtor is Debtor.CUSTOMER:
            moments = _customer(promise.window.due, Kind.DUE, times=times, now=now)
            if promise.nature is Nature.DEED and (at := again_at(promise.window.due, times=times)) > now:
                moments = {**moments, Kind.AGAIN: at}
        case State.OPEN:
            moments = _ours(promise, times=times, now=now)
        case State.WAITING if promise.condition:
            moments = _customer(promise.condition.due, Kind.LAPSE, times=times, now=now)
        case State.OFFERED:
            moments = _customer(promise.answer_by or promise.window.due, Kind.LAPSE, times=times, now=now)
        case State.REPORTED if promise.answer_by:
            moments = {Kind.CONFIRM: promise.answer_by}
        case _:
            moments = {}
    return tuple(Planned(kind=kind, fire_at=at, number=number) for kind, at in moments.items())


def _ours(promise: Promise, *, times: Times, now: datetime) -> dict[Kind, datetime]:
    due = promise.window.due
    hold_at = holding_at(due, times=_of(promise, times), now=now)
    asked_at = ask_at(due, hold_at, times=times, now=now)
    moments = {Kind.ASK: asked_at, Kind.HOLD: hold_at, Kind.DUE: due}
    if promise.round >= 1:
        moments = {Kind.MANAGER: manager_at(asked_at, times=times, now=now), **moments}
    morning = reminder_at(due, times=times) if times.policy.remind_by_mail else asked_at
    ends = hold_at if promise.nature is Nature.UPDATE else due  # a word is given by the clock's
    if now < morning and min(abs(_between(asked_at, morning)), _between(morning, ends)) >= REMINDER_GAP:
        moments = {Kind.OWNER: morning, **moments}
    return moments


def _of(promise: Promise, times: Times) -> Times:
    """A word needs no more than the last hours before its time, however early the clock speaks of deeds."""
    if promise.nature is not Nature.UPDATE or times.policy.hold_minutes <= MOST_FOR_A_WORD:
        return times
    return replace(times, policy=replace(times.policy, hold_minutes=MOST_FOR_A_WORD))


def _between(since: datetime, until: datetime) -> timedelta:
    return until.astimezone(UTC) - since.astimezone(UTC)


def _customer(due: datetime, end: Kind, *, times: Times, now: datetime) -> dict[Kind, datetime]:
    """They are reminded the day before; where less is left, half way, unless it was agreed just now."""
    at = due - timedelta(days=1)
    least = now
    if at <= now:
        at, least = now + (due.astimezone(UTC) - now.astimezone(UTC)) / 2, now + LEAST_GAP
    remind_at = _allowed(at, times.quiet, now=now)
    return {Kind.REMIND: remind_at, end: due} if least < remind_at < due else {end: due}


def again_at(due: datetime, *, times: Times) -> datetime:
    """When they are reminded of what did not come by `due`: on the policy's rhythm, as with a word of ours."""
    at = next_word(calendar=times.calendar, policy=times.policy, now=due)
    return times.quiet.next_allowed(at)


def holding_at(due: datetime, *, times: Times, now: datetime) -> datetime:
    """When the clock speaks if nobody did: before due, earlier where that is quiet time, never past due.

    Where none is left before that, the first one that still leaves time for delivery; where there is none at all it
    stays where it is: e-mail, the quiet channel, is used.
    """
    due, now = due.astimezone(UTC), now.astimezone(UTC)  # an hour of a change of clocks is an hour, too
    lead = min(timedelta(minutes=times.policy.hold_minutes), (due - now) / 3)
    at = min(due - lead, max(due - DELIVERY, now))
    return _before(due, at, times.quiet, now=now)


def last_call(due: datetime, *, times: Times, now: datetime) -> datetime:
    """The last moment at which the clock may still speak before due, where the owner said that it will be kept."""
    due, now = due.astimezone(UTC), now.astimezone(UTC)
    lead = min(timedelta(minutes=15), (due - now) / 3)
    return _before(due, max(due - lead, now), times.quiet, now=now)


def ask_at(due: datetime, hold_at: datetime, *, times: Times, now: datetime) -> datetime:
    """When the owner is asked: before the holding update, in opening hours; at once where due is near.

    Where that would be while nobody is there: as the doors open, if that leaves time to act; else in the last open hour
    before; else as they open all the same; at once where they do not open before the clock speaks.
    """
    due, hold_at, now = (moment.astimezone(UTC) for moment in (due, hold_at, now))
    if due - now <= SHORT:
        return now
    gap = timedelta(minutes=times.policy.ask_minutes - times.policy.hold_minutes)
    at = hold_at - min(gap, (hold_at - now) / 2)
    calendar = times.calendar
    opens = calendar.next_opening(at)
    if opens <= max(at, hold_at - TIME_TO_ACT):
        return opens
    if left := calendar.working_between(now, at):
        return calendar.subtract_working(at, min(TIME_TO_ACT, left / 2))
    return opens if opens <= hold_at - SHORT else now


def manager_at(asked_at: datetime, *, times: Times, now: datetime) -> datetime:
    """When the managers are asked, from the second time in a row: before the owner by a span of open time."""
    lead = timedelta(minutes=times.policy.manager_minutes)
    left = times.calendar.working_between(now, asked_at)
    return times.calendar.subtract_working(asked_at, lead if lead <= left else left / 2) if left else asked_at


def manager_before(due: datetime, hold_at: datetime, *, times: Times, now: datetime) -> datetime:
    """When the managers are asked about what the clock is to speak of, where it spoke in the same matter just now."""
    return manager_at(ask_at(due, hold_at, times=times, now=now), times=times, now=now)


def reminder_at(due: datetime, *, times: Times) -> datetime:
    """When the owner is reminded: as the business opens on the day, or on the last open day before it."""
    calendar = times.calendar
    on = due.astimezone(calendar.zone).date()
    on = on if calendar.is_open_day(on) else calendar.last_open_day_before(on)
    return datetime.combine(on, calendar.blocks_on(on)[0].opens, tzinfo=calendar.zone)


def _before(due: datetime, at: datetime, quiet: Quiet, *, now: datetime) -> datetime:
    """The allowed moment nearest before `at`, else after it and in time for `due`, else `at` itself."""
    earlier = _allowed(at, quiet, now=now)
    later = quiet.next_allowed(earlier)
    return later if later <= due - DELIVERY else earlier


def _allowed(at: datetime, quiet: Quiet, *, now: datetime) -> datetime:
    earlier = quiet.latest_allowed_before(at)
    return earlier if earlier is not None and earlier > now else max(at, now)


# ── the next moments that the clock names ──


def next_word(
    *, calendar: Calendar, policy: Policy, now: datetime, many: int = 1, quiet: Quiet | None = None
) -> datetime:
    """By when the next word comes where nobody named it: on the policy's rhythm, at its hour, on an open day.

    `many` times so long, where it has time. `quiet`: they may be written to in between, so that it can be given.
    """
    today = now.astimezone(calendar.zone).date()
    on = calendar.add_business_days(today, policy.word_days * many)
    allowed = quiet.next_allowed(now.astimezone(UTC) + LEAST_GAP) + DELIVERY if quiet else now
    while (at := _word_on(on, calendar, policy)) < allowed:
        on = calendar.next_open_day(on)
    return at


def _word_on(on: date, calendar: Calendar, policy: Policy) -> datetime:
    at = datetime.combine(on, policy.word_time, tzinfo=calendar.zone)
    return clear(at if calendar.is_open(at) else _inside(on, at, calendar))


def word_after(promise: Promise, *, times: Times, now: datetime, is_reminder: bool = False) -> datetime:
    """By when the next word comes where the clock speaks for this one: not before that, where it is due within a day.

    `is_reminder`: it reminds them of what they owe, which comes ever more seldom.
    """
    due = promise.window.due
    calendar, policy, quiet = times.calendar, times.policy, times.quiet
    since = max(now, due) if promise.nature is Nature.UPDATE else now
    many = min(2 ** (promise.round + 1), MOST_SELDOM) if is_reminder else 1
    at = next_word(calendar=calendar, policy=policy, now=since, many=many, quiet=quiet)
    if now < due <= now + timedelta(days=1) and at <= due:
        return next_word(calendar=calendar, policy=policy, now=due, many=many, quiet=quiet)
    return at


def _inside(on: date, at: datetime, calendar: Calendar) -> datetime:
    """The moment of that day's hours that is nearest to `at`, which lies before, between or after its blocks."""
    edges = [edge for span in calendar.spans_on(on) for edge in span]
    return min(edges, key=lambda edge: abs(edge - at.astimezone(UTC))).astimezone(calendar.zone)


def answer_by(*, calendar: Calendar, policy: Policy, now: datetime) -> datetime:
    """Until when the customer may answer a report before it counts as confirmed."""
    on = calendar.add_business_days(now.astimezone(calendar.zone).date(), policy.confirm_days)
    return clear(calendar.close_of(on))


def is_within(due: datetime, *, since: datetime, until: datetime) -> bool:
    """Whether a due moment passed while the clock was away."""
    return since.astimezone(UTC) < due.astimezone(UTC) <= until.astimezone(UTC)

"""The end of a matter whose customer does not answer: after a date that they were told, and never before (A9).

The announcement is a promise of the customer's part (nature `closing`): that they say by then what is still open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from teum.core.actor import Actor
from teum.core.case import OpenEnd
from teum.core.promise import Debtor, Nature, NotPossible, Promise, State
from teum.core.refusal import Conflict, Invalid
from teum.core.working_time import Calendar

NOTICE = timedelta(days=1)
"""So long before the date they must have been told of it."""
LEAD = timedelta(days=2)
"""So long before the date it is announced: a message may have to wait for a quiet night to pass."""
AGAIN_DAYS = 3
"""Where they were not told in time, the date moves by so many open days."""
WHY = "silent_customer"
"""Why such a case was closed, as the ledger says it."""


class NotTheirPart(Conflict):
    """Something waits for us: silence of theirs closes nothing. Carries `open_ends`, those that are ours."""

    code = "not_their_part"


class ClosingTooSoon(Invalid):
    """They would have no time to answer. Carries `earliest`, the first moment that may be named."""

    code = "closing_too_soon"


class AlreadyAnnounced(Conflict):
    """A date was announced already. Carries `promise` and `due`."""

    code = "already_announced"


def is_announcement(promise: Promise) -> bool:
    """Whether it is the announcement itself, which is no open end of its case."""
    return promise.nature is Nature.CLOSING


def is_theirs(promise: Promise, *, is_countered: bool) -> bool:
    """Whether what is live waits for the customer: their part, or their answer to an offer or a report."""
    if promise.state is State.OPEN:
        return promise.debtor is Debtor.CUSTOMER
    return promise.is_live and not is_countered


def is_told_by_it(promise: Promise) -> bool:
    """Whether the announcement gives the word that is promised here."""
    return promise.nature is Nature.UPDATE and promise.state is State.OPEN


def require_announceable(
    live: Iterable[Promise],
    *,
    countered: Collection[int],
    unsettled: Iterable[int],
    due: datetime,
    now: datetime,
) -> None:
    """Refuse unless all that is open is the customer's part, and they have time for it until after each moment of it.

    `countered` are the offers for which they named another time; `unsettled` messages that nobody has dealt with.
    """
    rest = [promise for promise in live if not is_told_by_it(promise)]
    ours = [p for p in rest if not is_theirs(p, is_countered=p.id in countered)]
    ends = [OpenEnd(kind="promise", id=p.id or 0, due=p.next_at.astimezone(p.window.zone)) for p in ours]
    ends += [OpenEnd(kind="message", id=id_) for id_ in unsettled]
    if ends:
        raise NotTheirPart(open_ends=[end.facts for end in ends])
    earliest = max([now + LEAD, *(p.next_at.astimezone(UTC) + timedelta(minutes=1) for p in rest)])
    if due.astimezone(UTC) < earliest.astimezone(UTC):
        raise ClosingTooSoon(earliest=earliest.astimezone(due.tzinfo).isoformat())


class Ending(StrEnum):
    """What the announced date finds."""

    CLOSES = "closes"
    SAID_AGAIN = "said_again"
    """They were not told in time: another date is named."""
    GOES_ON = "goes_on"
    """Something else is open by now than what waited for them."""


def at_due(others: Sequence[Promise], *, unsettled: bool, told_at: datetime | None, due: datetime) -> Ending:
    """What the announced date finds; `others` is what else is live, `told_at` when they were told of the date."""
    rest = [promise for promise in others if not is_told_by_it(promise)]
    if any(promise.state is not State.OPEN or promise.debtor is not Debtor.CUSTOMER for promise in rest):
        return Ending.GOES_ON
    if any(promise.window.due.astimezone(UTC) > due.astimezone(UTC) for promise in rest):
        return Ending.GOES_ON
    is_told = told_at is not None and told_at.astimezone(UTC) <= due.astimezone(UTC) - NOTICE
    is_over = is_told and not unsettled and len(rest) == len(others)
    return Ending.CLOSES if is_over else Ending.SAID_AGAIN


def next_date(*, calendar: Calendar, now: datetime) -> datetime:
    """The date that is named where they were not told of the last one: as the business closes, some days on."""
    on = calendar.add_business_days((now + LEAD).astimezone(calendar.zone).date(), AGAIN_DAYS)
    return calendar.close_of(on)


HEARD = frozenset(
    {
        "CancellingHeard",
        "ConditionMet",
        "DecisionMade",
        "MessageReceived",
        "PaymentCame",
        "PromiseAccepted",
        "PromiseCountered",
        "PromiseDeclined",
        "PromiseDisputed",
        "PromiseKept",
        "PromiseReleased",
        "QuestionAsked",
        "SummaryConfirmed",
        "SurveyAnswered",
        "UploadReceived",
    }
)
"""Facts that a member records of what the customer said or sent; what is kept by a word of ours is none."""


def is_heard(by: Actor, facts: Iterable[tuple[str, Mapping[str, Any]]]) -> bool:
    """Whether something came from the customer in an act that recorded these facts, each with its kind."""
    if by.kind != "member":
        return by.kind in ("customer", "visitor")  # who writes without proof may well be them
    return any(kind in HEARD and said.get("by") != "word" for kind, said in facts)


def require_no_announcement(promise: Promise, operation: str) -> None:
    """An announced date is no promise that is moved, taken back or let go of: they answer, or the date comes."""
    if is_announcement(promise):
        raise NotPossible(state=str(promise.state), operation=operation)

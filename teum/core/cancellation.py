"""Cancelling what was agreed at a distance (B2): until when, at what cost, by when the money is back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from teum.core import law as laws
from teum.core.disclosure import How
from teum.core.law import Law
from teum.core.refusal import Conflict, Invalid
from teum.core.working_time import Calendar

AT_A_DISTANCE = frozenset({How.PAGE, How.CALL, How.MAIL})
"""Whoever agreed so did not stand before us."""
NOON = time(12)


class NotCancellable(Conflict):
    """It was agreed face to face, or before we kept how. Carries nothing."""

    code = "not_cancellable"


class CancellingOver(Conflict):
    """The last day has passed. Carries `until`."""

    code = "cancelling_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What was agreed at a distance: on which day, by the law of that day, at which price (None: none was named).

    `has_terms`: something was agreed of cancelling as well, which may ask for less than the law allows.
    """

    agreed_on: date
    law: Law
    total: int | None
    has_terms: bool = False

    @property
    def until(self) -> date:
        """The last day for everybody."""
        return laws.last_day(self.law, since=self.agreed_on, is_protected=False)

    @property
    def protected_until(self) -> date:
        """The last day for those whom the law protects further, where there was a conversation."""
        return laws.last_day(self.law, since=self.agreed_on, is_protected=True)

    @property
    def fee(self) -> int:
        """The most that it costs, in agorot."""
        return self.law.fee(self.total) if self.total is not None else self.law.fee_most

    @property
    def is_exact(self) -> bool:
        """Whether the fee is known: nothing that was agreed makes it less."""
        return self.total is not None and not self.has_terms

    def back(self, paid: int) -> int:
        """What is surely paid back of what was paid; the fee is never asked for beyond that."""
        return max(paid - self.fee, 0) if self.is_exact else paid

    def refund_due(self, *, calendar: Calendar, now: datetime, asked_on: date | None = None) -> datetime:
        """When the money is back: before the business closes on the last open day for that.

        It is counted from the day on which they said so: today, unless `asked_on` names another. Where that is over
        already, the next open day is the soonest that can be promised.
        """
        today = now.astimezone(calendar.zone).date()
        last = (asked_on or today) + timedelta(self.law.refund_days)
        found = (
            calendar.close_of(calendar.last_open_day_before(last + timedelta(1))),
            datetime.combine(last, NOON, calendar.zone),
            calendar.close_of(calendar.next_open_day(today)),
        )
        return next(due for due in found if due > now)


def require_asked(deal: Deal, *, asked_on: date, today: date) -> None:
    """Refuse a day on which they cannot have said so: before it was agreed, or still to come. Raises `Invalid`."""
    if not deal.agreed_on <= asked_on <= today:
        raise Invalid(field="asked_on")


def require(deal: Deal, *, on: date, got_on: date | None, is_protected: bool) -> None:
    """Refuse to cancel after the last day, which is counted from the day on which a product came where that is later.

    Raises `CancellingOver`, `Invalid`.
    """
    if got_on and got_on > on:
        raise Invalid(field="got_on")
    since = max(deal.agreed_on, got_on or deal.agreed_on)
    until = laws.last_day(deal.law, since=since, is_protected=is_protected)
    if on > until:
        raise CancellingOver(until=until.isoformat())

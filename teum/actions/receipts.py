"""Money that came for a payment that was agreed is written down; once all of it came, the payment is kept (B2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from teum.actions import letters, matter, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import steps
from teum.actions.promises.steps import GOES_ON, Next
from teum.core import events, permissions, updates
from teum.core import promise as promises
from teum.core import receipt as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.price import Means
from teum.core.promise import State
from teum.core.receipt import Account, NotAPayment
from teum.language.notices import receipt as notices
from teum.models import Promise, Receipt
from teum.queries import receipts as queries
from teum.queries import rows, their_part


def take(
    *,
    promise_id: int,
    by: Actor,
    amount: int,
    means: Means,
    on: date,
    after: Next = GOES_ON,
    seen: int | None = None,
    seen_paid: int | None = None,
    now: datetime,
) -> Receipt:
    """Write down what came, in agorot, on which day and how; the customer is told, and what is left stays due.

    `after`: what comes next where with this all of it has come; `seen_paid`: how much had come, as it was seen.
    Raises `NotAPayment`, `NotPossible`, `BadAmount`, `MoreThanDue`, `Invalid`, `NotAllowed`, `Stale`, `NoNextStep`.
    """
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        account = queries.account(row)
        if account is None:
            raise NotAPayment
        if row.state != State.OPEN:
            raise promises.NotPossible(state=row.state, operation="report")
        came = core.Receipt(on=on, means=means, amount=amount)
        today = now.astimezone(opened.times.calendar.zone).date()
        is_whole = core.take(account, came, today=today, seen_paid=seen_paid)
        made = keep(opened, row, came)
        is_answered = is_whole and bool(their_part.said_done(row))
        if is_whole:
            _settle(opened, row, after, is_told=not is_answered)
        if not is_answered:  # then the answer to what they said tells them that it arrived
            _tell(opened, row, account, came, words.about(opened, row) if is_whole else ())
        return made


def keep(opened: Matter, row: Promise, came: core.Receipt) -> Receipt:
    """Write down what came, as part of an act."""
    made: Receipt = Receipt.objects.of(opened.organisation_id).create(
        case=opened.case,
        promise=row,
        amount=came.amount,
        means=str(came.means),
        on=came.on,
        at=opened.now,
    )
    fact = events.PaymentCame(receipt=made.pk, amount=made.amount, means=made.means, on=came.on.isoformat())
    opened.record(fact, promise=row.pk)
    return made


def _settle(opened: Matter, row: Promise, after: Next, *, is_told: bool) -> None:
    """All of it has come: the payment is kept."""
    tellings.catch_up(opened, row)
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    tasks.done(opened, promise=row, kinds=steps.ASKS)
    steps.received(opened, row, after=after, until=until, is_told=is_told)


def _tell(opened: Matter, row: Promise, account: Account, came: core.Receipt, tells: Sequence[Tells]) -> None:
    letter = notices.came(
        party=letters.party(opened),
        what=", ".join(row.includes) or row.what,
        came=came,
        left=account.left - came.amount,
        window=rows.window(row.due, row.start, row.zone),
    )
    letters.queue(opened, "answered", letter, tells=tells)

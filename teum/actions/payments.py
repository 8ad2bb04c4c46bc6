"""What was paid, where a next version of an agreement asks for more or less in its place, or it did not come (B2)."""

from __future__ import annotations

from teum.actions import receipts
from teum.actions.matter import Matter
from teum.core import receipt as core
from teum.language.notices import receipt as notices
from teum.models import Promise, Receipt
from teum.queries import receipts as queries


def write_down(opened: Matter, promise_id: int) -> Receipt | None:
    """What was said to have come as it was agreed, by one tap, is written down on the day it ended: it stays, or is
    taken back, and from now on another amount may be agreed.
    """
    row = Promise.objects.of(opened.organisation_id).get(pk=promise_id)
    account = queries.account(row)
    if account is None or not account.unsaid:
        return None
    on = (row.ended_at or opened.now).astimezone(opened.times.calendar.zone).date()
    return receipts.keep(opened, row, core.Receipt(on=on, means=account.means, amount=account.unsaid))


def is_paid(row: Promise) -> bool:
    """Whether all of it came."""
    account = queries.account(row)
    return account is not None and not account.left


def came(opened: Matter, row: Promise) -> tuple[str, ...]:
    """How much of it came, in words; nothing of what takes the place of no payment."""
    account = queries.account(row) if row.replaces_id else None
    if account is None or not account.paid:
        return ()
    return (notices.of_payment(account.paid, account.left, opened.case.customer.language),)

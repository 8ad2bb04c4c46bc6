"""A payment that was written down did not come after all: a fact beside it, and it is to be paid again (B2)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import cases, letters, matter, payments
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import making
from teum.actions.promises.making import Draft
from teum.core import events, permissions
from teum.core import receipt as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Debtor, State
from teum.core.receipt import NotAPayment, NothingCame, Why
from teum.language.notices import receipt as notices
from teum.models import Message, Promise, Receipt, Reversal
from teum.queries import receipts as queries
from teum.queries import rows
from teum.queries.message_view import UNSAID


def take_back(
    *,
    promise_id: int,
    receipt_id: int | None = None,
    why: Why,
    due: datetime | None = None,
    by: Actor,
    seen: int | None = None,
    seen_paid: int | None = None,
    now: datetime,
) -> Promise:
    """Write down that what came did not come after all; the customer is told, and by when it is to be paid.

    `receipt_id`: what of it; where None what was said to have come with nobody writing down how. Where all of it had
    come, and some of what is due by now is missing without it, it is promised once more, by `due`, and a closed case
    goes on. Gives the promise that is to be kept now.
    Raises `NotAPayment`, `NothingCame`, `NotPossible`, `DealOver`, `Incomplete`, `NotAllowed`, `Stale`, and the
    refusals of a window.
    """
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        account = queries.account(row)
        if account is None:
            raise NotAPayment
        receipt = None if receipt_id is None else _receipt(row, receipt_id)
        amount = account.unsaid if receipt_id is None else receipt.amount if receipt else 0
        is_again = core.take_back(
            account, amount, state=State(row.state), holds=queries.holds(row), due=due, seen_paid=seen_paid
        )
        said = payments.write_down(opened, row.pk)
        receipt = receipt or said
        if receipt is None:
            raise NothingCame
        _keep(opened, row, receipt, why)
        stands = _again(opened, row, due) if is_again else row
        _tell(opened, stands, account.left_without(amount), receipt, why)
        return stands


def _receipt(row: Promise, receipt_id: int) -> Receipt | None:
    if receipt_id not in {one.id for one in queries.came(row)}:
        return None
    return Receipt.objects.of(row.organisation_id).get(pk=receipt_id)


def _keep(opened: Matter, row: Promise, receipt: Receipt, why: Why) -> None:
    made: Reversal = Reversal.objects.of(opened.organisation_id).create(
        case=opened.case, receipt=receipt, why=str(why), at=opened.now
    )
    fact = events.PaymentReversed(reversal=made.pk, receipt=receipt.pk, why=made.why)
    opened.record(fact, promise=row.pk)
    thanks = Message.objects.of(opened.organisation_id).filter(UNSAID, case=opened.case, kind="answered")
    for letter in thanks.filter(at=receipt.at):
        letters.replace(opened, letter)


def _again(opened: Matter, row: Promise, due: datetime | None) -> Promise:
    """It is promised once more, in the same words."""
    cases.reopen_in(opened, why="member")
    draft = Draft(
        body=row.what,
        includes=tuple(row.includes),
        channel=row.channel,
        owner=row.owner_id if row.owner.is_active else None,
        due=due,
        debtor=Debtor.CUSTOMER,
        replaces=row.pk,
        says_replaces=True,
        is_ours=True,
    )
    return making.make_in(opened, draft, is_again=True)


def _tell(opened: Matter, stands: Promise, left: int, receipt: Receipt, why: Why) -> None:
    letter = notices.reversed_(
        party=letters.party(opened),
        what=", ".join(stands.includes) or stands.what,
        came=queries.value(receipt),
        why=why,
        left=left,
        window=rows.window(stands.due, stands.start, stands.zone),
    )
    tells = [Tells(promise=stands.pk, number=stands.number, what="agreed")] if left else []
    letters.queue(opened, "answered", letter, tells=tells)

"""A customer asks for a call: it is a promise of ours, in the window that they chose (A12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from teum.actions import cases, matter, surprises
from teum.actions.matter import Matter
from teum.actions.promises import making, notice, revising
from teum.actions.promises.making import Draft
from teum.core import callback, permissions, reach
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import NoAddress
from teum.models import Promise
from teum.queries import rows

CALL = {
    "he": ("אתקשר אליך לבקשתך", "שיחה בנוגע לפנייתך"),
    "en": ("I'll call you as you asked", "a call about your matter"),
}


def ask(*, case_id: int, by: Actor, start: datetime, now: datetime) -> Promise:
    """Promise the call that begins then; the same once more gives the one that is promised.

    A member records it. A call that is late moves there, and stays late in the ledger. A closed case goes on with it.
    Raises `CallPromised`, `WindowGone`, `NoAddress`, `NotAllowed`.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.RECORD if by.kind == "member" else Act.ANSWER_AS_CUSTOMER)
        promised = _first(opened, callback.is_owed)
        if promised:
            if promised.start == start:
                return promised
            raise callback.CallPromised(promise=str(promised.pk))
        if not any(point.channel in reach.NUMBERS for point in opened.contacts):
            raise NoAddress(channel="phone", reachable=[])
        window = callback.chosen(start, times=opened.times, now=now)
        missed, surprised = _first(opened, callback.is_missed), surprises.found(opened)
        if missed:
            surprises.by_call(opened, missed, surprised)
            revising.move_as_chosen(opened, missed, window)
            return missed
        cases.reopen_in(opened, why="customer_wrote")
        body, item = CALL[opened.case.customer.language]
        draft = Draft(
            body=body,
            includes=(item,),
            channel="phone",
            owner=opened.case.owner_id,
            start=window.start,
            due=window.due,
            says_replaces=True,
            is_ours=True,
        )
        row = making.make_in(opened, draft)
        surprises.by_call(opened, row, surprised)
        notice.tell_agreed(opened, row)
        return row


def _first(opened: Matter, is_one: Callable[..., bool]) -> Promise | None:
    """The call of ours of which that is true, the first one where there are several."""
    found = (row for row in opened.live() if is_one(rows.promise(row), now=opened.now))
    return min(found, key=lambda row: (row.due, row.pk), default=None)

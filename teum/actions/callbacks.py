"""A customer asks for a call: it is a promise of ours, in the window that they chose (A12)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import cases, matter
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import callback, permissions, reach
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import NoAddress
from teum.models import Promise

CALL = {
    "he": ("אתקשר אליך לבקשתך", "שיחה בנוגע לפנייתך"),
    "en": ("I'll call you as you asked", "a call about your matter"),
}


def ask(*, case_id: int, by: Actor, start: datetime, now: datetime) -> Promise:
    """Promise the call that begins then; the same once more gives the one that is promised. A member records it.

    A closed case goes on with it. Raises `CallPromised`, `WindowGone`, `NoAddress`, `NotAllowed`.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.RECORD if by.kind == "member" else Act.ANSWER_AS_CUSTOMER)
        promised = next((row for row in opened.live() if callback.is_owed(row)), None)
        if promised:
            if promised.start == start:
                return promised
            raise callback.CallPromised(promise=str(promised.pk))
        if not any(point.channel in reach.NUMBERS for point in opened.contacts):
            raise NoAddress(channel="phone", reachable=[])
        window = callback.chosen(start, times=opened.times, now=now)
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
        notice.tell_agreed(opened, row)
        return row

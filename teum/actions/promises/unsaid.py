"""Words of a promise that had not left when it changed or ended: said better by a newer one, or not at all."""

from __future__ import annotations

from teum.actions import lateness, letters
from teum.actions.matter import Matter
from teum.actions.promises import notice
from teum.core import delivery
from teum.core.promise import Debtor
from teum.models import Message, Promise, Telling
from teum.queries.message_view import UNSAID

TIMES = ("revised", "no_date", "proposed")
"""Kinds that say how its time changed, or may."""


def say_better(opened: Matter, row: Promise, *, kinds: tuple[str, ...] = TIMES) -> None:
    """That its time changed, is asked about, or that there is no date, is said by a newer word, not by what waits.

    One that answers or asks something besides leaves as it is.
    """
    mine = Message.objects.of(opened.organisation_id).filter(
        UNSAID, kind__in=kinds, pk__in=letters.messages_about(row)
    )
    for message in mine:
        told = Telling.objects.of(opened.organisation_id).filter(message=message).exclude(what="word")
        if not told.exclude(promise=row).exists():
            letters.replace(opened, message)


def say_no_more(opened: Matter, row: Promise) -> None:
    """Its creditor ended it: where that is the customer they know, and nothing that waits tells them how it stood.

    What the same words tell of other promises is still told.
    """
    notice.leave_out(opened, row)
    if row.debtor == Debtor.CUSTOMER and opened.by.kind != "customer":
        return
    lateness.leave_out_late(opened, row)
    say_better(opened, row, kinds=delivery.WHILE_OPEN)

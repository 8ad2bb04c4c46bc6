"""Words of a promise that had not left when it changed or ended: said better by a newer one, or not at all."""

from __future__ import annotations

from teum.actions import lateness, letters
from teum.actions.matter import Matter
from teum.actions.promises import notice
from teum.core import delivery
from teum.core.promise import Debtor
from teum.models import Message, Promise, Telling
from teum.queries.message_view import UNSAID


def say_better(opened: Matter, row: Promise, *, kinds: tuple[str, ...] = ("revised", "no_date")) -> None:
    """That its time changed, or that there is no date, is said by a newer word, where the former has not left.

    One that answers or asks something besides leaves as it is.
    """
    about = letters.messages_about(row)
    mine = Message.objects.of(opened.organisation_id).filter(UNSAID, pk__in=about)
    told = Telling.objects.of(opened.organisation_id).filter(message__in=about)
    besides = set(told.exclude(what="word").exclude(promise=row).values_list("message", flat=True))
    for message in mine.filter(kind__in=kinds):
        if message.pk not in besides:
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

"""Whether the customer still has to hear what a message tells that did not reach them (`core.delivery.is_owed`)."""

from __future__ import annotations

from django.db.models import Q

from teum.core import delivery, disclosure
from teum.core.delivery import Told
from teum.core.promise import State
from teum.core.updates import TRUE_WORDS
from teum.models import Disclosure, Event, Message, Telling
from teum.queries import ledger, rows

HEARD = TRUE_WORDS | {"late", "reported", "released"}
"""What tells enough of a window that a lateness of it, or a change to it, is no news any more."""
ENOUGH = {"withdrawn": {"withdrawn"}, "revised": {"revised"}, "proposed": {"revised"}}
"""What alone tells that a window ended as it did."""


def told_by(message: Message) -> list[Told]:
    """What a message tells, and of each whether the customer has heard it otherwise since it was written.

    That it is the word which was promised is no news.
    """
    mine = Telling.objects.of(message.organisation_id).filter(message=message).exclude(what="word")
    return [_told(message, telling) for telling in mine.select_related("promise")]


def _told(message: Message, telling: Telling) -> Told:
    later = Telling.objects.of(message.organisation_id).filter(promise=telling.promise_id, at__gte=message.at)
    same = Q(number=telling.number, what__in=ENOUGH.get(message.kind, HEARD))
    return Told(
        promise=rows.promise(telling.promise),
        number=telling.number,
        is_heard=later.filter(same | Q(number__gt=telling.number, what__in=HEARD)).exists()
        or _was_answered(message, telling),
        is_late=message.kind in delivery.REPORTS and _passed_in_silence(telling),
    )


def _was_answered(message: Message, telling: Telling) -> bool:
    """Whether the customer themselves did something about it since."""
    theirs = Event.objects.of(message.organisation_id).filter(promise=telling.promise_id, actor="customer")
    return theirs.filter(at__gte=message.at).exists()


def _passed_in_silence(telling: Telling) -> bool:
    missed = ledger.misses(telling.organisation_id, telling.promise_id).get(telling.number)
    return missed is not None and not missed.told


def is_owed(message: Message) -> bool:
    """Whether it tells of a change, a lateness or a fault that the customer has not heard."""
    if message.kind == "disclosed":
        return _is_disclosure_owed(message)
    kinds = (*delivery.CHANGES, *delivery.REPORTS)
    return message.kind in kinds and delivery.is_owed(message.kind, told_by(message))


def _is_disclosure_owed(message: Message) -> bool:
    told = (
        Disclosure.objects.of(message.organisation_id).filter(case=message.case_id).select_related("promise")
    )
    return any(
        disclosure.is_owed(
            disclosure.standing(
                State(row.promise.state) if row.promise else None, is_decided=row.decided_id is not None
            ),
            is_last_word=row.message_id == message.pk,
        )
        for row in told
    )

"""What the customer of a case knows of its next step, and what they still have to be told of it (guarantee 5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from teum.core import history, reach
from teum.core import telling as core
from teum.core.actor import Actor
from teum.core.events import Event
from teum.core.promise import Heard, Nature
from teum.core.window import Window
from teum.models import ContactPoint, Message, Promise, Revision, Task, Telling, prepared
from teum.models import Event as EventRow
from teum.models.message import OF_CUSTOMER
from teum.queries import ledger, message_view, rows, sentences
from teum.queries.message_view import MessageView

ON_A_PAGE = ("customer", "visitor")
"""Who acts where they see at once what comes of it."""


IN_THE_AIR = ("sending", "uncertain")
"""What is in one of these states may have reached them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knows:
    """What the customer knows of a promise: as it stands where it `is_told`, else the `sentence` that they heard last.

    `sentence` is empty where they have heard nothing. `message` is what would tell them, where it waits; `by` is the
    moment by which somebody has to.
    """

    is_told: bool
    sentence: str = ""
    message: MessageView | None = None
    by: datetime | None = None


def of_promise(promise_id: int, *, by: Actor, lang: str, now: datetime) -> Knows:
    """What the customer knows of a promise that is still to come."""
    found = Promise.objects.of(by.organisation_id).filter(pk=promise_id)
    row = found.select_related("owner", "case__customer", "case__organisation", "conversation").get()
    number = _known(row, _past(row))
    if number is not None and number >= row.number:
        return Knows(is_told=True)
    message = _waiting(row)
    window = _window(row, number) if number is not None else None
    return Knows(
        is_told=False,
        sentence=sentences.of_promise(row, row.case, now=now, lang=lang, window=window) if window else "",
        message=message_view.of_rows([message])[0] if message else None,
        by=_needed_by(row, message, window, now=now),
    )


def heard(row: Promise) -> Heard:
    """What the customer knows of a promise whose time is about to change; what is in the air may have reached them."""
    past = _past(row)
    known, in_the_air = _known(row, past), _in_the_air(row)
    numbers = [*in_the_air, *([known] if known is not None else [])]
    number = max(numbers, default=None)
    unheard = 0 if row.number in in_the_air else core.unheard_delays(past, number=number)
    delays = max(row.revisions - unheard, 0)
    if number is None:
        return Heard(delays=delays)
    number = min(number, row.number)
    before = tuple(_window(row, one) for one in range(min(numbers), number))
    return Heard(delays=delays, number=number, window=_window(row, number), before=before)


def _in_the_air(row: Promise) -> list[int]:
    """The windows of which words that are in the air would tell: that its time changed tells the next one."""
    about = Telling.objects.of(row.organisation_id).filter(promise=row, message__state__in=IN_THE_AIR)
    told = about.values_list("number", "what")
    return [min(number + (what == "revised"), row.number) for number, what in told]


def _known(row: Promise, past: list[tuple[bool, Event]]) -> int | None:
    """The newest window of which they know; what was said in a conversation that reached them, they have heard."""
    found = core.known(past)
    return 0 if found is None and _was_said(row) else found


def counted_on_since(row: Promise) -> dict[int, datetime]:
    """Since when the customer counts on windows of a promise, by their numbers (`core.telling`)."""
    return core.counted_on_since((fact.at, value) for fact, value in _standing(row))


def _past(row: Promise) -> list[tuple[bool, Event]]:
    """The facts of a promise that stand, each with whether the customer did it on their page."""
    return [(fact.actor in ON_A_PAGE, value) for fact, value in _standing(row)]


def _standing(row: Promise) -> list[tuple[EventRow, Event]]:
    past = list(_FACTS(row.organisation_id, row.pk))
    values = [ledger.value(fact) for fact in past]
    stands = {id(value) for value in history.standing(values)}
    return [(fact, value) for fact, value in zip(past, values, strict=True) if id(value) in stands]


_FACTS = prepared.rows(
    lambda organisation, promise: EventRow.objects.of(organisation).filter(promise=promise).order_by("id")
)


def _was_said(row: Promise) -> bool:
    """Whether they heard of it as it was made: in a conversation, or, of a next word, in the word that named it."""
    if row.conversation and row.conversation.reached:
        return True
    if row.nature != Nature.UPDATE:
        return False
    said = Telling.objects.of(row.organisation_id).filter(at__isnull=False).values("message")
    named_in = Message.objects.of(row.organisation_id).filter(OF_CUSTOMER, case=row.case_id, at=row.made_at)
    return named_in.filter(Q(told_at__isnull=False) | Q(pk__in=said)).exists()  # sent, or told in a call


def _waiting(row: Promise) -> Message | None:
    """The newest message that tells of it and that nobody has dealt with."""
    tells = Telling.objects.of(row.organisation_id).filter(promise=row).values("message")
    messages = Message.objects.of(row.organisation_id).filter(OF_CUSTOMER, case=row.case_id)
    named = messages.filter(at=row.made_at) if row.nature == Nature.UPDATE else messages.none()
    return _unsaid(messages.filter(pk__in=tells) | named).order_by("-id").first()


def _unsaid(found: QuerySet[Message]) -> QuerySet[Message]:
    waits = ("queued", "sending", "failed", "uncertain", "shown_locally")
    return found.filter(state__in=waits, told_at=None, settled_at=None)


def _window(row: Promise, number: int) -> Window:
    """The window with this number: the present one, or from which the next change moved it away."""
    if number >= row.number:
        return rows.window(row.due, row.start, row.zone)
    changes = Revision.objects.of(row.organisation_id).filter(promise=row, number__gt=number, consent="given")
    change = changes.order_by("id").first()
    if change is None:
        return rows.window(row.original_due, row.original_start, row.zone)
    return rows.window(change.from_due, change.from_start, row.zone)


def _needed_by(row: Promise, message: Message | None, known: Window | None, *, now: datetime) -> datetime:
    """Before what they count on begins, or what was promised does, and by when somebody is asked to call with it."""
    asked = Task.objects.of(row.organisation_id).filter(kind="call", done_at=None, message=message)
    call_by = list(asked.values_list("due", flat=True)) if message else []
    begins = [row.start or row.due, *([known.start or known.due] if known else []), *call_by]
    return min((at for at in begins if at > now), default=row.due)


def ways(customers: Collection[int], *, by: Actor) -> dict[int, str]:
    """How a word of the clock reaches each customer (`reach.way`)."""
    found: dict[int, list[ContactPoint]] = {customer: [] for customer in customers}
    for point in ContactPoint.objects.of(by.organisation_id).filter(customer__in=list(customers)):
        found[point.customer_id].append(point)
    return {customer: reach.way(points) for customer, points in found.items()}

"""Words of a promise that had not left when it changed or ended: said better by a newer one, or not at all."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from teum.actions import lateness, letters, matter, tellings
from teum.actions.matter import Matter
from teum.actions.promises import counted_on, notice
from teum.core import delivery
from teum.core.promise import Debtor, Heard
from teum.language.notices.letter import unnamed
from teum.language.notices.owed import Owed
from teum.models import Message, Promise, Telling, prepared
from teum.queries import hearing, rows
from teum.queries.message_view import UNSAID

TIMES = ("revised", "no_date", "proposed")
"""Kinds that say how its time changed, or may."""


def say_better(opened: Matter, row: Promise, *, kinds: tuple[str, ...] = TIMES) -> list[Message]:
    """That its time changed, is asked about, or that there is no date, is said by a newer word, not by what waits.

    One that answers or asks something besides leaves as it is. Answers what was stopped.
    """
    return [message for message in _of_it_alone(opened, row, kinds) if letters.replace(opened, message)]


def heard(opened: Matter, row: Promise) -> str:
    """That we heard what is missing, which has not left and names another time than the one that is told now.

    What says the new time says it. Empty where it has left.
    """
    stopped = say_better(opened, row, kinds=("disputed",))
    business = letters.party(opened).business
    return next((unnamed(message.text.partition("\n\n")[0], business) for message in stopped), "")


def moved_before(opened: Matter, row: Promise, heard: Heard) -> Owed | None:
    """It is done, and nothing that waits says how its time changed: how it did where they have not heard of it.

    What says that it is done says this as well, and tells of the windows on which they counted: who denies it later
    counts on the one that stands.
    """
    if not say_better(opened, row) or (heard.number or 0) >= row.number:
        return None
    now = rows.window(row.due, row.start, row.zone)
    return Owed(what=row.what, window=counted_on.window(row, heard), moved_to=now)


def said_no_more(stopped: Collection[Message], row: Promise) -> list[int]:
    """The windows of it of which what was stopped would have told that they are so no more."""
    told = Telling.objects.of(row.organisation_id).filter(
        message__in=list(stopped), promise=row, what="revised"
    )
    return sorted(told.values_list("number", flat=True))


def _of_it_alone(opened: Matter, row: Promise, kinds: tuple[str, ...]) -> list[Message]:
    """The words of these kinds that have not left, and tell of nothing else but when a word comes."""
    mine = _unsaid(opened.organisation_id, letters.messages_about(row), list(kinds))
    others = set(_also_told(opened.organisation_id, row.pk, [message.pk for message in mine]))
    return [message for message in mine if message.pk not in others]


@prepared.rows
def _unsaid(organisation: int, messages: list[int], kinds: list[str]) -> QuerySet[Message]:
    return Message.objects.of(organisation).filter(UNSAID, kind__in=kinds, pk__in=messages)


@prepared.column
def _also_told(organisation: int, promise: int, messages: list[int]) -> QuerySet[Telling, int | None]:
    told = Telling.objects.of(organisation).exclude(what="word")
    told = told.exclude(promise=promise).exclude(what="late", promise__about=promise)
    return told.filter(message__in=messages).values_list("message", flat=True)


def say_done_no_more(opened: Matter, row: Promise) -> list[Message]:
    """They are about to say themselves that it is done, or that it is not: nobody tells them any more that it is.

    What gives a promised word tells besides that of what it is a word, and that is still to be heard. A lateness of
    which they have not heard is still told with it, where another acts. Answers what was stopped.
    """
    said = _of_it_alone(opened, row, delivery.REPORTS)
    if matter.is_update(row):
        done = Telling.objects.of(row.organisation_id).filter(promise=row, what="reported", message__in=said)
        reports = set(done.values_list("message", flat=True))
        said = [message for message in said if message.pk in reports]
    return [
        message
        for message in said
        if (opened.by.kind == "customer" or not hearing.is_owed(message)) and letters.replace(opened, message)
    ]


def say_no_more(opened: Matter, row: Promise) -> None:
    """Its creditor ended it: where that is the customer they know, and nothing that waits tells them how it stood.

    What the same words tell of other promises is still told.
    """
    notice.leave_out(opened, row)
    if row.debtor == Debtor.CUSTOMER and opened.by.kind != "customer":
        return
    lateness.leave_out_late(opened, row)
    say_better(opened, row, kinds=delivery.WHILE_OPEN)


def end(opened: Matter) -> None:
    """What every act ends with: of what another promise took the place of, that one alone is said."""
    replaced = [e.promise for e in opened.written if e.promise and e.facts.get("replaced_by")]
    if replaced:
        listed = Promise.objects.of(opened.organisation_id).select_related("owner", "answerable")
        for row in listed.filter(pk__in=replaced).order_by("id"):
            row.case = opened.case
            lateness.leave_out_late(opened, row)
            say_better(opened, row, kinds=delivery.WHILE_OPEN)


def watch_again(opened: Matter) -> None:
    """What every act ends with last: what a letter was to tell that is not sent is watched again (guarantee 3).

    As long as nothing else tells it.
    """
    stopped = [event.facts["message"] for event in opened.written if event.kind == "MessageOvertaken"]
    for pk in stopped:
        tellings.untold(opened, pk)

"""What the customer heard while they were spoken with: words that no carrier took, and by when the next one comes."""

from __future__ import annotations

from datetime import datetime

from teum.actions import matter, messages, tasks, tellings, timers, words
from teum.actions.matter import Matter
from teum.core import events
from teum.core import window as windows
from teum.models import Message, Telling

SETTLED_BY_A_CALL = ("ask", "call", "told", "missing")


def tell(opened: Matter, *, next_due: datetime | None) -> None:
    """The words of messages that no carrier took are told.

    With `next_due` the customer heard by when the next word comes: so they were told about each of our promises that
    falls due before it.
    """
    is_kept = _tell_failed(opened)
    if next_due:
        _tell_until(opened, next_due)
    elif is_kept:
        timers.after_a_word(opened)


def _tell_failed(opened: Matter) -> bool:
    """The words of messages that no carrier took are told; whether that kept a promise of a word."""
    is_kept = False
    unsettled = Message.objects.of(opened.organisation_id).filter(
        case=opened.case,
        customer__isnull=False,
        state__in=["failed", "uncertain", "shown_locally"],
        settled_at=None,
    )
    for message in unsettled:
        message.settled_at = opened.now
        message.save(update_fields=["settled_at"])
        opened.record(events.MessageSettled(message=message.pk, outcome="told"))
        is_kept |= messages.told(opened, message, how="call")
        tasks.done(opened, message=message, kinds=("call", "uncertain", "failed"))
    return is_kept


def _tell_until(opened: Matter, next_due: datetime) -> None:
    opened.require_open()
    due = windows.of(due=next_due, zone=opened.times.calendar.zone, now=opened.now).due
    before = [row for row in opened.live() if row.due <= due and row.debtor != "customer"]
    words.promise_next(opened, due=due)
    for row in before:
        tellings.catch_up(opened, row)
        what = "word" if matter.is_update(row) else "call"
        Telling.objects.of(opened.organisation_id).create(
            promise=row, number=row.number, what=what, at=opened.now
        )
        messages.tell_promise(opened, row, number=row.number, what=what, how="call", message=None)
        tasks.done(opened, promise=row, kinds=SETTLED_BY_A_CALL)

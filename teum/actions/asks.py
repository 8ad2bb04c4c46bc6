"""What the owner answers when asked, before the clock speaks for them: on track, or send the word now."""

from datetime import datetime

from teum.actions import letters, matter, tellings, words
from teum.core import events, permissions, updates
from teum.core import promise as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.updates import Finding, Kind
from teum.models import Message, Promise, Timer
from teum.queries import rows


def on_track(*, promise_id: int, by: Actor, seen: int | None = None, now: datetime) -> Promise:
    """The owner says that it will be kept: the clock waits as long as it can, and speaks if it is not (guarantee 3)."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        _require_open(row, "on_track", now=now)
        hold_at = updates.last_call(row.due, times=opened.times_of(row), now=now)
        waiting = Timer.objects.of(by.organisation_id).filter(
            promise=row, kind=str(Kind.HOLD), number=row.number, fire_at__lt=hold_at
        )
        waiting.update(fire_at=hold_at)
        opened.record(events.OwnerConfirmed(number=row.number, hold_at=hold_at), promise=row.pk)
        letters.done(opened, promise=row, kinds=("ask",))
        return row


def send_now(*, promise_id: int, by: Actor, seen: int | None = None, now: datetime) -> Message:
    """The owner sends the holding update now, in place of the clock. Raises `NotPossible` where it was sent."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        _require_open(row, "send_now", now=now)
        found = updates.at_hold(
            rows.promise(row), number=row.number, words=tellings.words_about(row), now=now
        )
        if found is not Finding.HOLD:
            raise core.NotPossible(state=row.state, operation="send_now")
        return words.hold(opened, row)


def _require_open(row: Promise, operation: str, *, now: datetime) -> None:
    if row.state != State.OPEN or row.due <= now:
        raise core.NotPossible(state=row.state, operation=operation)

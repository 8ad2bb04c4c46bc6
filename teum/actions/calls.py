"""Log a call: what was said on it is told; one that reached nobody is tried again (A12)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from teum.actions import (
    bell,
    contacts,
    lateness,
    letters,
    matter,
    messages,
    moments,
    talking,
    tasks,
    tellings,
    timers,
    words,
)
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.outbox import not_waiting
from teum.core import calls as core
from teum.core import delivery, events, permissions, reach
from teum.core import promise as promises
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.calls import Result
from teum.core.conversation import Channel, Direction
from teum.core.permissions import Act
from teum.language.notices import calls as notices
from teum.models import ContactPoint, Conversation, Message, Promise, Task, Telling
from teum.models.message import OF_CUSTOMER
from teum.models.tenancy import OrganisationRows
from teum.queries import hearing

SETTLED_BY_A_CALL = ("ask", "call", "told", "missing")
UNTOLD = ("failed", "uncertain", "shown_locally")
"""States of messages whose words a call tells."""


def log(
    *, case_id: int, by: Actor, reached: bool, note: str = "", next_due: datetime | None = None, now: datetime
) -> Conversation:
    """A member called the customer.

    Where they were reached, the words of messages that no carrier took, or that wait for the call, are told. With
    `next_due`, the customer heard by when the next word comes: so they were told about each of our promises that falls
    due before it.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.RECORD)
        with _logged(opened, reached=reached, note=note) as conversation:
            if reached:
                hear(opened, next_due=next_due)
        return conversation


@contextmanager
def _logged(opened: Matter, *, reached: bool, note: str = "") -> Iterator[Conversation]:
    """A call of ours is a conversation; what comes of it is written within."""
    conversation = talking.begin(
        opened, channel=Channel.CALL, direction=Direction.OUT, reached=reached, notes=note
    )
    yield conversation
    talking.end(opened, conversation)


def hear(opened: Matter, *, next_due: datetime | None) -> None:
    """What the customer hears while they are spoken with: all that waits to be told, and when the next word comes."""
    is_kept = _tell_all(opened)
    if next_due:
        _tell_until(opened, next_due)
    elif is_kept:
        timers.after_a_word(opened)


def _tell_all(opened: Matter) -> bool:
    """The words of messages that wait for a call are told; whether that kept a promise of a word."""
    kept = [_tell(opened, message) for message in _waiting(opened.organisation_id).filter(case=opened.case)]
    return any(kept)


def _waiting(organisation_id: int) -> OrganisationRows[Message]:
    """The messages whose words a call tells, in the order of what happened."""
    theirs = Message.objects.of(organisation_id).filter(OF_CUSTOMER, case__isnull=False)
    theirs = theirs.exclude(kind=delivery.CODE)
    unsettled = theirs.filter(state__in=UNTOLD, settled_at=None)
    waiting = theirs.filter(state="queued", call_by__isnull=False)
    return (unsettled | waiting).order_by("id")


def _tell(opened: Matter, message: Message) -> bool:
    """The words of one message are told on a call; whether that kept a promise of a word.

    One that waited for the call does not leave any more; where delivery has claimed it, it goes all the same.
    """
    if message.state == "queued":
        letters.overtake(opened, message)
    else:
        message.settled_at = opened.now
        message.save(update_fields=["settled_at"])
        opened.record(events.MessageSettled(message=message.pk, outcome="told"))
    is_kept = messages.told(opened, message, how="call")
    tasks.done(opened, message=message, kinds=("call", "uncertain", "failed"))
    return is_kept


def _tell_until(opened: Matter, next_due: datetime) -> None:
    opened.require_open()
    due = windows.of(due=next_due, zone=opened.times.calendar.zone, now=opened.now).due
    following = words.promise_next_of_a_person(opened, due=due)
    named = hearing.to_leave(opened.case)
    before = [
        row
        for row in words.told_until(opened, following)
        if not (matter.is_update(row) and row.made_at in named and row.due > opened.now)
    ]
    for row in before:
        tellings.catch_up(opened, row)
        what = "word" if matter.is_update(row) else "call"
        Telling.objects.of(opened.organisation_id).create(
            promise=row, number=row.number, what=what, at=opened.now
        )
        messages.tell_promise(opened, row, number=row.number, what=what, how="call", message=None)
        tasks.done(opened, promise=row, kinds=SETTLED_BY_A_CALL)
    # After the call a letter that waits would name a word that the call has kept.
    lateness.leave_out_late(opened, *before, gives_words=False)


# ── one call of the list, and what became of it ──


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a call is about: a message that waits to be said, or a promise."""

    message: Message | None = None
    promise: Promise | None = None

    @property
    def needed_by(self) -> datetime | None:
        """By when the customer has to hear it."""
        return self.message.needed_by if self.message else self.promise.due if self.promise else None

    @property
    def waits(self) -> bool:
        """Whether its message goes by itself if nobody calls."""
        return self.message is not None and self.message.state == "queued"

    @property
    def goes_at(self) -> datetime | None:
        """When its message goes by itself."""
        return self.message.send_at if self.message and self.waits else None


def of_message(
    *,
    message_id: int,
    by: Actor,
    result: Result,
    contact: int | None = None,
    also: Collection[int] = (),
    now: datetime,
) -> Message:
    """What became of the call about a message; `contact` is the number that was dialled.

    `also`: the messages of the same customer whose words were said in it too, where they were reached; what was told
    meanwhile is left as it is. Raises `NotWaiting` or `Replaced` where the message's own words were, `ReadByNobody`.
    """
    found = Message.objects.of(by.organisation_id).filter(OF_CUSTOMER, pk=message_id, case__isnull=False)
    case_id = found.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(message=str(message_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.RECORD)
        message = found.select_related("contact").get()
        is_waiting = message.state == "queued" and message.call_by is not None
        if not (is_waiting or (message.state in UNTOLD and message.settled_at is None)):
            raise not_waiting(message)
        if result is Result.REACHED:
            delivery.require_sayable(message.kind)
            _say(opened, {message.pk, *also})
        else:
            _unreached(opened, About(message=message), result, contact)
    if result is Result.REACHED:
        _elsewhere(opened, also)
    return message


def _say(opened: Matter, said: Collection[int]) -> None:
    """One call is one conversation in a case, however many messages' words were said in it."""
    mine = list(_waiting(opened.organisation_id).filter(case=opened.case, pk__in=said))
    if not mine:
        return
    with _logged(opened, reached=True):
        kept = [_tell(opened, message) for message in mine]
        if any(kept):
            timers.after_a_word(opened)


def _elsewhere(opened: Matter, said: Collection[int]) -> None:
    """What was said in the same call of the customer's other cases."""
    waiting = _waiting(opened.organisation_id).filter(customer=opened.case.customer_id, pk__in=said)
    for case_id in sorted(set(waiting.exclude(case=opened.case).values_list("case", flat=True))):
        with matter.of_case(case_id, by=opened.by, now=opened.now) as other:
            _say(other, said)


def of_promise(
    *, promise_id: int, by: Actor, result: Result, contact: int | None = None, now: datetime
) -> Promise:
    """What became of the call about a promise; what was said where they were reached is an act of its own.

    Raises `NotPossible` where the promise has ended.
    """
    with matter.of_promise(promise_id, by=by, now=now) as (opened, row):
        permissions.require(by, Act.RECORD)
        if row.state in promises.FINAL:
            raise promises.NotPossible(state=row.state, operation="call")
        if result is Result.REACHED:
            with _logged(opened, reached=True):
                tasks.done(opened, promise=row, kinds=("call",))
        else:
            _unreached(opened, About(promise=row), result, contact)
        return row


def _unreached(opened: Matter, about: About, result: Result, contact: int | None) -> None:
    wrong = _broken(opened, contact) if result is Result.WRONG_NUMBER else None
    tried = events.CallTried(
        result=str(result), message=about.message.pk if about.message else None, contact=wrong
    )
    opened.record(tried, promise=about.promise.pk if about.promise else None)
    if result is Result.WRONG_NUMBER:
        _other_ways(opened, about)
    else:
        _again(opened, about)


def _broken(opened: Matter, contact: int | None) -> int | None:
    """Mark a number of theirs as broken: the one that was dialled, else the first."""
    numbers = [point for point in opened.contacts if point.channel in reach.NUMBERS]
    wrong = next((point for point in numbers if contact in (None, point.pk)), None)
    if wrong is None:
        return None
    same = ContactPoint.objects.of(opened.organisation_id).filter(
        customer=opened.case.customer_id, channel__in=reach.NUMBERS, address=wrong.address
    )
    contacts.broke(same)
    opened.__dict__.pop("contacts", None)
    return wrong.pk


def _again(opened: Matter, about: About) -> None:
    """Nobody answered: another try, or the message goes."""
    tries = _tries(opened, about)
    at = core.next_try(
        tries, times=opened.times, needed_by=about.needed_by, goes_at=about.goes_at, now=opened.now
    )
    if at is not None:
        _put_off(opened, about, at, tries=tries)
        return
    is_told = _let_go(opened, about) or (tries >= core.MOST_TRIES and _write(opened, about, is_wrong=False))
    if not (is_told and about.message):
        again = core.another_day(times=opened.times, now=opened.now)
        _put_off(opened, about, again, tries=0 if tries >= core.MOST_TRIES else tries)


def _other_ways(opened: Matter, about: About) -> None:
    """The number is not theirs: what can be written is written now, else the next number is called."""
    if _let_go(opened, about) or _by_carrier(opened, about):
        return
    has_number = any(point.channel in reach.NUMBERS for point in opened.contacts)
    if has_number:
        _put_off(opened, about, None, tries=_tries(opened, about) - 1)
    elif about.promise:
        _write(opened, about, is_wrong=True)


def _tasks(opened: Matter, about: About) -> list[Task]:
    """The calls about it that stand on people's days; of a promised call there may be none yet."""
    mine = Task.objects.of(opened.organisation_id).filter(kind="call", done_at=None)
    if about.message:
        return list(mine.filter(message=about.message))
    found = list(mine.filter(promise=about.promise, message=None))
    if not found and about.promise:
        asked = tasks.ask(opened, about.promise.owner, "call", due=about.promise.due, promise=about.promise)
        found = [asked] if asked else []
    return found


def _tries(opened: Matter, about: About) -> int:
    """How often they were called in vain, this time included."""
    return 1 + max((task.tries for task in _tasks(opened, about)), default=0)


def _put_off(opened: Matter, about: About, at: datetime | None, *, tries: int) -> None:
    """They are called again then; what waits for the call waits a little longer than that, or until morning."""
    for task in _tasks(opened, about):
        task.tries, task.not_before = tries, at
        task.save(update_fields=["tries", "not_before"])
    if at and about.message and about.waits:
        waits = max(about.message.send_at, at + core.TO_CALL) - opened.now
        _move(opened, about, wait_seconds=int(waits.total_seconds()))


def _move(opened: Matter, about: About, *, wait_seconds: int, no_later: datetime | None = None) -> bool:
    """Let a waiting message leave after so long, outside quiet time if it can wait; False where it was claimed."""
    message = about.message
    assert message is not None
    at = moments.again(opened, message, wait_seconds=wait_seconds)
    message.send_at = message.call_by = min(at, no_later or at)
    waiting = Message.objects.of(opened.organisation_id).filter(pk=message.pk, state="queued")
    bell.ring("delivery", at=message.send_at, now=opened.now)
    return bool(waiting.update(send_at=message.send_at, call_by=message.send_at))


def _let_go(opened: Matter, about: About) -> bool:
    """A message that waited for the call goes now, or when they may be written to; if its time had not come before."""
    return about.goes_at is not None and _move(opened, about, wait_seconds=0, no_later=about.goes_at)


def _by_carrier(opened: Matter, about: About) -> bool:
    """What no carrier took so far goes out on a channel of theirs that one serves, if there is one now."""
    message = about.message
    contact = letters.first_contact_point(opened, kind=message.kind) if message else None
    if message is None or message.state != "failed" or contact is None:
        return False
    if contact.channel not in letters.AUTOMATIC or contact.pk in message.tried:
        return False
    if hearing.passed([message], now=opened.now):
        return False  # what is true now is said in a call
    message.reason, message.call_by = "", None
    messages.send_on(opened, message, contact)
    tasks.done(opened, message=message, kinds=("call", "failed"))
    return True


def _write(opened: Matter, about: About, *, is_wrong: bool) -> bool:
    """Tell them that we called, where a carrier can; it takes nothing off anybody's day."""
    contact = letters.first_contact_point(opened)
    if about.promise is None or contact is None or contact.channel not in letters.AUTOMATIC:
        return False
    letter = notices.tried(party=letters.party(opened), what=about.promise.what, is_wrong=is_wrong)
    letters.queue(opened, "tried", letter)
    return True

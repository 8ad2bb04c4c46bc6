"""What became of a message: marked, tried again, on other channels, or in doubt (guarantee 4).

A carrier is spoken to between a claim (`outgoing`) and the marks, with no transaction open: see `clock.delivery`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from teum.actions import bell, contacts, letters, matter, moments, tasks, tellings, timers, unreached
from teum.actions.matter import Matter, NoSuchThing
from teum.core import actor, events
from teum.core import delivery as rules
from teum.core import promise as core
from teum.core.promise import State
from teum.models import ContactPoint, Message, Promise, Telling, prepared
from teum.queries import hearing, rows

Flying = tuple[Matter | None, Message | None]


@contextmanager
def _in_flight(message_id: int, *, states: tuple[str, ...], now: datetime) -> Iterator[Flying]:
    """A message with its case locked; None where it is no longer in one of these states."""
    found = _PLACE.first(message_id)
    if found is None:
        raise NoSuchThing(message=str(message_id))
    by = actor.clock(found.organisation_id)
    if found.case_id is None:
        with transaction.atomic():
            yield None, _locked(message_id, states)
        return
    with matter.of_case(found.case_id, by=by, now=now, also_undone=True) as opened:
        yield opened, _locked(message_id, states)


def _locked(message_id: int, states: tuple[str, ...]) -> Message | None:
    message = _LOCKED.first(message_id)
    return message if message and message.state in states else None


_PLACE = prepared.rows(
    lambda message: Message.objects.everywhere().filter(pk=message).only("case_id", "organisation_id")
)
_LOCKED = prepared.rows(
    lambda message: (
        Message.objects.everywhere()
        .select_for_update(of=("self",), no_key=True)
        .select_related("customer", "member", "contact")
        .filter(pk=message)
    )
)


def is_still_true(message_id: int, *, now: datetime) -> bool:
    """Ask the core again of a claimed message, just before it is sent; what is not true any more is overtaken.

    What waited until a time that it names had passed is left to whoever was asked to call, or is asked to now; so is a
    code that is too old to be used.
    False also where it is claimed no longer: a person has dealt with it.
    """
    with _in_flight(message_id, states=("sending",), now=now) as (opened, message):
        if message is None or opened is None:
            return message is not None
        if not tellings.is_overtaken(message, now=now):
            if not _has_passed(message, now=now):
                return True
            message.reason = message.reason if message.reason in rules.CALLED else rules.OUT_OF_TIME
            _leave_to_a_person(opened, message, why=message.reason)
            return False
        message.state = "overtaken"
        message.save(update_fields=["state"])
        if message.call_by is not None:
            tasks.done(opened, message=message, kinds=("call",))
        opened.record(events.MessageOvertaken(message=message.pk))
        return False


def _has_passed(message: Message, *, now: datetime) -> bool:
    if message.reason in rules.CALLED or message.kind == rules.CODE:
        return message.pk in hearing.passed([message], now=now)
    return now - message.at > rules.A_CHANCE and hearing.is_over(message, now=now)


def mark_accepted(message_id: int, *, provider_id: str = "", state: str = "accepted", now: datetime) -> None:
    """A carrier took it: the customer is told of what it tells, from this moment on."""
    with _in_flight(message_id, states=("sending", "uncertain"), now=now) as (opened, message):
        if message is None:
            return
        accepted(opened, message, state=state, provider_id=provider_id, how="carrier", now=now)


def mark_shown(message_id: int, *, counts: bool, now: datetime) -> None:
    """The embedded default shows it in the desk's outbox; that counts as told in the demo only."""
    with _in_flight(message_id, states=("sending",), now=now) as (opened, message):
        if message is None:
            return
        if counts:
            accepted(opened, message, state="shown_locally", provider_id="", how="shown", now=now)
            return
        message.state = "shown_locally"
        message.save(update_fields=["state"])
        if opened and message.customer_id:
            unreached.settle_or_call(opened, message)


def accepted(
    opened: Matter | None, message: Message, *, state: str, provider_id: str, how: str, now: datetime
) -> None:
    was_uncertain = message.state == "uncertain"
    message.state, message.provider_id, message.told_at = state, provider_id[:200], now
    prepared.update(message, "state", "provider_id", "told_at", "settled_at")
    if opened is None:
        return
    opened.record(events.MessageAccepted(message=message.pk, how=how))
    if was_uncertain:
        tasks.done(opened, message=message, kinds=("uncertain",))
    if message.call_by is not None or message.kind == rules.CODE:
        tasks.done(opened, message=message, kinds=("call", "failed"))
    if told(opened, message, how="by_hand" if how == "by_hand" else "message"):
        timers.after_a_word(opened)
    letters.replace_outrun(opened, message)


_UNTOLD = prepared.rows(
    lambda organisation, message: (
        Telling.objects.of(organisation)
        .filter(message=message, at=None)
        .select_related("promise__owner", "promise__answerable", "promise__about")
    )
)


def told(opened: Matter, message: Message, *, how: str) -> bool:
    """Mark what the message tells as told, and keep the promises of a word that it keeps; whether there were any."""
    is_kept = False
    untold = _UNTOLD(opened.organisation_id, message.pk)
    for telling in (*untold, *tellings.words_since(opened, untold)):
        telling.at = opened.now
        prepared.update(telling, "at")
        is_kept |= tell_promise(
            opened, telling.promise, number=telling.number, what=telling.what, how=how, message=message
        )
    return is_kept


def tell_promise(
    opened: Matter, row: Promise, *, number: int, what: str, how: str, message: Message | None
) -> bool:
    """The customer was told something true of a promise; whether it was one of a word, which is kept by that."""
    late = tellings.comes_late(opened, row) if what == "withdrawn" else opened.now >= row.due
    opened.record(
        events.PromiseTold(
            number=number, what=what, how=how, late=late, message=message.pk if message else None
        ),
        promise=row.pk,
    )
    value = rows.promise(row)
    if what in ("word", "holding", "late") and matter.is_update(row) and value.state is State.OPEN:
        tellings.catch_up(opened, row)
        opened.apply(row, core.confirm(value, by="word", now=opened.now))
        return True
    if not value.is_live:
        opened.judge(row)
        row.save(update_fields=["verdict"])
    return False


def mark_failed(
    message_id: int, *, reason: str, permanent: bool, blames_address: bool = False, now: datetime
) -> bool:
    """A carrier did not take it: try again, then the customer's other channels, then a person is asked to call.

    Whether it goes on by itself, so that what was written after it waits. The address counts as broken only where the
    refusal speaks of it, not of the words or of us.
    """
    with _in_flight(message_id, states=("sending",), now=now) as (opened, message):
        if message is None:
            return False
        if not permanent and not message.attempts and message.send_at > now:
            # It went along with another and can wait for the morning; what is tried again by itself cannot.
            message.state = "queued"
            prepared.update(message, "state")
            return False
        message.attempts += 1
        # What nobody says in its place is left to no call.
        needed_by = None if message.kind in unreached.SHOWN else message.needed_by
        again = rules.next_attempt(
            attempts=message.attempts, key=str(message.pk), needed_by=needed_by, now=now
        )
        if again is None and not permanent and _following(opened, message) is None:
            again = rules.once_more(
                attempts=message.attempts, key=str(message.pk), needed_by=needed_by, now=now
            )
        if again and not permanent:
            message.state, message.send_at = "queued", again
            if message.reason not in rules.CALLED:  # else it would be sent though its time is over
                message.reason = reason[:200]
                if opened and not rules.waits_for_carrier(needed_by=needed_by, now=again):
                    _call_meanwhile(opened, message, why=rules.OUT_OF_TIME)
            prepared.update(message, "state", "send_at", "attempts", "reason", "call_by")
            return True
        message.reason = reason[:200]
        if blames_address:
            _break(message)
        _other_channel(opened, message, why="permanent" if permanent else "tries_ran_out")
        return message.state == "queued"


def mark_away(message_id: int, *, reason: str, now: datetime) -> None:
    """Its carrier is away as a whole: it waits, at no cost to its tries; when it is time to, somebody is asked to call.

    For one in the air as for one that waits already.
    """
    with _in_flight(message_id, states=("sending", "queued"), now=now) as (opened, message):
        if message is None:
            return
        message.state = "queued"
        if message.reason not in rules.CALLED:
            message.reason = reason[:200]
            if opened and not rules.waits_for_carrier(needed_by=message.needed_by, now=now):
                _call_meanwhile(opened, message, why=rules.AWAY)
        prepared.update(message, "state", "reason", "call_by")


def _call_meanwhile(opened: Matter, message: Message, *, why: str) -> None:
    """Somebody is asked to call with it; whichever comes first, the call or the carrier, tells it.

    What nobody says in its place, whoever answers for it only sees.
    """
    message.reason = why
    if message.kind not in unreached.SHOWN:
        message.call_by = message.call_by or (message.needed_by or opened.now) - rules.TIME_TO_CALL
    unreached.ask_to_call(opened, message)


def mark_out_of_time(message_id: int, *, now: datetime) -> None:
    """It waited for its turn until it is time to call: somebody is asked to; it leaves all the same where it may."""
    with _in_flight(message_id, states=("queued",), now=now) as (opened, message):
        if message is not None:
            message.reason = rules.OUT_OF_TIME
            if opened:
                _call_meanwhile(opened, message, why=rules.OUT_OF_TIME)
            prepared.update(message, "reason", "call_by")


TAKEN = ("accepted", "delivered", "uncertain")
"""States of a message that may come back undelivered."""


def mark_bounced(message_id: int, *, reason: str, blames_address: bool, now: datetime) -> bool:
    """It came back from a server further on: as a permanent failure, though a carrier had taken it; False if not taken.

    What it told was told when the carrier took it, and stays so in the ledger, followed by what became of it.
    """
    with _in_flight(message_id, states=TAKEN, now=now) as (opened, message):
        if message is None:
            return False
        message.reason = reason[:200]
        if opened and message.state == "uncertain":
            tasks.done(opened, message=message, kinds=("uncertain",))
        if opened:
            opened.record(events.MessageFailed(message=message.pk, reason="bounced"))
        if blames_address:
            _break(message)
        _other_channel(opened, message, why="")
        return True


def _break(message: Message) -> None:
    """Nobody is reached at its address any more."""
    if message.contact_id is not None:
        points = ContactPoint.objects.of(message.organisation_id).filter(pk=message.contact_id)
        contacts.broke(points)


def _other_channel(opened: Matter | None, message: Message, *, why: str) -> None:
    """Send it another way, or leave it to a person; `why` is recorded where it is left, unless that was before."""
    following = _following(opened, message)
    message.tried = [*message.tried, message.contact_id]
    if opened and following:
        send_on(opened, message, following)
        return
    _leave_to_a_person(opened, message, why=why)


def _following(opened: Matter | None, message: Message) -> ContactPoint | None:
    """The next way of the customer's by which a carrier takes it, where there is one."""
    if opened is None or not message.customer_id:
        return None
    tried = [pk for pk in (*message.tried, message.contact_id) if pk]
    found = letters.first_contact_point(opened, kind=message.kind, tried=tried)
    return found if found and found.channel in letters.AUTOMATIC else None


def _leave_to_a_person(opened: Matter | None, message: Message, *, why: str) -> None:
    message.state = "failed"
    message.save()
    if opened is None:
        return
    if why:
        opened.record(events.MessageFailed(message=message.pk, reason=why))
    if message.customer_id:
        unreached.settle_or_call(opened, message)
    else:
        unreached.show(opened, message)


def send_on(opened: Matter, message: Message, contact: ContactPoint) -> None:
    """It goes out on another channel of the customer's: now, or when they may be written to, where it can wait."""
    message.contact, message.channel, message.address = contact, contact.channel, contact.address
    message.send_at = moments.again(opened, message)
    message.state, message.attempts, message.may_join_at = "queued", 0, opened.now
    message.save()
    letters.record_queued(opened, message)
    bell.ring("delivery", at=message.send_at, now=opened.now)


def mark_uncertain(message_id: int, *, now: datetime) -> None:
    """It may have left: it is never sent again unasked; a named person is shown it."""
    with _in_flight(message_id, states=("sending",), now=now) as (opened, message):
        if message is None:
            return
        message.state = "uncertain"
        message.save(update_fields=["state"])
        if opened is None:
            return
        opened.record(events.MessageUncertain(message=message.pk))
        letters.replace_outrun(opened, message)
        if message.customer_id:
            due = max(message.needed_by or now, now)
            tasks.ask(opened, opened.case.owner, "uncertain", due=due, message=message)

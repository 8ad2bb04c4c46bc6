"""What a person does with a message of the outbox: takes it back, sends it by hand, settles it (guarantee 4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from teum.actions import bell, inbox, letters, matter, messages, moments, tasks, tellings
from teum.actions.matter import Matter, NoSuchThing
from teum.core import delivery, events, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Conflict, Invalid
from teum.models import Event, Message, Telling
from teum.queries import hearing


class NotWaiting(Conflict):
    """The message has left already, or was dealt with."""

    code = "not_waiting"


class Replaced(Conflict):
    """A newer message says what it said, as things stand now, and took its place: that one is sent or told instead."""

    code = "replaced"


def not_waiting(message: Message) -> NotWaiting | Replaced:
    """Why nothing can be done with a message any more."""
    tells = Telling.objects.of(message.organisation_id)
    mine = tells.filter(message=message)
    if (
        message.state != "overtaken" or mine.filter(at__isnull=False).exists()
    ):  # or somebody told it in a call
        return NotWaiting(state=message.state)
    facts = Event.objects.of(message.organisation_id).filter(case=message.case_id, kind="MessageOvertaken")
    stopped_at = [fact.at for fact in facts if fact.facts["message"] == message.pk]
    newer = tells.filter(promise__in=mine.values("promise"), message__gt=message.pk)
    is_replaced = newer.filter(message__at__in=stopped_at).exists()
    return Replaced() if is_replaced else NotWaiting(state=message.state)


@contextmanager
def _handled(message_id: int, *, by: Actor, now: datetime) -> Iterator[tuple[Matter, Message]]:
    permissions.require(by, Act.RECORD)
    found = (
        Message.objects.of(by.organisation_id)
        .filter(pk=message_id, case__isnull=False)
        .values_list("case", flat=True)
    )
    case_id = found.first()
    if case_id is None:
        raise NoSuchThing(message=str(message_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        yield opened, Message.objects.of(by.organisation_id).select_related("contact").get(pk=message_id)


def take_back(*, message_id: int, by: Actor, now: datetime) -> Message:
    """A person's undo: only what has not been claimed. What it told is then untold, and the clock watches on."""
    with _handled(message_id, by=by, now=now) as (opened, message):
        if message.state == "queued" and not hearing.may_be_taken_back(message):
            raise delivery.MustBeHeard(kind=message.kind)
        if not letters.overtake(opened, message):
            raise not_waiting(message)
        return message


def sent_by_hand(*, message_id: int, by: Actor, now: datetime) -> Message:
    """A member sends the words from their own phone: the customer is told.

    Raises `Passed` where the time that they name is over, or is another by now; `Replaced`.
    """
    with _handled(message_id, by=by, now=now) as (opened, message):
        if message.state == "overtaken":
            raise not_waiting(message)
        if message.told_at is None:
            _require_true(message, now=now)
        by_hand = ("queued", "failed", "uncertain", "shown_locally")
        # Delivery claims without the case's lock: it is taken from it in the statement that looks.
        mine = Message.objects.of(by.organisation_id).filter(pk=message.pk, state__in=by_hand)
        mine = mine.exclude(kind=delivery.CODE)  # nobody of ours reads it
        if not mine.update(state="accepted"):
            raise not_waiting(message)
        message.settled_at = now
        messages.accepted(opened, message, state="accepted", provider_id="", how="by_hand", now=now)
        tasks.done(opened, message=message, kinds=("call", "uncertain", "failed"))
        return message


OUTCOMES = ("told", "resend", "dropped")
WAYS = ("call", "in_person")


def settle(*, message_id: int, by: Actor, outcome: str, way: str | None = None, now: datetime) -> Message:
    """A person dealt with a message that failed or is uncertain: `told`, `resend` or `dropped`.

    `way`: how they told it, with their name in the ledger.

    What is dropped tells nothing: the clock speaks as if it had not been written. A change or a fault that the customer
    has not heard is not dropped (`MustBeHeard`): it is sent again (at night only what cannot wait), or somebody tells
    it and says so. Words whose time is over, or is another by now, are not sent again (`Passed`). That a code was
    told nobody can say (`ReadByNobody`).
    """
    if outcome not in OUTCOMES:
        raise Invalid(field="outcome", allowed=list(OUTCOMES))
    if way is not None and (outcome != "told" or way not in WAYS):
        raise Invalid(field="way", allowed=list(WAYS))
    permissions.require(by, Act.RECORD)
    if Message.objects.of(by.organisation_id).filter(pk=message_id, case=None, member__isnull=False).exists():
        return _settle_letter(message_id, by=by, outcome=outcome, now=now)
    with _handled(message_id, by=by, now=now) as (opened, message):
        if message.state not in ("failed", "uncertain", "shown_locally"):
            raise not_waiting(message)
        if outcome == "dropped" and not hearing.may_be_dropped(message):
            raise delivery.MustBeHeard(kind=message.kind)
        if outcome == "told":
            delivery.require_sayable(message.kind)
        if outcome == "resend":
            _require_true(message, now=now)
        tasks.done(opened, message=message, kinds=("call", "uncertain", "failed"))
        opened.record(events.MessageSettled(message=message.pk, outcome=outcome, way=way))
        message.settled_at = now
        if outcome == "told":
            messages.accepted(opened, message, state="accepted", provider_id="", how="by_hand", now=now)
        elif outcome == "resend":
            _again(message, at=moments.again(opened, message), now=now)
        else:
            message.save(update_fields=["settled_at"])
            tellings.untold(opened, message.pk)
        return message


def _require_true(message: Message, *, now: datetime) -> None:
    if message.pk in hearing.passed([message], now=now):
        raise delivery.Passed(kind=message.kind)


def _again(message: Message, *, at: datetime, now: datetime) -> None:
    message.state, message.settled_at, message.send_at, message.attempts = "queued", None, at, 0
    message.tried, message.may_join_at = [], at
    message.reason, message.call_by = "", None
    message.save()
    bell.ring("delivery", at=at, now=now)


def _settle_letter(message_id: int, *, by: Actor, outcome: str, now: datetime) -> Message:
    """The same for a letter to one of ours that is about no case: nothing of a customer's hangs on it."""
    with transaction.atomic():
        found = Message.objects.of(by.organisation_id).select_related("member").filter(pk=message_id)
        message = found.select_for_update(of=("self",), no_key=True).get()
        if message.state not in ("failed", "uncertain") or message.settled_at is not None:
            raise NotWaiting(state=message.state)
        inbox.record_alone(
            message, events.MessageSettled(message=message.pk, outcome=outcome), by=by, now=now
        )
        if outcome == "resend":
            if message.member:
                message.address = message.member.email
            _again(message, at=now, now=now)
        else:
            message.settled_at = now
            message.save(update_fields=["settled_at"])
        return message

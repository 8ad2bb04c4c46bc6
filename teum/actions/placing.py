"""What a person does with a mail that nobody knew where to put: into a case, into a new one, or aside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from teum.actions import cases, customers, inbox, matter
from teum.actions.customers import Contact
from teum.actions.matter import NoSuchThing
from teum.actions.outbox import NotWaiting
from teum.core import actor, events, permissions
from teum.core.actor import Actor
from teum.core.inbox import Kind, Mail, Standing
from teum.core.permissions import Act
from teum.language import text
from teum.models import Customer, Incoming, Message
from teum.queries import inbox as queries


def place(*, message_id: int, by: Actor, case_id: int | None = None, now: datetime) -> Message:
    """Put a mail into a case, as words of its customer; without one into a new case of its sender's.

    Raises `NotWaiting`, `BadAddress` where its sender's address is none, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    with transaction.atomic():
        message = _waiting(message_id, by=by)
        mail, standing = _mail(message), Standing(message.reason)
        if case_id is not None:
            with matter.of_case(case_id, by=by, now=now) as opened:
                return inbox.hear(opened, mail, standing=standing, message=message).message
        customer = _sender(mail, by=by, now=now)
        title = mail.subject or mail.words.partition("\n")[0][:80] or mail.sender
        visitor = actor.visitor(by.organisation_id)
        opened = cases.open_in(customer, by=visitor, title=title, owner=by.member_id, source="mail", now=now)
        inbox.hear(opened, mail, standing=standing, kind=Kind.QUESTION, message=message)
        matter.finish(opened)
        return message


def set_aside(*, message_id: int, by: Actor, now: datetime) -> Message:
    """It is not for us: nothing follows from it, and it stays where it can be read. Raises `NotWaiting`."""
    permissions.require(by, Act.RECORD)
    with transaction.atomic():
        message = _waiting(message_id, by=by)
        message.settled_at = now
        message.save(update_fields=["settled_at"])
        inbox.record_alone(
            message, events.MessageSettled(message=message.pk, outcome="dropped"), by=by, now=now
        )
        return message


def _waiting(message_id: int, *, by: Actor) -> Message:
    found = Message.objects.of(by.organisation_id).filter(pk=message_id, direction="in")
    message = found.select_for_update(no_key=True).first()
    if message is None:
        raise NoSuchThing(message=str(message_id))
    if message.kind != Kind.UNPLACED or message.settled_at is not None:
        raise NotWaiting(state=message.state)
    return message


def _mail(message: Message) -> Mail:
    """The mail as it was read, from what was kept of it."""
    kept = Incoming.objects.of(message.organisation_id).get(message=message)
    return Mail(
        name="",
        sender=message.address,
        sender_name=kept.sender_name,
        subject=message.subject,
        text=message.text,
        files=tuple(kept.files),
    )


def _sender(mail: Mail, *, by: Actor, now: datetime) -> Customer:
    """Whoever of ours has its address, else somebody new."""
    for point in queries.of_sender(mail.sender):
        if point.organisation_id == by.organisation_id:
            return (
                Customer.objects.of(by.organisation_id)
                .select_related("organisation")
                .get(pk=point.customer_id)
            )
    made = customers.make(
        by=by,
        name=mail.sender_name or mail.sender,
        contacts=[Contact(channel="email", address=mail.sender)],
        language="he" if text.is_hebrew(mail.words) else "en",
        now=now,
    )
    return Customer.objects.of(by.organisation_id).select_related("organisation").get(pk=made.pk)

"""What a person does with a mail that nobody knew where to put: into a case, into a new one, aside, or out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from teum.actions import cases, customers, inbox, letters, matter, tasks, tellings, words
from teum.actions.customers import Contact
from teum.actions.letters import Tells
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.outbox import NotWaiting
from teum.actions.promises import notice
from teum.core import actor, digest, events, permissions
from teum.core import inbox as rules
from teum.core import promise as promises
from teum.core.actor import Actor
from teum.core.case import After
from teum.core.inbox import Kind, Mail, Standing
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.question import AlreadyAnswered
from teum.language import text
from teum.language.notices import question as notices
from teum.models import Customer, Event, Incoming, Message, Question, Upload
from teum.queries import inbox as queries
from teum.queries import rows


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """A mail that stands in no case any more, and whether its customer is told that this was our mistake."""

    message: Message
    is_told: bool


def take_out(*, message_id: int, by: Actor, now: datetime) -> TakenOut:
    """A mail does not belong in its case: it waits for its place again, and its words stand there no more.

    Whoever may have read that we answer it reads that this was our mistake; mails of the case in the same words, which
    waited for the same answer, are shown to its owner. Raises `NotWaiting` for what the customer
    proved to have written, or came with files that are kept; `AlreadyAnswered`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    case_id = _case_of(message_id, by=by)
    with matter.of_case(case_id, by=by, now=now) as opened:
        message = Message.objects.of(by.organisation_id).select_for_update(no_key=True).get(pk=message_id)
        if message.case_id != case_id or not rules.may_be_taken_out(message.kind, message.reason):
            raise NotWaiting(state=message.state)
        tasks.done(opened, message=message, kinds=("wrote",))
        facts = _asked_with(message)
        if facts:
            question = _ask_no_more(opened, facts[0])
            first, last = facts[0].pk, facts[-1].pk
            opened.record(
                events.CaseRestored(message=message.pk, first=first, last=last, why="misplaced"),
            )
            if opened.settle_next_step(wants_close=False, has_next=False, asks=False) is After.NEEDS_UPDATE:
                words.promise_next(opened)
            for other in _waited_with(opened, message, question, asked=facts[0]):
                inbox.show(opened, other)
        message.case, message.customer = None, None
        message.kind, message.member_id = Kind.UNPLACED, by.member_id
        message.save(update_fields=["case", "customer", "kind", "member"])
        inbox.record_alone(message, inbox.received(message), by=by, now=now)
        return TakenOut(message=message, is_told=bool(facts))


def _case_of(message_id: int, *, by: Actor) -> int:
    found = Message.objects.of(by.organisation_id).filter(pk=message_id, direction="in", case__isnull=False)
    case_id = found.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(message=str(message_id))
    return case_id


def _asked_with(message: Message) -> list[Event]:
    """The facts of the question that it asked, and of whom that surprised; none where it asked nothing new."""
    facts = Event.objects.of(message.organisation_id).filter(case=message.case_id)
    landings = facts.filter(kind="MessageReceived")
    landed = landings.filter(facts__message=message.pk).latest("id")
    since = facts.filter(pk__gt=landed.pk, at=landed.at, kind__in=("QuestionAsked", "CustomerSurprised"))
    following = landings.filter(pk__gt=landed.pk).order_by("id").first()
    if following is not None:  # several are read at one moment
        since = since.filter(pk__lt=following.pk)
    return list(since.order_by("id"))


def _waited_with(opened: Matter, message: Message, question: Question, *, asked: Event) -> list[Message]:
    """The mails of the case that came in the same words while its question waited: they asked nothing of their own."""
    since = Event.objects.of(opened.organisation_id).filter(
        case=opened.case.pk, kind="MessageReceived", pk__gt=asked.pk
    )
    mails = Message.objects.of(opened.organisation_id).filter(
        case=opened.case, kind=Kind.QUESTION, pk__in=[fact.facts["message"] for fact in since]
    )
    said = text.clean(question.asked.text)
    return [
        other
        for other in mails.exclude(pk=message.pk).order_by("id")
        if text.clean(inbox.words_of(_mail(other))) == said and not _asked_with(other)
    ]


def _ask_no_more(opened: Matter, asked: Event) -> Question:
    """Its question is there for nobody, and the promise of an answer is taken back with a word."""
    asking = Question.objects.of(opened.organisation_id).select_related("promise", "asked")
    question = asking.get(pk=asked.facts["question"])
    row = question.promise
    row.case = opened.case
    if row.state != State.OPEN:
        raise AlreadyAnswered(state=row.state)
    if Upload.objects.of(opened.organisation_id).filter(question=question).exists():
        raise NotWaiting(state=row.state)
    tellings.catch_up(opened, row)
    letter = notices.misplaced(party=letters.party(opened))
    said = notices.MISPLACED[opened.case.customer.language]
    remark = opened.remark("disclosure", said, promise_id=row.pk)
    due, number = row.due, row.number
    change = promises.withdraw(rows.promise(row), disclosure=said, digest=digest.of(remark.salt, remark.text))
    opened.apply(row, change)
    notice.leave_out(opened, row)
    words.leave_out_late(opened, row)
    tells = [Tells(promise=row.pk, number=number, what="withdrawn"), *words.about(opened, row)]
    letters.queue(opened, "withdrawn", letter, tells=tells, needed_by=words.needed_by(opened, row, due))
    tellings.keep(opened, row)
    question.is_undone = True
    question.save(update_fields=["is_undone"])
    return question


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

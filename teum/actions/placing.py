"""What a person does with a mail whose place is not clear: into a case, into a new one, aside, or out again."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from teum.actions import cases, customers, inbox, lateness, letters, matter, tasks, tellings, words
from teum.actions.customers import Contact
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.outbox import NotWaiting
from teum.actions.promises import counted_on, notice
from teum.core import actor, digest, events, permissions
from teum.core import inbox as rules
from teum.core import promise as promises
from teum.core.actor import Actor
from teum.core.case import After
from teum.core.inbox import Kind, Mail, Standing
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.question import AlreadyAnswered
from teum.core.upload import Fit
from teum.documents import store
from teum.language import text
from teum.language.notices import question as notices
from teum.models import Case, Customer, Event, Incoming, Message, Question, Upload
from teum.queries import inbox as queries
from teum.queries import rows, sentences, telling


def place(*, message_id: int, by: Actor, case_id: int | None = None, now: datetime) -> Message:
    """Put a mail into a case, as words of its customer; without one into a new case of its sender's.

    One that its customer proved to have written is moved out of the case in which it landed, into another matter of
    theirs alone: they are told where its answer comes, and by no later than they were promised.

    Raises `NotWaiting`, `BadAddress` where its sender's address is none, `AlreadyAnswered`, `NotAllowed`,
    `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    with transaction.atomic():
        former = _landed(message_id, by=by)
        if former is not None:
            return _move(message_id, former, by=by, case_id=case_id, now=now)
        if case_id is not None:
            with matter.of_case(case_id, by=by, now=now) as opened:
                message, mail, standing = _read(message_id, by=by)
                return inbox.hear(opened, mail, standing=standing, message=message).message
        message, mail, standing = _read(message_id, by=by)
        opened = _open(_sender(mail, by=by, now=now), mail, by=by, now=now)
        inbox.hear(opened, mail, standing=standing, kind=Kind.QUESTION, message=message)
        matter.finish(opened)
        return message


def _open(customer: Customer, mail: Mail, *, by: Actor, now: datetime) -> Matter:
    """A case of its own; whoever places the mail answers for it."""
    title = mail.own_subject or mail.words.partition("\n")[0][:80] or mail.subject or mail.sender
    visitor = actor.visitor(by.organisation_id)
    return cases.open_in(customer, by=visitor, title=title, owner=by.member_id, source="mail", now=now)


def _move(message_id: int, former: int, *, by: Actor, case_id: int | None, now: datetime) -> Message:
    """Out of one matter of its customer's and into another, which are locked in one order whoever moves what."""
    with ExitStack() as held:
        opened: dict[int, Matter] = {}
        customer = Case.objects.of(by.organisation_id).values_list("customer", flat=True).get(pk=former)
        for one in sorted({former, case_id or former}):
            whose = by if one == former else actor.customer(by.organisation_id, customer)
            opened[one] = held.enter_context(matter.of_case(one, by=whose, now=now))
        left = opened[former]
        message = Message.objects.of(by.organisation_id).select_for_update(no_key=True).get(pk=message_id)
        if (
            case_id == former
            or message.case_id != former
            or not rules.may_be_moved(message.kind, message.reason)
        ):
            raise NotWaiting(state=message.state)
        mail, kind = _mail(message), Kind(message.kind)
        into = opened[case_id] if case_id else _open(left.case.customer, mail, by=by, now=now)
        fits, promised = _leave(left, message, into=sentences.subject(into.case))
        mail = replace(mail, fits=fits)
        landed = inbox.hear(
            into, mail, standing=Standing.PROVEN, kind=kind, message=message, promised=promised
        )
        _name_unkept(message, [name for name, _ in fits if name not in landed.kept])
        if case_id is None:
            matter.finish(into)
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
    """A mail does not belong in its case: it waits for its place again, and its words and files stand there no more.

    Whoever may have read that we answer it reads that this was our mistake; mails of the case in the same words, which
    waited for the same answer, are shown to its owner. What came with it is in the mailbox alone. Raises `NotWaiting`
    for what the customer proved to have written; `AlreadyAnswered`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    case_id = _landed(message_id, by=by)
    if case_id is None:
        raise NoSuchThing(message=str(message_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        message = Message.objects.of(by.organisation_id).select_for_update(no_key=True).get(pk=message_id)
        if message.case_id != case_id or not rules.may_be_taken_out(message.kind, message.reason):
            raise NotWaiting(state=message.state)
        before = len(opened.written)
        fits, _ = _leave(opened, message)
        _name_unkept(message, [name for name, _ in fits])
        message.case, message.customer = None, None
        message.kind, message.member_id = Kind.UNPLACED, by.member_id
        message.save(update_fields=["case", "customer", "kind", "member"])
        inbox.record_alone(message, inbox.received(message), by=by, now=now)
        is_told = any(fact.kind == "PromiseWithdrawn" for fact in opened.written[before:])
        return TakenOut(message=message, is_told=is_told)


def _landed(message_id: int, *, by: Actor) -> int | None:
    """The case in which a mail stands; None where it waits for one."""
    found = Message.objects.of(by.organisation_id).filter(pk=message_id, direction="in")
    return found.values_list("case", flat=True).first()


Fits = tuple[tuple[str, Fit], ...]


def _leave(opened: Matter, message: Message, *, into: str = "") -> tuple[Fits, datetime | None]:
    """A mail leaves a case with all that came of it there; what came with it, and by when its answer was promised.

    `into` is the matter of its customer's in which it is answered, where it is.
    """
    tasks.done(opened, message=message, kinds=("wrote",))
    facts = _came_of(message)
    if not facts:
        return (), None
    asked = next((fact for fact in facts if fact.kind == "QuestionAsked"), None)
    came = [fact for fact in facts if fact.kind == "UploadReceived"]
    fits = _take_along(opened, [fact.facts["upload"] for fact in came])
    question = _ask_no_more(opened, asked, into=into) if asked else None
    # between the two stands that a letter was written: that stays so
    for why, gone in (("misplaced", facts[: len(facts) - len(came)]), ("misplaced_files", came)):
        if gone:
            first, last = gone[0].pk, gone[-1].pk
            opened.record(events.CaseRestored(message=message.pk, first=first, last=last, why=why))
    if opened.settle_next_step(wants_close=False, has_next=False, asks=False) is After.NEEDS_UPDATE:
        words.promise_next(opened)
    if asked and question:
        for other in _waited_with(opened, message, question, asked=asked):
            inbox.show(opened, other)
    return fits, question.promise.due if question else None


def _take_along(opened: Matter, uploads: list[int]) -> Fits:
    """The files of a case that came with a mail are there no more; what stood in them."""
    found = list(Upload.objects.of(opened.organisation_id).filter(pk__in=uploads).order_by("id"))
    for row in found:
        row.is_undone = True
        row.save(update_fields=["is_undone"])
    opened.case.files -= len(found)
    return tuple(
        (
            row.name,
            Fit(name=row.name, media_type=row.media_type, content=store.read(row.organisation_id, row.path)),
        )
        for row in found
    )


def _name_unkept(message: Message, names: Collection[str]) -> None:
    """What is in the mailbox alone stands with the mail by its name."""
    kept = Incoming.objects.of(message.organisation_id).get(message=message)
    kept.files = [*kept.files, *names]
    kept.save(update_fields=["files"])


def _came_of(message: Message) -> list[Event]:
    """The facts of the question that it asked, of whom that surprised, and of what came with it."""
    facts = Event.objects.of(message.organisation_id).filter(case=message.case_id)
    landings = facts.filter(kind="MessageReceived")
    landed = landings.filter(facts__message=message.pk).latest("id")
    since = facts.filter(
        pk__gt=landed.pk, at=landed.at, kind__in=("QuestionAsked", "CustomerSurprised", "UploadReceived")
    )
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
        if text.clean(inbox.words_of(_mail(other))) == said
        and not any(fact.kind == "QuestionAsked" for fact in _came_of(other))
    ]


def _ask_no_more(opened: Matter, asked: Event, *, into: str) -> Question:
    """Its question is there for nobody, and the promise of an answer is taken back with a word."""
    asking = Question.objects.of(opened.organisation_id).select_related("promise", "asked")
    question = asking.get(pk=asked.facts["question"])
    row = question.promise
    row.case = opened.case
    if row.state != State.OPEN:
        raise AlreadyAnswered(state=row.state)
    if Upload.objects.of(opened.organisation_id).filter(question=question).exists():
        raise NotWaiting(state=row.state)  # with another mail, or on their page
    tellings.catch_up(opened, row)
    party = letters.party(opened)
    said = notices.MOVED[party.lang].format(title=into) if into else notices.MISPLACED[party.lang]
    letter = notices.moved(party=party, why=said) if into else notices.misplaced(party=party)
    remark = opened.remark("disclosure", said, promise_id=row.pk)
    due, number, heard = row.due, row.number, telling.heard(row)
    change = promises.withdraw(rows.promise(row), disclosure=said, digest=digest.of(remark.salt, remark.text))
    opened.apply(row, change)
    notice.leave_out(opened, row)
    lateness.leave_out_late(opened, row)
    tells = [*counted_on.tells(row, heard, "withdrawn", to=number), *words.about(opened, row)]
    by_when = counted_on.until(row, heard, now=opened.now) or due
    letters.queue(opened, "withdrawn", letter, tells=tells, needed_by=by_when)
    tellings.keep(opened, row)
    question.is_undone = True
    question.save(update_fields=["is_undone"])
    return question


def _read(message_id: int, *, by: Actor) -> tuple[Message, Mail, Standing]:
    message = _waiting(message_id, by=by)
    return message, _mail(message), Standing(message.reason)


def _waiting(message_id: int, *, by: Actor) -> Message:
    found = Message.objects.of(by.organisation_id).filter(pk=message_id, direction="in")
    message = found.select_for_update(no_key=True).first()
    if message is None:
        raise NoSuchThing(message=str(message_id))
    if message.kind != Kind.UNPLACED or message.settled_at is not None:
        raise NotWaiting(state=message.state)
    return message


def _mail(message: Message) -> Mail:
    """The mail as it was read, from what was kept of it; with the names of what its case keeps."""
    kept = Incoming.objects.of(message.organisation_id).get(message=message)
    facts = _came_of(message) if message.case_id else []
    came = [fact.facts["upload"] for fact in facts if fact.kind == "UploadReceived"]
    found = Upload.objects.of(message.organisation_id).filter(pk__in=came).order_by("id") if came else ()
    return Mail(
        name="",
        sender=message.address,
        sender_name=kept.sender_name,
        subject=message.subject,
        text=message.text,
        files=(*kept.files, *(row.name for row in found)),
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

"""A mail that came in: into its case, with a promise of our answer, or before a named person; never lost (guarantee 4).

A mail is found by what it answers: our letters name themselves, and nobody can guess their names. One that only says
from whom it comes is shown as that, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from teum.actions import (
    contacts,
    files,
    mailboxes,
    matter,
    messages,
    outgoing,
    questions,
    surveys,
    tasks,
    uploads,
)
from teum.actions.mailboxes import Place
from teum.actions.matter import Matter
from teum.core import actor, digest, events, first_contact, inbox
from teum.core import question as asked_core
from teum.core import survey as survey_rules
from teum.core.actor import Actor
from teum.core.inbox import Kind, Mail, Standing
from teum.core.refusal import Refused
from teum.core.upload import Fit
from teum.language import courtesy, scores
from teum.language import text as texts
from teum.models import Case, ContactPoint, Incoming, Member, Message, Question
from teum.models import Event as EventRow
from teum.queries import inbox as queries
from teum.queries import members


class TooSoon(Exception):
    """The letter that came back is being marked as sent just now; the mail is read a little later."""


def receive(mail: Mail, *, place: Place | None = None, now: datetime) -> Message | None:
    """Take a mail in, once; None where it was before. With it the mailbox is read up to its place, or not at all.

    Raises `TooSoon`.
    """
    mail = mail if mail.bounce or mail.is_automatic else replace(mail, fits=_fits(mail))
    with transaction.atomic():
        if place and not mailboxes.pass_by(place):
            return None
        if Message.objects.everywhere().filter(key=mail.key).exists():
            return None
        landed = _land(mail, now=now)
        message = landed.message
        Incoming.objects.of(message.organisation_id).create(
            message=message,
            mailbox_id=place.mailbox if place else None,
            validity=place.validity if place else 0,
            uid=place.uid if place else 0,
            sender_name=texts.line(mail.sender_name)[:200],
            files=[texts.line(name)[:200] for name in mail.files if name not in landed.kept],
            is_cut=mail.is_cut,
        )
        return message


def _fits(mail: Mail) -> tuple[tuple[str, Fit], ...]:
    """What came along and is fit to be kept: made ready while no transaction is open."""
    fits = []
    for name, content in mail.attached:
        try:
            fits.append((name, files.ready(name=name, content=content)))
        except Refused:
            continue
    return tuple(fits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """The message of a mail, and the names of the attached files that are kept."""

    message: Message
    kept: tuple[str, ...] = ()


def _land(mail: Mail, *, now: datetime) -> Landed:
    if mail.bounce:
        return Landed(message=_came_back(mail, now=now))
    letters = [letter for letter in queries.answered(mail.names) if letter.customer_id]
    points = queries.of_sender(mail.sender, to=mail.to)
    if mail.is_automatic:
        letter = letters[0] if letters else None
        return Landed(message=_file(mail, letter, kind=Kind.AUTO, points=points, now=now))
    case, standing = _place(mail, letters, points)
    if case is not None and not inbox.needs_a_person(standing):
        try:
            return _hear_from(mail, case, standing, letters, now=now)
        except Refused:
            pass  # whatever stands against it there, a person finds a way
    return Landed(message=_lay_before(mail, standing, points=points, now=now))


# ── where it belongs ──


def _place(
    mail: Mail, letters: Sequence[Message], points: Sequence[ContactPoint]
) -> tuple[Case | None, Standing]:
    """The case of the letter that it answers, else of its thread, else the sender's open one."""
    answered = next((letter.case for letter in letters if letter.case), None)
    theirs = [] if answered else queries.cases_of(points)
    if answered is None:
        answered = next((case for case in theirs if outgoing.thread_of(case) in mail.names), None)
    case = answered or queries.last_spoken_of(theirs)
    addresses = [point.address for point in points if case is None or point.customer_id == case.customer_id]
    return case, inbox.standing(mail, is_answer=answered is not None, addresses=addresses)


def _hear_from(
    mail: Mail, case: Case, standing: Standing, letters: Sequence[Message], *, now: datetime
) -> Landed:
    """Only a proven customer acts as one; whoever only says so is somebody who came by."""
    is_proven = standing is Standing.PROVEN
    by = actor.visitor(case.organisation_id)
    if is_proven:
        by = actor.customer(case.organisation_id, case.customer_id)
    asked = queries.asked_in(letters) if is_proven and len({one.case_id for one in letters}) == 1 else None
    kept = _answers(asked, mail, by=by, now=now) if asked else None
    rated = _rates(letters, mail, by=by, now=now) if kept is None and is_proven else None
    if rated is Kind.ANSWER:
        kept = ()
    with matter.of_case(case.pk, by=by, now=now) as opened:
        if standing in (Standing.PROVEN, Standing.CHECKED):
            points = ContactPoint.objects.of(case.organisation_id).filter(customer=case.customer_id)
            contacts.shown(points.filter(channel="email", address=mail.sender), by="mail", now=now)
        if kept is None:
            return hear(opened, mail, standing=standing, kind=rated)
        message = _write(
            mail, opened.organisation_id, kind=Kind.ANSWER, standing=standing, case=opened.case, now=now
        )
        opened.record(received(message))
        return Landed(message=message, kept=kept)


def _answers(asked: Question, mail: Mail, *, by: Actor, now: datetime) -> tuple[str, ...] | None:
    """Take a mail as the answer to what we asked in the very letter that it answers; which of its files are kept.

    None where it is none: they only thank us for asking, or a document was asked for, and none came that is fit to be
    kept.
    """
    if asked.kind != asked_core.Kind.DOCUMENT:
        if courtesy.only_thanks(mail.text, assents=False):
            return None
        return (
            ()
            if _gives(lambda: questions.answer(question_id=asked.pk, by=by, text=mail.words, now=now))
            else None
        )
    kept = [
        name
        for name, fit in mail.fits
        if _gives(lambda fit=fit: uploads.take(question_id=asked.pk, by=by, fit=fit, now=now))  # type: ignore[misc]
    ]
    return tuple(kept) or None


def _gives(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        return False
    return True


def _rates(letters: Sequence[Message], mail: Mail, *, by: Actor, now: datetime) -> Kind | None:
    """Take a score as the answer to how it was; what the mail is by that, None where it is more than an answer.

    What is said besides a good score, and asks nothing, somebody sees: nothing is opened again for praise.
    """
    survey, said = queries.surveyed_in(letters), scores.read(mail.words)
    if survey is None or said is None:
        return None
    surveys.answer(survey_id=survey.pk, by=by, score=said.score, gap=said.gap, comment=mail.words, now=now)
    names = (mail.sender_name, survey.case.customer.name)
    is_bad = survey_rules.is_bad(said.score, said.gap)
    if is_bad or not said.rest or courtesy.only_thanks(said.rest, names=names):
        return Kind.ANSWER
    return None if mail.files or "?" in said.rest else Kind.WORD


# ── into its case ──


def hear(
    opened: Matter,
    mail: Mail,
    *,
    standing: Standing,
    kind: Kind | None = None,
    message: Message | None = None,
    promised: datetime | None = None,
) -> Landed:
    """The words of a mail in a case: our answer is promised, unless they only thank, or too many came in an hour.

    `message`: where a person has found its place; by when its answer was `promised` elsewhere holds.
    """
    kind = kind or _kind(opened, mail)
    if message is None:
        message = _write(
            mail, opened.organisation_id, kind=kind, standing=standing, case=opened.case, now=opened.now
        )
    else:
        message.case, message.customer = opened.case, opened.case.customer
        message.kind, message.member = kind, None
        message.save(update_fields=["case", "customer", "kind", "member"])
    opened.record(received(message))
    if not opened.case.owner.is_active:
        opened.case.owner = members.least_loaded(opened.organisation_id)
        opened.record(events.CaseAssigned(owner=opened.case.owner.pk))
    if kind is Kind.QUESTION:
        question = questions.hear(opened, words_of(mail), promised=promised)
        return Landed(message=message, kept=uploads.keep_with(opened, question, mail.fits))
    show(opened, message)
    return Landed(message=message)


def words_of(mail: Mail) -> str:
    """What a mail asks us."""
    return mail.words or mail.subject or mail.sender


def show(opened: Matter, message: Message) -> None:
    """A mail of which no answer is promised, before whoever answers for its case."""
    times = opened.times
    window = first_contact.window(calendar=times.calendar, policy=times.policy, now=opened.now)
    tasks.ask(opened, opened.case.owner, "wrote", due=window.due, message=message)


def _kind(opened: Matter, mail: Mail) -> Kind:
    recent = Message.objects.of(opened.organisation_id).filter(
        case=opened.case, kind=Kind.QUESTION, at__gt=opened.now - inbox.FLOOD
    )
    names = (mail.sender_name, opened.case.customer.name)
    says_nothing = not mail.files and (not mail.words or courtesy.only_thanks(mail.text, names=names))
    return Kind.WORD if says_nothing or recent.count() >= inbox.MOST_AN_HOUR else Kind.QUESTION


def _write(
    mail: Mail,
    organisation_id: int,
    *,
    kind: Kind,
    standing: Standing,
    case: Case | None = None,
    member: Member | None = None,
    now: datetime,
) -> Message:
    return Message.objects.of(organisation_id).create(
        case=case,
        customer=case.customer if case else None,
        member=member,
        direction="in",
        channel="email",
        address=mail.sender[:254],
        kind=str(kind),
        language="he" if texts.is_hebrew(mail.words) else "en",
        subject=texts.line(mail.subject)[:300],
        text=texts.clean(mail.text),
        salt=digest.salt(),
        key=mail.key,
        state="received",
        reason=str(standing),
        send_at=now,
        at=now,
    )


def received(message: Message) -> events.MessageReceived:
    """The fact of it: what became of it, and a digest of its words."""
    return events.MessageReceived(
        message=message.pk,
        channel=message.channel,
        kind_of=message.kind,
        standing=message.reason,
        digest=digest.of(message.salt, message.subject, message.text, message.address),
    )


# ── what no case takes ──


def _lay_before(mail: Mail, standing: Standing, *, points: Sequence[ContactPoint], now: datetime) -> Message:
    """Before a named person: the one of the team who has the least to do."""
    organisation = queries.business(mail.to, points)
    assert organisation is not None, "a mailbox is read for somebody (`mailboxes.is_wanted`)"
    member = members.least_loaded(organisation.pk)
    message = _write(mail, organisation.pk, kind=Kind.UNPLACED, standing=standing, member=member, now=now)
    record_alone(message, received(message), by=actor.visitor(organisation.pk), now=now)
    return message


def _file(
    mail: Mail, letter: Message | None, *, kind: Kind, points: Sequence[ContactPoint], now: datetime
) -> Message:
    """What a machine wrote: with the letter that it answers, else by itself."""
    if letter is not None and letter.case_id is not None:
        by = actor.clock(letter.organisation_id)
        with matter.of_case(letter.case_id, by=by, now=now) as opened:
            message = _write(
                mail, by.organisation_id, kind=kind, standing=Standing.UNKNOWN, case=opened.case, now=now
            )
            opened.record(received(message))
            return message
    organisation = queries.business(mail.to, points)
    assert organisation is not None, "a mailbox is read for somebody (`mailboxes.is_wanted`)"
    message = _write(mail, organisation.pk, kind=kind, standing=Standing.UNKNOWN, now=now)
    record_alone(message, received(message), by=actor.clock(organisation.pk), now=now)
    return message


def record_alone(message: Message, event: events.Event, *, by: Actor, now: datetime) -> None:
    """Add the fact of a mail that stands in no case."""
    EventRow.objects.of(message.organisation_id).create(
        kind=event.kind, actor=by.label, at=now, facts=event.facts
    )


def _came_back(mail: Mail, *, now: datetime) -> Message:
    """A letter of ours was not delivered: another way is tried, else somebody calls; its name is what proves it."""
    assert mail.bounce
    letters = queries.answered(mail.bounce.names)
    if any(letter.state == "sending" for letter in letters):
        raise TooSoon
    for letter in letters:
        named = mail.bounce.address in ("", letter.address.lower())
        messages.mark_bounced(
            letter.pk,
            reason=mail.bounce.reason,
            blames_address=mail.bounce.blames_address and named,
            now=now,
        )
    if not letters:
        return _lay_before(mail, Standing.UNKNOWN, points=(), now=now)
    return _file(mail, letters[0], kind=Kind.BOUNCE, points=(), now=now)

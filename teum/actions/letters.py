"""Queue messages: written in the transaction of the fact that they tell, with what they tell of."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from teum.actions import bell, envelopes, findings, moments, tasks, unreached
from teum.actions.matter import Matter
from teum.core import delivery, digest, envelope, events, reach, voice
from teum.core.window import Window
from teum.language.notices import Letter, Party, Person
from teum.models import ContactPoint, Member, Message, Promise, Telling, Upload, prepared
from teum.queries import hearing, message_view, rows, sentences

AUTOMATIC = reach.AUTOMATIC
"""Channels that a carrier of ours serves; on the others a person sends by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tells:
    """What a message tells: of which promise, about which of its windows, and what."""

    promise: int
    number: int
    what: str


def party(matter: Matter, lang: str | None = None) -> Party:
    """The two sides of a letter about this case."""
    return sentences.party(matter.case, now=matter.now, lang=lang)


def person(member: Member) -> Person:
    """A member as letters name them."""
    return Person(name=member.name, gender=member.gender, phone=member.phone)


def require_clear(
    matter: Matter, text: str, *, field: str, told: Sequence[Window] = (), ended: Promise | None = None
) -> None:
    """Refuse typed words for the customer that are vague, or that promise what is recorded nowhere.

    They may name the windows that are told with them, and those of the case's live promises, but for one that ends.
    """

    def windows() -> list[Window]:
        live = [rows.promise(row) for row in matter.live() if ended is None or row.pk != ended.pk]
        return [*told, *(value.window for value in live), *(v.proposed for v in live if v.proposed)]

    findings.require_clear(
        text,
        field=field,
        told=windows,
        calendar=matter.times.calendar,
        now=matter.now,
        words=matter.words,
    )


def require_no_vague(matter: Matter, text: str, *, field: str) -> None:
    """Refuse a vague time in what the customer says of what both agree on. Raises `VagueWindow`."""
    findings.require_no_vague(
        text, field=field, calendar=matter.times.calendar, now=matter.now, words=matter.words
    )


def queue(
    matter: Matter,
    kind: str,
    letter: Letter,
    *,
    tells: Iterable[Tells] = (),
    needed_by: datetime | None = None,
    answer_by: datetime | None = None,
    wait_seconds: int | None = None,
    is_bad_news: bool = False,
    is_answer: bool = False,
    contact: ContactPoint | None = None,
    upload: Upload | None = None,
) -> Message:
    """Queue a message to the customer on their first channel that a carrier of ours serves; with a file of the case.

    With `contact` it goes there, and nowhere else. Where there is no way, it waits for a person to send it by hand, and
    the case's owner is asked to. Where it `is_bad_news`, they are asked to call with it first, and it waits for that as
    long as the policy says. What `is_answer` answers what was done just now: where the customer did it, they are awake.
    What asks something of them has the moment by which they are to answer, `answer_by`.
    """
    needed_by = moments.to_answer(matter, answer_by) if answer_by else needed_by
    tells, contact = list(tells), contact or first_contact_point(matter, kind=kind)
    needed_by = moments.still_needed(_before_a_word(matter, tells, needed_by), now=matter.now)
    call_by = _call_first(matter, needed_by) if is_bad_news else None
    is_awake = is_answer and matter.by.kind in ("customer", "visitor")
    send_at = call_by or moments.moment(
        matter, needed_by=needed_by, wait_seconds=wait_seconds, is_awake=is_awake
    )
    waits = envelopes.waits_until(matter, kind, tells=bool(tells), needed_by=needed_by, send_at=send_at)
    automatic = contact is not None and contact.channel in AUTOMATIC
    message = _message(
        matter,
        kind,
        letter,
        lang=matter.case.customer.language,
        customer=matter.case.customer,
        contact=contact,
        channel=contact.channel if contact else "none",
        address=contact.address if contact else "",
        state="queued" if automatic else "failed",
        reason="" if automatic else "by_hand",
        needed_by=needed_by,
        send_at=waits or send_at,
        may_join_at=send_at if waits else None,
        call_by=call_by if automatic else None,
        upload=upload,
    )
    record(matter, message, tells)
    if message.state == "queued" and matter.by.kind == "member":
        matter.undoes.wrote.append(message)
    if automatic and call_by:
        tasks.ask(matter, matter.case.owner, "call", due=call_by, message=message)
    elif automatic and not waits and kind not in envelope.ALONE:
        _take_along(matter, message)
    if not automatic:
        matter.record(events.MessageFailed(message=message.pk, reason="by_hand"))
        unreached.settle_or_call(matter, message)
    return message


def _before_a_word(matter: Matter, tells: Sequence[Tells], by: datetime | None) -> datetime | None:
    """What keeps a promised word is needed before that is due (guarantee 3), also where it ended with its matter."""
    kept = {tell.promise for tell in tells if tell.what == "word"}
    due = {row.pk: row.due for row in matter.live() if row.pk in kept} if kept else {}
    if ended := kept - due.keys():
        due |= Promise.objects.of(matter.organisation_id).filter(pk__in=ended).values_list("pk", "due")
    ahead = [at for at in due.values() if at > matter.now]
    return min([*ahead, by] if by else ahead, default=None)


def _has_number(matter: Matter) -> bool:
    return any(point.channel in reach.NUMBERS for point in matter.contacts)


def _call_first(matter: Matter, needed_by: datetime | None) -> datetime | None:
    """Until when somebody calls before it goes; None where nobody of ours is there to, or too little time is left."""
    if matter.by.kind != "member":
        return None
    may_be_called = _has_number(matter) and not matter.case.customer.prefers_writing
    return voice.call_until(
        may_be_called=may_be_called, needed_by=needed_by, times=matter.times, now=matter.now
    )


def _take_along(matter: Matter, message: Message) -> None:
    """What was kept for a call leaves before what is written after it: they read things as they happened.

    What the same act writes (the end of the case, for one) waits with it.
    """
    if not (matter.times.policy.voice_minutes and _has_number(matter)):
        return
    for before in _kept_for_a_call(matter.organisation_id, matter.case.pk, matter.now, message.send_at):
        matter.undoes.moves(before)
        waiting = Message.objects.of(matter.organisation_id).filter(pk=before.pk, state="queued")
        waiting.update(send_at=message.send_at, call_by=message.send_at)


@prepared.rows
def _kept_for_a_call(organisation: int, case: int, now: datetime, send_at: datetime) -> QuerySet[Message]:
    before = Message.objects.of(organisation).filter(case=case, at__lt=now)
    return before.filter(state="queued", call_by__isnull=False, send_at__gt=send_at)


def record(matter: Matter, message: Message, tells: Iterable[Tells]) -> None:
    """Add the facts of a message that was just written."""
    listed = list(tells)
    tellings = [
        prepared.new(
            Telling,
            organisation_id=matter.organisation_id,
            promise_id=tell.promise,
            number=tell.number,
            what=tell.what,
            message_id=message.pk,
        )
        for tell in listed
    ]
    Telling.objects.add(matter.organisation_id, tellings)
    record_queued(matter, message, promise=listed[0].promise if listed else None)


def record_queued(matter: Matter, message: Message, *, promise: int | None = None) -> None:
    """Add the fact that a message waits on its channel, for its address; once more where these change."""
    sealed = digest.of(message.salt, message.subject, message.text, message.address)
    matter.record(
        events.MessageQueued(message=message.pk, channel=message.channel, digest=sealed), promise=promise
    )


def _message(matter: Matter, kind: str, letter: Letter, *, lang: str, **to: Any) -> Message:
    """Write a message's row: its words, its key towards the carrier, and to whom it goes."""
    message = prepared.new(
        Message,
        organisation_id=matter.organisation_id,
        kind=kind,
        language=lang,
        subject=letter.subject[:300],
        text=letter.text,
        salt=digest.salt(),
        key=secrets.token_hex(16),
        at=matter.now,
    )
    for name, value in {"case": matter.case, **to}.items():
        setattr(message, name, value)
    Message.objects.add(matter.organisation_id, [message])
    if message.state == "queued":
        bell.ring("delivery", at=message.send_at, now=matter.now)
    return message


def first_contact_point(matter: Matter, *, kind: str = "", tried: Sequence[int] = ()) -> ContactPoint | None:
    """The customer's next way to be reached, by a carrier before by hand.

    For a link only one that is proven theirs; for a code none, for it proves the one that it was sent to.
    """
    if kind == "code":
        return None
    points = [point for point in matter.contacts if point.pk not in tried]
    if kind == "link":
        points = [point for point in points if point.given_on_id is None]
    return reach.first(points)


def queue_to_member(
    matter: Matter,
    member: Member,
    kind: str,
    letter: Letter,
    *,
    about: Promise | None = None,
    upload: Upload | None = None,
) -> Message:
    """Queue a message to a member, with a file of the case; at once, by e-mail.

    `about`: the promise on which it asks them to act.
    """
    message = _message(
        matter,
        kind,
        letter,
        lang=member.language,
        member=member,
        channel="email",
        address=member.email,
        send_at=matter.now,
        upload=upload,
    )
    record_queued(matter, message, promise=about.pk if about else None)
    return message


def queue_without_a_case(member: Member, kind: str, letter: Letter, *, now: datetime) -> Message:
    """Queue a message to a member that is about no case; at once, by e-mail."""
    bell.ring("delivery", at=now, now=now)
    return Message.objects.of(member.organisation_id).create(
        member=member,
        channel="email",
        address=member.email,
        kind=kind,
        language=member.language,
        subject=letter.subject[:300],
        text=letter.text,
        salt=digest.salt(),
        key=secrets.token_hex(16),
        at=now,
        send_at=now,
    )


# ── what a newer word replaces ──


def overtake(matter: Matter, message: Message) -> bool:
    """Stop a waiting message because a newer one says it all, or a person took it back; False if it was claimed.

    Delivery claims without the case's lock, so the state is looked at in the statement that changes it.
    """
    return _overtake(matter, message, Q(state="queued"))


def replace(matter: Matter, message: Message) -> bool:
    """The same of one that a newer message says better: it may also wait for a person, who is asked no more."""
    return _overtake(matter, message, message_view.UNSAID)


def _overtake(matter: Matter, message: Message, waits: Q) -> bool:
    waiting = Message.objects.of(matter.organisation_id).filter(waits, pk=message.pk)
    if not waiting.update(state="overtaken"):
        return False
    is_asked = message.call_by is not None or message.state == "failed" or message.kind == delivery.CODE
    matter.undoes.stops(message)
    message.state = "overtaken"
    matter.record(events.MessageOvertaken(message=message.pk))
    if is_asked:
        tasks.done(matter, message=message, kinds=("call", "failed"))
    return True


def replace_outrun(matter: Matter, message: Message) -> None:
    """What was written before one that went ahead, and would take back what that says, is said no more."""
    if message.needed_by is not None:
        for earlier in hearing.outrun(message):
            replace(matter, earlier)


_TELLING_OF = prepared.column(
    lambda organisation, promise: (
        Telling.objects.of(organisation)
        .filter(promise=promise, message__isnull=False)
        .values_list("message", flat=True)
    )
)


def messages_about(promise: Promise) -> list[int]:
    """The messages that tell of a promise."""
    return _TELLING_OF(promise.organisation_id, promise.pk)

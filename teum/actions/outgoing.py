"""Messages that delivery claims, each as it needs them: no row, only what is sent, to whom, and in whose name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from teum.actions import envelopes, links, members
from teum.core import delivery, digest, envelope, reach
from teum.models import Case, Message, prepared
from teum.models.tenancy import OrganisationRows
from teum.queries import delivery as outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file that may go along: under which name it lies in its business's folder, and how it is called."""

    path: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message on its way; `link` is a path, `thread` is shared by all of a case's messages to one reader.

    `reader` is `customer`, `member` or `invited`; `answers_to` is who answers for the case, name and address.
    """

    id: int
    organisation_id: int
    organisation: str
    is_demo: bool
    mail_from: str
    smtp: str
    """The business's own mail server, locked (see `vault`)."""
    channel: str
    address: str
    name: str
    kind: str
    language: str
    subject: str
    text: str
    link: str
    key: str
    thread: str
    reader: str
    answers_to: tuple[str, str] | None
    case: int | None
    needed_by: datetime | None
    envelope: str
    is_barred: bool
    """Whether its address is theirs no more, or may not be and would hear something new: it is not sent there."""
    is_due: bool
    """Whether its own moment has come; else it leaves only with another."""
    has_waited: bool
    """Whether its moment may be a bad one by now: a carrier or delivery was away, or it was tried for long."""
    is_asked_again: bool
    """Whether it may not be true any more."""
    file: Enclosed | None = None


def of(message: Message) -> Outgoing:
    """What goes out for a row."""
    organisation, person = message.organisation, message.customer or message.member
    reader = "invited" if message.kind == "invite" else "customer" if message.customer_id else "member"
    owner = message.case.owner if message.case and message.customer_id else None
    return Outgoing(
        id=message.pk,
        organisation_id=organisation.pk,
        organisation=organisation.called(message.language),
        is_demo=organisation.is_demo,
        mail_from=organisation.mail_from,
        smtp=organisation.smtp,
        channel=message.channel,
        address=message.address,
        name=person.name if person else "",
        kind=message.kind,
        language=message.language,
        subject=message.subject,
        text=message.text,
        link=_link(message, reader),
        key=message.key,
        thread=_thread(message),
        reader=reader,
        answers_to=(owner.name, owner.email) if owner else None,
        case=message.case_id,
        needed_by=message.needed_by,
        envelope=message.envelope,
        is_barred=not _takes_words(message),
        is_due=message.claimed_at is None or message.send_at <= message.claimed_at,
        is_asked_again=message.kind in delivery.ASKED_AGAIN or message.reason in delivery.CALLED,
        has_waited=message.claimed_at is not None
        and delivery.has_waited(waited=message.claimed_at - message.at),
        file=_file(message),
    )


def in_envelopes(messages: Iterable[Outgoing]) -> list[tuple[Outgoing, ...]]:
    """What was claimed, by the envelope in which it leaves, the most urgent part first."""
    found: dict[str, list[Outgoing]] = {}
    for message in messages:
        found.setdefault(message.envelope or message.key, []).append(message)
    return [_in_order(parts) for parts in found.values()]


def _in_order(parts: list[Outgoing]) -> tuple[Outgoing, ...]:
    parts.sort(key=lambda part: part.id)
    places = envelope.in_order(
        [envelope.Part(case=part.case, kind=part.kind, needed_by=part.needed_by) for part in parts]
    )
    return tuple(parts[place] for place in places)


def _link(message: Message, reader: str) -> str:
    """Where its reader goes on from it, as it is when the message leaves: a link that was revoked is not sent."""
    if reader == "invited":
        return members.path_of_invitation(message)
    if message.case is None:
        return ""
    if reader != "customer":
        return f"/cases/{message.case_id}"
    if message.contact and message.contact.given_on_id:
        return ""  # nobody has proven yet that this address is theirs
    return links.carried(message.case, now=message.claimed_at or message.send_at)


def _file(message: Message) -> Enclosed | None:
    """What goes along, as it lies there when the message leaves; to an address that nobody has proven nothing does."""
    upload = message.upload
    if upload is None or upload.erased_at or (message.contact and message.contact.given_on_id):
        return None
    return Enclosed(path=upload.path, name=upload.name, media_type=upload.media_type, size=upload.size)


def _takes_words(message: Message) -> bool:
    """Not to an address that is none of their ways any more: it was put right while this waited."""
    if message.customer_id and message.contact is None:
        return False
    given_on = message.contact.given_on if message.contact else None
    return reach.takes_words(given_on, case=message.case_id, now=message.claimed_at or message.send_at)


def _thread(message: Message) -> str:
    """One thread a case and reader; the case's salt keeps its number to itself."""
    if message.case is None:
        return ""
    if message.customer_id:
        return thread_of(message.case)
    return _thread_with(message.case, f"member {message.member_id}")


def thread_of(case: Case) -> str:
    """The name of the thread of a case's letters to its customer: nobody else can know it."""
    return _thread_with(case, f"customer {case.customer_id}")


def _thread_with(case: Case, reader: str) -> str:
    return f"case.{digest.of(case.salt, 'thread', reader)[:32]}"


def claim(
    *,
    worker: str,
    limit: int,
    now: datetime,
    but: Collection[tuple[str, int]] = (),
    only: int | None = None,
) -> list[Message]:
    """Take the next messages to send, so that no other process takes them; committed before anything is sent.

    At most `limit` that leave now, or `only` this one, with what may leave with them in one envelope; what is needed
    first stands first. `but`: channels of businesses that may not send just now.
    """
    # asked outside a transaction, so that an idle outbox never holds SQLite's one writer
    if not outbox.is_due(now=now, but=but):
        return []
    with transaction.atomic():
        leads = outbox.to_claim(limit=limit, now=now, but=but, only=only)
        mine = set(envelopes.take(leads, worker=worker, now=now)) if leads else set()
    taken = [message for message in _in_hand(worker) if message.pk in mine]
    soon = now + delivery.NEEDED_SOON
    return sorted(taken, key=lambda message: min(message.needed_by or soon, soon))


@prepared.rows
def _in_hand(worker: str) -> QuerySet[Message]:
    return (
        _claimed(worker)
        .select_related("organisation", "customer", "member", "case__owner", "contact__given_on", "upload")
        .order_by("send_at", "id")
    )


_REQUEUED = {"state": "queued", "claimed_at": None, "claimed_by": "", "envelope": ""}


def give_back(ids: Iterable[int], *, worker: str) -> None:
    """Put claimed messages back that were not sent: another claim takes them."""
    with transaction.atomic():
        for taken in ids:
            _give_back(taken, worker)


@prepared.changing
def _give_back(taken: int, worker: str) -> prepared.Change:
    return _claimed(worker).filter(pk=taken), _REQUEUED


def give_back_all(*, worker: str, but: Iterable[int]) -> None:
    """Put back all that a worker has claimed, without those named: also where it never learnt that it had."""
    _claimed(worker).exclude(pk__in=list(but)).update(**_REQUEUED)


def still_held(ids: Iterable[int], *, worker: str) -> set[int]:
    """Which of these a worker has claimed and neither marked nor given back."""
    return set(_claimed(worker).filter(pk__in=list(ids)).values_list("pk", flat=True))


def waits(message_id: int) -> bool:
    """Whether a message waits, again or yet, so that what was written after it does."""
    return Message.objects.everywhere().filter(pk=message_id, state="queued").exists()


def _claimed(worker: str) -> OrganisationRows[Message]:
    return Message.objects.everywhere().filter(state="sending", claimed_by=worker)

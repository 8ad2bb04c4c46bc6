"""A claimed message as delivery needs it: no row, only what is sent, to whom, and in whose name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from teum.actions import members
from teum.core import digest, envelope
from teum.models import Message
from teum.queries import pages


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
    is_due: bool
    """Whether its own moment has come; else it leaves only with another."""


def of(message: Message) -> Outgoing:
    """What goes out for a row."""
    organisation, person = message.organisation, message.customer or message.member
    reader = "invited" if message.kind == "invite" else "customer" if message.customer_id else "member"
    owner = message.case.owner if message.case and message.customer_id else None
    return Outgoing(
        id=message.pk,
        organisation_id=organisation.pk,
        organisation=organisation.name,
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
        is_due=message.claimed_at is None or message.send_at <= message.claimed_at,
    )


def envelopes(messages: Iterable[Outgoing]) -> list[tuple[Outgoing, ...]]:
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
    return pages.path_of_case(message.case) if reader == "customer" else f"/cases/{message.case_id}"


def _thread(message: Message) -> str:
    """One thread a case and reader; the case's salt keeps its number to itself."""
    if message.case is None:
        return ""
    reader = f"customer {message.customer_id}" if message.customer_id else f"member {message.member_id}"
    return f"case.{digest.of(message.case.salt, 'thread', reader)[:32]}"


def give_back(ids: Iterable[int], *, worker: str) -> None:
    """Put claimed messages back that were not sent: another claim takes them."""
    mine = Message.objects.everywhere().filter(pk__in=list(ids), state="sending", claimed_by=worker)
    mine.update(state="queued", claimed_at=None, claimed_by="", envelope="")

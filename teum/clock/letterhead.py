"""A message as the envelope that a carrier is given: who sends it, where answers go, and how it is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string

from teum.actions.outgoing import Outgoing
from teum.channels.letter import Attachment, Calendar, Envelope, Party
from teum.core import digest
from teum.core.envelope import gravest
from teum.documents import calendar
from teum.documents.calendar import Entry
from teum.language.notices import Party as Speaks
from teum.language.notices.letter import unnamed
from teum.language.notices.several import asked, several, told

BY_THE_CLOCK = frozenset(
    {
        "received",
        "holding",
        "late",
        "lapsed",
        "reminder",
        "remind",
        "ask",
        "manager",
        "outage",
        "call",
        "link",
    }
)
"""Kinds of messages that nobody wrote at that moment."""

BEGINS = {"manager": told, "ask": asked}
"""What stands above several letters to one of ours, by their kind."""

LINK_WORDS = {
    "he": {"customer": "לעמוד שלך, עם כל מה שסיכמנו", "member": "לפתיחת הפנייה", "invited": "להצטרפות לצוות"},
    "en": {
        "customer": "Your page, with all that we agreed",
        "member": "Open the case",
        "invited": "Join the team",
    },
}


ATTACHED = {"he": "מצורף כאן", "en": "Attached"}
NOTHING: Mapping[int, Attachment] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is said of one matter; a heading only where there are several."""

    paragraphs: tuple[str, ...]
    heading: str = ""
    link: str = ""
    attached: str = ""
    """The name of the file that goes along, where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the templates of a letter lay out; `opening` and `closing` are said once for all sections."""

    lang: str
    dir: str
    subject: str
    organisation: str
    sections: tuple[Section, ...]
    link: str
    link_words: str
    attached_words: str
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    signature: str = ""


def envelope(
    parts: Sequence[Outgoing],
    *,
    at: datetime,
    entries: Sequence[Entry] = (),
    files: Mapping[int, Attachment] = NOTHING,
) -> Envelope:
    """One message, or several to one reader, laid out and addressed; the first is the most urgent.

    `entries` are what it enters in its reader's calendar, or takes out of it; `files` go along, each by the number of
    the message that names it.
    """
    first = parts[0]
    sheet = _sheet(first, files) if len(parts) == 1 else _sheet_of_several(parts, files, at=at)
    keys = tuple(part.key for part in parts)
    sender = _sender(first)
    entered = calendar.parts(entries, name=first.organisation, organizer=sender.address, at=at)
    return Envelope(
        sender=sender,
        to=Party(address=first.address, name=first.name),
        reply_to=_reply_to(first),
        subject=sheet.subject,
        text=render_to_string("mail/letter.txt", {"letter": sheet}).strip() + "\n",
        html=render_to_string("mail/letter.html", {"letter": sheet}),
        lang=first.language,
        key=first.key if len(parts) == 1 else digest.of("", *sorted(keys)),
        carries=keys if len(parts) > 1 else (),
        calendars=tuple(Calendar(method=method, content=content) for method, content in entered),
        attachments=tuple(files[part.id] for part in parts if part.id in files),
        thread=first.thread,
        is_automatic=all(part.kind in BY_THE_CLOCK for part in parts),
        at=at,
    )


def _sheet(message: Outgoing, files: Mapping[int, Attachment]) -> Sheet:
    return Sheet(
        lang=message.language,
        dir=_direction(message),
        subject=message.subject,
        organisation=message.organisation,
        sections=(
            Section(
                paragraphs=paragraphs(message.text, message.organisation), attached=_attached(message, files)
            ),
        ),
        link=_link(message),
        link_words=LINK_WORDS[message.language][message.reader],
        attached_words=ATTACHED[message.language],
    )


def _attached(message: Outgoing, files: Mapping[int, Attachment]) -> str:
    return files[message.id].name if message.id in files else ""


def _sheet_of_several(parts: Sequence[Outgoing], files: Mapping[int, Attachment], *, at: datetime) -> Sheet:
    """One section for each message, under the subject that it would have had; what all end with is said once."""
    first = parts[0]
    count = len({part.case for part in parts})
    party = Speaks(business=first.organisation, lang=first.language, now=at)
    begins = BEGINS.get(first.kind, several)
    above = begins(party=party, count=count) if count > 1 else None
    said = [paragraphs(part.text, part.organisation) for part in parts]
    # What asks one of ours ends with the words that would go out, and each shows them whole.
    closing = () if first.kind == "ask" else _shared_end(said)
    links = [_link(part) for part in parts]
    is_one = len(set(links)) == 1
    return Sheet(
        lang=first.language,
        dir=_direction(first),
        subject=above.subject if above else parts[gravest([part.kind for part in parts])].subject,
        organisation=first.organisation,
        opening=above.paragraphs if above else (),
        sections=tuple(
            Section(
                heading=unnamed(part.subject, part.organisation),
                paragraphs=own[: len(own) - len(closing)],
                link="" if is_one else link,
                attached=_attached(part, files),
            )
            for part, own, link in zip(parts, said, links, strict=True)
        ),
        closing=closing,
        link=links[0] if is_one else "",
        link_words=LINK_WORDS[first.language][first.reader],
        attached_words=ATTACHED[first.language],
    )


def _shared_end(said: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The last paragraphs, where all have the same; each keeps its first."""
    shared = 0
    while all(len(own) > shared + 1 for own in said) and len({own[-shared - 1] for own in said}) == 1:
        shared += 1
    return said[0][len(said[0]) - shared :]


def _direction(message: Outgoing) -> str:
    return "rtl" if message.language == "he" else "ltr"


def _link(message: Outgoing) -> str:
    return f"{settings.BASE_URL}{message.link}" if message.link else ""


def paragraphs(text: str, organisation: str) -> tuple[str, ...]:
    """The text without the name that it begins with: the letterhead says it already."""
    return tuple(part for part in unnamed(text, organisation).split("\n\n") if part.strip())


def _sender(message: Outgoing) -> Party:
    name, address = parseaddr(settings.TEUM.mail_from)
    return Party(address=message.mail_from or address, name=message.organisation or name)


def _reply_to(message: Outgoing) -> Party | None:
    """A plain reply lands in the case where a mailbox is read, else it reaches who answers for it."""
    if message.answers_to is None:
        return None
    name, address = message.answers_to
    box = settings.TEUM.imap_url
    return Party(address=box.tagged(message.key) if box else address, name=name)

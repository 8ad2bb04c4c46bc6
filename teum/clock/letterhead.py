"""A message as the envelope that a carrier is given: who sends it, where answers go, and how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string

from teum.actions.outgoing import Outgoing
from teum.channels.letter import Envelope, Party

BY_THE_CLOCK = frozenset(
    {"received", "holding", "late", "reminder", "remind", "ask", "manager", "outage", "call"}
)
"""Kinds of messages that nobody wrote at that moment."""

LINK_WORDS = {
    "he": {"customer": "לעמוד שלך, עם כל מה שסיכמנו", "member": "לפתיחת הפנייה", "invited": "להצטרפות לצוות"},
    "en": {
        "customer": "Your page, with all that we agreed",
        "member": "Open the case",
        "invited": "Join the team",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the templates of a letter lay out."""

    lang: str
    dir: str
    subject: str
    organisation: str
    paragraphs: tuple[str, ...]
    link: str
    link_words: str
    signature: str = ""


def envelope(message: Outgoing, *, at: datetime) -> Envelope:
    """The message, laid out and addressed."""
    sheet = _sheet(message)
    return Envelope(
        sender=_sender(message),
        to=Party(address=message.address, name=message.name),
        reply_to=_reply_to(message),
        subject=message.subject,
        text=render_to_string("mail/letter.txt", {"letter": sheet}).strip() + "\n",
        html=render_to_string("mail/letter.html", {"letter": sheet}),
        lang=message.language,
        key=message.key,
        thread=message.thread,
        is_automatic=message.kind in BY_THE_CLOCK,
        at=at,
    )


def _sheet(message: Outgoing) -> Sheet:
    return Sheet(
        lang=message.language,
        dir="rtl" if message.language == "he" else "ltr",
        subject=message.subject,
        organisation=message.organisation,
        paragraphs=paragraphs(message.text, message.organisation),
        link=f"{settings.BASE_URL}{message.link}" if message.link else "",
        link_words=LINK_WORDS[message.language][message.reader],
    )


def paragraphs(text: str, organisation: str) -> tuple[str, ...]:
    """The text without the name that it begins with: the letterhead says it already."""
    said = text.removeprefix(f"{organisation}: ")
    if said != text:
        said = said[:1].upper() + said[1:]
    return tuple(part for part in said.split("\n\n") if part.strip())


def _sender(message: Outgoing) -> Party:
    name, address = parseaddr(settings.TEUM.mail_from)
    return Party(address=message.mail_from or address, name=message.organisation or name)


def _reply_to(message: Outgoing) -> Party | None:
    """A plain reply reaches who answers for the case."""
    if message.answers_to is None:
        return None
    name, address = message.answers_to
    return Party(address=address, name=name)

"""What a carrier is given: one message, whole, with where it goes and who sends it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A name and an address."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar file that goes along; its `method` says whether it enters something or takes it away."""

    method: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes along, under which name and of which kind (`application/pdf`)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One message; `key` is its name towards the carrier and never changes, `thread` its case's.

    `carries` are the keys of the messages whose words are in it, where it carries several.
    """

    sender: Party
    to: Party
    subject: str
    text: str
    html: str
    lang: str
    key: str
    at: datetime
    reply_to: Party | None = None
    thread: str = ""
    carries: tuple[str, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    is_automatic: bool = False
    """Whether the clock speaks, and no person: auto-responders then keep still."""

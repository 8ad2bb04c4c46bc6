"""A message as an e-mail: text and HTML in its language, threaded by case, with clean headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from teum.channels.headers import Rules
from teum.channels.letter import Envelope, Party

LONGEST_NAME = 120
_CONTROLS = re.compile("[\x00-\x1f\x7f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LATIN_START = re.compile(r"^[^\w]*[A-Za-z]")
_HEBREW = re.compile("[֐-׿]")
RIGHT_TO_LEFT_MARK = "\u200f"


class BadAddress(ValueError):
    """No mail can be sent to or from this address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to go: the envelope's two addresses, its bytes, and whether they need SMTPUTF8."""

    sender: str
    to: str
    content: bytes
    is_international: bool


def build(envelope: Envelope) -> Mail:
    """Make the mail of a message. Raises `BadAddress`."""
    sender, to = ascii_domain(envelope.sender.address), ascii_domain(envelope.to.address)
    reply_to = ascii_domain(envelope.reply_to.address) if envelope.reply_to else ""
    is_international = not f"{sender}{to}{reply_to}".isascii()
    mail = EmailMessage(policy=Rules(linesep="\r\n", utf8=is_international, cte_type="7bit"))
    mail["From"] = _address(envelope.sender, sender)
    mail["To"] = _address(envelope.to, to)
    if envelope.reply_to:
        mail["Reply-To"] = _address(envelope.reply_to, reply_to)
    mail["Subject"] = one_line(envelope.subject)
    mail["Date"] = format_datetime(envelope.at)
    _thread(mail, envelope, domain=sender.rpartition("@")[2])
    if envelope.is_automatic:
        mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(directed(envelope.text, envelope.lang))
    mail.add_alternative(envelope.html, subtype="html")
    mail["Content-Language"] = envelope.lang
    for place, calendar in enumerate(envelope.calendars, 1):
        mail.add_attachment(
            calendar.content,
            maintype="text",
            subtype="calendar",
            filename=f"calendar{'' if place == 1 else f'-{place}'}.ics",
            params={"method": calendar.method, "charset": "utf-8"},
        )
    for file in envelope.attachments:
        maintype, _, subtype = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=one_line(file.name))
    return Mail(sender, to, mail.as_bytes(), is_international)


def _thread(mail: EmailMessage, envelope: Envelope, *, domain: str) -> None:
    """Name the mail by its key; what belongs to one case answers to one root.

    Where it carries several messages it names each, so that an answer to it names them too.
    """
    mail["Message-ID"] = f"<{one_line(envelope.key)}@{domain}>"
    if envelope.thread:
        root = f"<{one_line(envelope.thread)}@{domain}>"
        mail["In-Reply-To"] = root
        carried = [f"<{one_line(key)}@{domain}>" for key in envelope.carries]
        mail["References"] = " ".join([root, *carried])


def _address(party: Party, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(display_name=one_line(party.name)[:LONGEST_NAME], username=local, domain=domain)


def one_line(text: str) -> str:
    """The text fit for a header: no line ends, no controls."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def ascii_domain(address: str) -> str:
    """The address with its domain as the name system knows it. Raises `BadAddress`."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or not domain or _CONTROLS.search(address) or set(address) & set(" <>,;"):
        raise BadAddress("not an address")
    if domain.isascii():
        return f"{local}@{domain.lower()}"
    try:
        return f"{local}@{domain.lower().encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise BadAddress("not a domain") from error


def is_address(address: str) -> bool:
    """Whether a mail can be sent there at all."""
    try:
        return bool(ascii_domain(address))
    except BadAddress:
        return False


def directed(text: str, lang: str) -> str:
    """Plain text in which each Hebrew line reads from the right, also where it begins with a Latin word."""
    if lang != "he":
        return text
    return "\n".join(_marked(line) for line in text.split("\n"))


def _marked(line: str) -> str:
    needs = _LATIN_START.match(line) and _HEBREW.search(line)
    return f"{RIGHT_TO_LEFT_MARK}{line}" if needs else line

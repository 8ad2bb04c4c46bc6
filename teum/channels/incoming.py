"""A mail's bytes read as a value: whose it says it is, what it answers, what it says. Nothing of it is trusted."""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr

from teum.channels import authentication, bounces, html
from teum.channels.email import BadAddress, ascii_domain
from teum.configuration.values import Imap
from teum.core.inbox import LONGEST_TEXT, Mail
from teum.language import quoted

LARGEST_TEXT = 200_000
"""Characters of one part that are looked at."""
MOST_PARTS = 200
MOST_FILES = 50
CHARSETS = {
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "logical": "iso-8859-8",
    "x-unknown": "utf-8",
}
"""Names of character sets that mails give and Python does not know."""
GUESSES = ("utf-8", "windows-1255")
_NAME = re.compile(r"<\s*([^<>@\s]{1,200})@[^<>\s]{1,255}\s*>")
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To")
BY_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Mail-Autoreply")
PRECEDENCES = frozenset({"auto_reply", "bulk", "junk"})
OF_LISTS = ("List-Id", "List-Unsubscribe")


def read(raw: bytes, *, box: Imap, is_cut: bool = False) -> Mail:
    """One mail as it lies in a mailbox; `is_cut`: these are only its first bytes."""
    mail = email.message_from_bytes(raw)
    parts = list(_parts(mail))
    sender_name, sender = parseaddr(_header(mail, "From"))
    to = _addresses(mail, *RECIPIENTS)
    names = _names(mail, to, box)
    bounce = bounces.read(mail, parts)
    text = _words(parts)
    attached = [part for part in parts if _is_attached(part)][:MOST_FILES]
    return Mail(
        name=_header(mail, "Message-ID")[:300] or _header(mail, "Date")[:100],
        sender=_normal(sender),
        sender_name=sender_name[:200],
        to=to,
        subject=_header(mail, "Subject")[:300],
        text=quoted.own_words(text)[:LONGEST_TEXT].strip(),
        names=names,
        is_automatic=bounce is None
        and _is_automatic(mail, sender=_normal(sender), box=box, answers=bool(names)),
        is_checked=authentication.checked(mail, sender=_normal(sender), trusted=box.trusts),
        bounce=bounce,
        files=tuple(_file_name(part) for part in attached),
        contents=() if is_cut else tuple(_content(part) for part in attached),
        is_cut=is_cut or len(text) > LONGEST_TEXT,
    )


# ── headers ──


def _header(mail: Message, name: str) -> str:
    """A header in one line, decoded as far as it can be."""
    value = str(mail.get(name) or "")
    try:
        value = str(make_header(decode_header(value)))
    except (ValueError, LookupError, AssertionError):
        pass  # it stands as it came
    return " ".join(clean(value).split())


def clean(text: str) -> str:
    """Text without what no database takes and nobody typed."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _normal(address: str) -> str:
    """An address as those of customers are kept."""
    try:
        return ascii_domain(clean(address)).lower()[:254]
    except BadAddress:
        return clean(address).strip().lower()[:254]


def _addresses(mail: Message, *names: str) -> tuple[str, ...]:
    said = [str(value) for name in names for value in mail.get_all(name, [])]
    return tuple(_normal(address) for _, address in getaddresses(said)[:100] if address)


def _names(mail: Message, to: Iterable[str], box: Imap) -> tuple[str, ...]:
    """The names of the mails that this one answers: the one itself, that in our address, then those before it."""
    answered = _NAME.findall(str(mail.get("In-Reply-To") or ""))
    before = _NAME.findall(str(mail.get("References") or ""))
    tags = [tag for address in to if (tag := box.tag_in(address))]
    return tuple(dict.fromkeys([*answered, *tags, *reversed(before)]))


def _is_automatic(mail: Message, *, sender: str, box: Imap, answers: bool) -> bool:
    """Whether a machine wrote it: it says so (RFC 3834), no answer may come back to it, or it is a copy of ours."""
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    is_of_list = not answers and any(mail.get(name) for name in OF_LISTS)
    return (
        submitted not in ("", "no")
        or any(mail.get(name) for name in BY_MACHINES)
        or _header(mail, "Precedence").lower() in PRECEDENCES
        or _header(mail, "Return-Path") == "<>"
        or mail.get_content_type() == "multipart/report"  # that it was read, or is on its way
        or sender == box.address
        or is_of_list
    )


# ── parts ──


def _parts(mail: Message) -> Iterator[Message]:
    """The parts that hold something, without those of a mail that is attached."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        if part.get_content_maintype() == "multipart":
            children = part.get_payload()
            waiting[:0] = (
                [child for child in children if isinstance(child, Message)]
                if isinstance(children, list)
                else []
            )
        else:
            yield part


def _is_attached(part: Message) -> bool:
    """Whether it is a file; a picture inside the text is none."""
    disposition = part.get_content_disposition()
    inside = disposition != "attachment" and part.get("Content-ID")
    return disposition == "attachment" or bool(part.get_filename() and not inside)


def _words(parts: Iterable[Message]) -> str:
    """The plain text, else the words of the HTML."""
    texts = [part for part in parts if not _is_attached(part)]
    for kind, read_as in (("text/plain", str), ("text/html", html.words)):
        found = [_decoded(part) for part in texts if part.get_content_type() == kind]
        said = "\n\n".join(read_as(text) for text in found if text.strip())
        if said.strip():
            return said
    return ""


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    said = (part.get_content_charset() or "").lower()
    for charset in (CHARSETS.get(said, said), *GUESSES):
        try:
            return clean(raw.decode(charset or "utf-8"))[:LARGEST_TEXT]
        except (LookupError, ValueError):
            continue
    return clean(raw.decode("utf-8", "replace"))[:LARGEST_TEXT]


def _file_name(part: Message) -> str:
    name = part.get_filename() or part.get_content_type()
    try:
        name = str(make_header(decode_header(name)))
    except (ValueError, LookupError, AssertionError):
        pass  # it stands as it came
    return " ".join(clean(name).replace("\\", "/").rpartition("/")[2].split())[:200]


def _content(part: Message) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""

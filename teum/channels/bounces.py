"""Mails that say that one of ours was not delivered: reports as RFC 3464 has them, and what simpler servers write."""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Sequence
from email.message import Message
from email.utils import parseaddr

from teum.channels import refusal
from teum.core.inbox import Bounce

_NAME = re.compile(r"<\s*([^<>@\s]{1,200})@[^<>\s]{1,255}\s*>")
_OURS = re.compile(r"<([0-9a-f]{32}|[0-9a-f]{64})@[^<>\s]{1,255}>")
"""How our letters are named."""
_CODE = re.compile(r"\b(5\d\d)\b")
WRITERS = frozenset({"mailer-daemon", "postmaster", "mailerdaemon"})
LOOKED_AT = 100_000


def read(mail: Message, parts: Sequence[Message]) -> Bounce | None:
    """What came back, if this says that something did for good; a delay is no bounce."""
    if any(part.get_content_type() == "message/delivery-status" for part in _all(mail)):
        return _of_report(mail)
    writer = parseaddr(str(mail.get("From") or ""))[1].partition("@")[0].lower()
    if writer in WRITERS and "<>" in str(mail.get("Return-Path") or "<>"):
        names = [name for part in parts for name in _OURS.findall(_text(part))]
        names += _OURS.findall(str(mail.get("References") or mail.get("In-Reply-To") or ""))
        return Bounce(names=tuple(dict.fromkeys(names)), address="", blames_address=False, reason="bounced")
    return None


def _all(mail: Message) -> Iterable[Message]:
    return list(mail.walk())[:100]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload[:LOOKED_AT].decode("utf-8", "replace")
    inner = part.get_payload()
    return str(inner[0])[:LOOKED_AT] if isinstance(inner, list) and inner else ""


def _of_report(mail: Message) -> Bounce | None:
    failed = next(
        (group for group in _groups(mail) if str(group.get("Action")).strip().lower() == "failed"), None
    )
    if failed is None:
        return None
    status = str(failed.get("Status") or "").strip()
    said = str(failed.get("Diagnostic-Code") or "").partition(";")[2].strip()
    code = _CODE.search(said)
    reply = said[code.end() :].strip() if code else said
    if not re.match(r"\W{0,2}[245]\.\d{1,3}\.\d{1,3}\b", reply):
        reply = f"{status} {reply}"
    refused = refusal.of(int(code[1]) if code else 550, reply.encode(), step="recipient")
    return Bounce(
        names=_names(mail),
        address=_address(failed),
        blames_address=refused.blames_address,
        reason=f"bounced_{status}" if status else "bounced",
    )


def _groups(mail: Message) -> Iterable[Message]:
    """What the report says of each reader."""
    for part in _all(mail):
        payload = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(payload, list):
            yield from (group for group in payload if isinstance(group, Message))


def _address(group: Message) -> str:
    said = str(group.get("Original-Recipient") or group.get("Final-Recipient") or "")
    return said.partition(";")[2].strip().strip("<>").lower()[:254]


def _names(mail: Message) -> tuple[str, ...]:
    """The names in the headers of what came back: its own, and what an envelope of several carries."""
    for part in _all(mail):
        kind, payload = part.get_content_type(), part.get_payload()
        head: Message | None = None
        if kind == "message/rfc822" and isinstance(payload, list) and payload:
            head = payload[0] if isinstance(payload[0], Message) else None
        elif kind == "text/rfc822-headers":
            head = email.message_from_string(_text(part))
        if head is not None:
            said = f"{head.get('Message-ID') or ''} {head.get('References') or ''}"
            return tuple(dict.fromkeys(_NAME.findall(said)))
    return ()

"""What the mail server found of a sender (RFC 8601): believed only of the server that is named as trusted."""

from __future__ import annotations

import re
from email.message import Message

_RESULT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*(\w+)([^;]*)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\b(?:header\.(?:d|i|from)|smtp\.mailfrom)\s*=\s*\"?(?:[^\s;\"@]*@)?([\w.-]+)", re.IGNORECASE
)


def checked(mail: Message, *, sender: str, trusted: str) -> bool | None:
    """Whether the sender's domain stands behind the mail; None where the trusted server says nothing of it."""
    if not trusted:
        return None
    domain = sender.rpartition("@")[2]
    for header in mail.get_all("Authentication-Results", []):
        said = " ".join(str(header).split())
        server, _, results = said.partition(";")
        if (server.split() or [""])[0].lower() == trusted.lower():
            return _found(results, domain)
    return None


def _found(results: str, domain: str) -> bool | None:
    """DMARC decides where it was looked at; else DKIM and SPF, where they speak of the sender's own domain."""
    found = [(kind.lower(), result.lower(), rest) for kind, result, rest in _RESULT.findall(results)]
    for kind, result, _ in found:
        if kind == "dmarc" and result in ("pass", "fail"):
            return bool(result == "pass")
    if any(result == "pass" and _is_aligned(rest, domain) for kind, result, rest in found if kind != "dmarc"):
        return True
    return False if any(result == "fail" for _, result, _ in found) else None


def _is_aligned(rest: str, domain: str) -> bool:
    named = [name.lower() for name in _DOMAIN.findall(rest)]
    return any(name == domain or domain.endswith(f".{name}") or name.endswith(f".{domain}") for name in named)

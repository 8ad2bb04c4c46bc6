"""Header lines of a mail, encoded so that every reader's program gives back the very words."""

from __future__ import annotations

import base64
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any

WORD_BYTES = 39
"""Of text in one encoded word: with what stands around it, base64 of these stays below 75 characters."""
ADDRESSES = frozenset({"from", "to", "reply-to"})


def encoded(text: str) -> str:
    """Text as it stands where it is ASCII, else as encoded words (RFC 2047)."""
    if text.isascii():
        return text
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(part.encode()).decode()}?=" for part in _parts(text))


def _parts(text: str) -> list[str]:
    """The text in short parts, broken after a space where there is one: some programs show a space at each break."""
    parts = []
    while text:
        size = next(
            n for n in range(min(len(text), WORD_BYTES), 0, -1) if len(text[:n].encode()) <= WORD_BYTES
        )
        space = text.rfind(" ", 0, size) + 1
        size = space if space and size < len(text) else size
        parts.append(text[:size])
        text = text[size:]
    return parts


def address(party: Address) -> str:
    """A name and an address; an ASCII name is quoted where it needs to be."""
    if party.display_name.isascii():
        return str(party)
    return f"{encoded(party.display_name)}\r\n <{party.addr_spec}>"


class Rules(EmailPolicy):
    """The library's rules for mails, but for names and subjects: its folding drops spaces between Hebrew words."""

    def fold(self, name: str, value: Any) -> str:
        """One header, ready to be written."""
        if name.lower() == "subject":
            return f"{name}: {encoded(str(value))}\r\n"
        if name.lower() in ADDRESSES:
            return f"{name}: {', '.join(address(party) for party in value.addresses)}\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header, ready to be sent."""
        if name.lower() == "subject" or name.lower() in ADDRESSES:
            return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "replace")
        return bytes(super().fold_binary(name, value))

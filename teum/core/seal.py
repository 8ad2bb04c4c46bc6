"""Seals: each gives one committed event its place in its organisation's chain; a signature holds the chain's end."""

import hashlib
import hmac

from teum.core import digest

GENESIS = "0" * 64
_PURPOSE = b"teum: the end of a chain of seals"


def link(previous: str, event: dict[str, object]) -> str:
    """The seal of an event that follows `previous` (SHA-256, hex)."""
    return hashlib.sha256(f"{previous}\n{digest.canonical(event)}".encode()).hexdigest()


def signature(secret: str, *, organisation: int, position: int, seal: str) -> str:
    """Sign the end of a chain with the installation's key (HMAC-SHA-256, hex): the database alone cannot forge it."""
    key = hmac.digest(secret.encode(), _PURPOSE, "sha256")
    return hmac.digest(key, f"{organisation} {position} {seal}".encode(), "sha256").hex()

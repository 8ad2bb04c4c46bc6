"""Seals: each gives one committed event its place in its organisation's chain."""

import hashlib

from teum.core import digest

GENESIS = "0" * 64


def link(previous: str, event: dict[str, object]) -> str:
    """The seal of an event that follows `previous` (SHA-256, hex)."""
    return hashlib.sha256(f"{previous}\n{digest.canonical(event)}".encode()).hexdigest()

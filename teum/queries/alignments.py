"""What both sides expect, as the core decides on it and as pages show it."""

from __future__ import annotations

from teum.core import digest
from teum.core.alignment import Alignment, State, facts
from teum.models import Alignment as Row


def value(row: Row) -> Alignment:
    """The row as the value that the core decides on."""
    items = facts.items(row.items)
    return Alignment(lines=facts.lines(items, row.lines), state=State(row.state), version=row.version)


def said_digest(row: Row) -> str:
    """The digest of its items and of all that was said of them."""
    return digest.of(row.salt, row.items, row.lines)

"""What both sides of real trades say before the work begins, ready to be taken or changed (B1): data/alignments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from teum.core.alignment import Item, Side, facts
from teum.core.promise import Debtor
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.language import data_files, ready_processes

KEYS = ready_processes.KEYS
"""The same trades as the ready processes, in the same order."""
_UNSAID: dict[str, Any] = {
    "side": Side.PROVIDER,
    "options": (),
    "is_required": True,
    "debtor": Debtor.PROVIDER,
    "promise": {},
    "channel": "",
}
"""What an item is that its file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Items that nobody keeps yet."""

    name: Said
    items: tuple[Item, ...]


@lru_cache(maxsize=len(KEYS))
def read(key: str) -> Ready:
    """The items of a trade. Raises `Missing`."""
    if key not in KEYS:
        raise Missing(ready_alignment=key)
    written = data_files.read(f"alignments/{key}")
    items = facts.items([{**_UNSAID, **one} for one in written["items"]])
    return Ready(name=Said(**written["name"]), items=items)

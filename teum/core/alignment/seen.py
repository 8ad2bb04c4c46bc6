"""What somebody saw of an item when they acted on it: a mark is of those words, and of no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from teum.core import digest
from teum.core.alignment import facts
from teum.core.alignment.value import Line
from teum.core.refusal import Conflict


class ItemChanged(Conflict):
    """What stands there is not what was seen any more. Carries `items`, their keys."""

    code = "item_changed"


def seen(line: Line) -> str:
    """What tells what is shown of an item from anything else that could stand there: the item's words, what was
    said, and what is wanted instead."""
    said = facts.of_answer(line.answer) if line.answer else None
    return digest.of("", asdict(line.item.text), said, line.counter)[:16]


def require_seen(lines: Iterable[Line], shown: Mapping[str, str]) -> None:
    """Refuse to act on what nobody saw: `shown` is what was seen of each item. Raises `ItemChanged`."""
    changed = [line.item.key for line in lines if shown.get(line.item.key) != seen(line)]
    if changed:
        raise ItemChanged(items=changed)

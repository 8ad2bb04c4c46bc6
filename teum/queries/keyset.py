"""Pages of a list by keyset: the cursor names the last row that was shown, so that pages neither skip nor repeat."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from teum.core.refusal import Invalid

Item = TypeVar("Item")
LARGEST_PAGE = 200


class BadCursor(Invalid):
    """A cursor that no list of ours gave."""

    code = "bad_cursor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """Some items of a list, and the cursor of those that follow; None at the end."""

    items: tuple[Item, ...]
    next: str | None


def encode(key: Sequence[Any]) -> str:
    """A cursor that names a row's place."""
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[Any]:
    """The place that a cursor names, of these kinds. Raises `BadCursor`."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        key = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError) as foreign:
        raise BadCursor() from foreign
    fits = isinstance(key, list) and len(key) == len(kinds)
    if not fits or any(type(value) is not kind for value, kind in zip(key, kinds, strict=True)):
        raise BadCursor()
    if any(isinstance(value, int) and not 0 <= value < 2**63 for value in key):
        raise BadCursor()
    return list(key)

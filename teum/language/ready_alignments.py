"""Alignment templates that stand ready."""

from dataclasses import dataclass

from teum.core.alignment import Item
from teum.core.said import Said

KEYS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A template that nobody keeps yet."""

    name: Said
    items: tuple[Item, ...]


def read(key: str) -> Ready:
    """One of them."""
    raise KeyError(key)

"""The small lists of words of data/grammar.toml."""

from __future__ import annotations

from teum.language import data_files

_LISTS: dict[str, dict[str, list[str]]] = data_files.read("grammar")


def listed(module: str, name: str) -> list[str]:
    """A list in its order."""
    return _LISTS[module][name]


def words(module: str, name: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(_LISTS[module][name])

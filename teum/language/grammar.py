"""The small lists of words of data/grammar.toml."""

from __future__ import annotations

import tomllib
from importlib import resources


def _read() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources.files("teum.language") / "data" / "grammar.toml").read_text("utf-8"))


_LISTS = _read()


def listed(module: str, name: str) -> list[str]:
    """A list in its order."""
    return _LISTS[module][name]


def words(module: str, name: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(_LISTS[module][name])

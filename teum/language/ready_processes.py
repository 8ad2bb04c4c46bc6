"""Processes that stand ready."""

from dataclasses import dataclass

from teum.core.process import Said, Stage

KEYS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A process that stands ready."""

    name: Said
    stages: tuple[Stage, ...]


def read(key: str) -> Ready:
    """One of them."""
    raise KeyError(key)

"""Processes of real trades, ready to be taken as they are or changed (A5): the files of data/processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from teum.core import process as core
from teum.core.process import Stage
from teum.core.refusal import Missing
from teum.core.said import Said
from teum.language import data_files

KEYS = (
    "renovation",
    "insurance_claim",
    "web_design",
    "garage",
    "clinic",
    "lawyer",
    "courier",
    "internet",
    "event_hall",
    "accounting",
)
"""One for each trade, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A process that nobody keeps yet."""

    name: Said
    stages: tuple[Stage, ...]


@lru_cache(maxsize=len(KEYS))
def read(key: str) -> Ready:
    """The process of a trade. Raises `Missing`."""
    if key not in KEYS:
        raise Missing(ready_process=key)
    written = data_files.read(f"processes/{key}")
    return Ready(name=Said(**written["name"]), stages=tuple(_stage(one) for one in written["stages"]))


def _stage(written: dict[str, Any]) -> Stage:
    """A stage from a file, which leaves out what is not said."""
    return core.stage({**{name: {} for name in core.SAID}, **written})

"""A figure: one number of the bench, with what is behind it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


class Untrue(Exception):
    """A figure does not hold: what was counted is not what the database has. The message is the one line to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number: of how many single measurements it comes (`n`), and what else was seen (`detail`, JSON-ready)."""

    name: str
    value: float
    unit: str
    n: int
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "n": self.n,
            "detail": dict(self.detail),
        }

    def as_line(self) -> str:
        """One line of JSON."""
        return json.dumps(self.facts, ensure_ascii=False)


def read(line: str) -> Figure:
    """The figure that a line of JSON says."""
    return Figure(**json.loads(line))


def over_databases(found: Mapping[str, Figure]) -> Figure:
    """One figure of the same one on several databases: the first one's, with every one's value and detail."""
    first_name, first = next(iter(found.items()))
    databases = {name: {"value": it.value, "n": it.n, **it.detail} for name, it in found.items()}
    return replace(first, detail={**first.detail, "database": first_name, "databases": databases})


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def tell(line: str) -> None:
    """Say how far it is to whoever waits."""
    print(f"bench: {line}", file=sys.stderr, flush=True)

"""A clause that says what must come first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that says what comes first; `is_condition` when it is the other side's to do."""

    first: int
    last: int
    is_condition: bool
    is_if: bool = False

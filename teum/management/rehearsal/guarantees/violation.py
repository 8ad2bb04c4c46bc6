"""A guarantee that did not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teum.management.rehearsal.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What did not hold, of which promise, case or message, at which moment, and what was expected."""

    kind: Kind
    at: datetime
    expected: str
    case: int | None = None
    promise: int | None = None
    message: int | None = None

    @property
    def guarantee(self) -> int:
        """Which guarantee was broken."""
        return self.kind.guarantee

    @property
    def said(self) -> dict[str, Any]:
        """JSON-ready; absent places left out."""
        places = {"case": self.case, "promise": self.promise, "message": self.message}
        return {
            "guarantee": self.guarantee,
            "kind": str(self.kind),
            **{name: place for name, place in places.items() if place is not None},
            "at": self.at.isoformat(),
            "expected": self.expected,
        }

    def __str__(self) -> str:
        places = ("case", self.case), ("promise", self.promise), ("message", self.message)
        where = ", ".join(f"{name} {place}" for name, place in places if place is not None)
        return f"guarantee {self.guarantee}, {self.kind}, {where}, at {self.at:%Y-%m-%d %H:%M:%S %z}: {self.expected}"

"""A guarantee that did not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Which guarantee, of which promise, case or message, at which moment, and what was expected."""

    guarantee: int
    at: datetime
    expected: str
    case: int | None = None
    promise: int | None = None
    message: int | None = None

    @property
    def said(self) -> dict[str, Any]:
        """JSON-ready; absent places left out."""
        places = {"case": self.case, "promise": self.promise, "message": self.message}
        return {
            "guarantee": self.guarantee,
            **{name: place for name, place in places.items() if place is not None},
            "at": self.at.isoformat(),
            "expected": self.expected,
        }

    def __str__(self) -> str:
        places = ("case", self.case), ("promise", self.promise), ("message", self.message)
        where = ", ".join(f"{name} {place}" for name, place in places if place is not None)
        return f"guarantee {self.guarantee}, {where}, at {self.at:%Y-%m-%d %H:%M:%S %z}: {self.expected}"

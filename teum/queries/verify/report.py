"""What a verification found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


class Break(Exception):
    """The walk came to a place that does not hold."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.what)
        self.broken = broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place that does not hold.

    `what` is `seal_missing`, `seal_changed`, `seal_added`, `event_missing`, `event_changed`, `event_unsealed`,
    `chain_rewritten`, `head_missing`, `head_changed`, `text_changed`, `row_missing`, `row_differs`, `file_missing`,
    `file_changed`, `photo_missing`, `photo_changed`, `files_miscounted`, `timer_missing`, `timer_moved` or
    `history_impossible`; the ids say where, `detail` says more.
    """

    what: str
    organisation: int
    position: int | None = None
    event: int | None = None
    case: int | None = None
    promise: int | None = None
    message: int | None = None
    detail: str = ""

    @property
    def place(self) -> str:
        """Where it is, in words."""
        names = ("organisation", "position", "event", "case", "promise", "message")
        return ", ".join(f"{name} {getattr(self, name)}" for name in names if getattr(self, name) is not None)


@dataclass(slots=True, kw_only=True)
class Report:
    """What was looked at. `unsealed` events may wait for the clock for a minute. `erased` texts count as erased."""

    organisations: int = 0
    sealed: int = 0
    unsealed: int = 0
    texts: int = 0
    erased: int = 0
    files: int = 0
    rebuilt: int = 0
    messages: int = 0
    broken: Broken | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing is broken."""
        return self.broken is None

    @property
    def said(self) -> dict[str, Any]:
        """JSON-ready; absent places left out."""
        counts = {name: value for name, value in asdict(self).items() if name != "broken"}
        broken = None
        if self.broken:
            broken = {name: value for name, value in asdict(self.broken).items() if value not in (None, "")}
        return {"holds": self.holds, **counts, "broken": broken}

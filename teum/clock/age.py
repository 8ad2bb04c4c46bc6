"""How long ago something began: a claim, or an envelope that is sent in its parts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Age:
    """By the seconds that passed and by the clock: a computer that sleeps counts no seconds, and wakes in the night."""

    moment: Callable[[], datetime]
    _since: float = field(default_factory=time.monotonic, init=False)
    _at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._at = self.moment()

    def seconds(self) -> float:
        """The longer of both."""
        return max(time.monotonic() - self._since, (self.moment() - self._at).total_seconds())

"""Whose turn it is: whose carrier is slow stands back for as long as it took, while others have something to send."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from teum.clock.rates import Line

SLOW_SECONDS = 2.0
"""Whoever takes no longer for an envelope holds up nobody."""


@dataclass(slots=True)
class Turns:
    """Whose turn is over, in this process, and until when."""

    seconds: Callable[[], float] = time.monotonic
    _until: dict[Line, float] = field(default_factory=dict, init=False)

    def took(self, line: Line, *, seconds: float) -> None:
        """One envelope took so long."""
        if seconds > SLOW_SECONDS:
            self._until[line] = self.seconds() + seconds

    def over(self) -> set[Line]:
        """Whose turn is over for now."""
        at = self.seconds()
        self._until = {line: until for line, until in self._until.items() if until > at}
        return set(self._until)

    def is_over(self, line: Line) -> bool:
        """Whether it stands back for now."""
        return self._until.get(line, 0.0) > self.seconds()

    def begin_anew(self) -> None:
        """Nobody else has anything to send."""
        self._until.clear()

"""What is rehearsed: how many promises, over which days, with which faults, of which business."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from teum.management.rehearsal import faults
from teum.management.rehearsal.past import Made, Past

STARTS = (
    date(2026, 10, 20),  # the clocks go back on Sunday, the 25th
    date(2026, 9, 8),  # Rosh Hashana is a Shabbat and a Sunday; then Yom Kippur and Sukkot
    date(2027, 3, 22),  # the clocks go forward on Friday, the 26th; Passover is near
    date(2026, 11, 22),  # weeks without anything, but for Shabbat
)
"""Days on which a rehearsal may begin; the seed says which."""
MOST = 500
"""Promises of one business. Two thousand are four, one for each of the days to begin on."""
STEP = 1_000_003
"""From one business's seed to the next one's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is rehearsed."""

    promises: int
    days: int
    seed: int
    faults: frozenset[str]
    past: Past
    sigkill: bool = False
    """Processes that are killed are real ones."""
    restart: str = ""
    """A command that restarts the database's server, where that is asked for."""

    @property
    def start(self) -> date:
        """The first day."""
        if self.past.made:
            return self.past.made[0].at.astimezone(ZoneInfo(self.past.zone)).date()
        return STARTS[self.seed % len(STARTS)]

    @property
    def like(self) -> tuple[Made, ...]:
        """Last month's promises, made again: from all of these days, or again and again until there are enough.

        Each of several businesses takes others, so that together they take all.
        """
        made, count = self.past.within(self.days), self.promises
        if not made or count >= len(made):
            rounds = (timedelta(seconds=number // len(made)) for number in range(count) if made)
            return tuple(
                one._replace(at=one.at + later, due=one.due + later)
                for one, later in zip(cycle(made), rounds, strict=False)
            )
        part = self.seed // STEP
        return tuple(made[(number * len(made) // count + part) % len(made)] for number in range(count))

    @property
    def options(self) -> tuple[str, ...]:
        """How the command is told of it."""
        names = "all" if self.faults == frozenset(faults.FAULTS) else ",".join(faults.ordered(self.faults))
        numbers = {"promises": self.promises, "days": self.days, "seed": self.seed}
        said = [word for name, number in numbers.items() for word in (f"--{name}", str(number))]
        really = ["--sigkill"] if self.sigkill else []
        restart = ["--restart", self.restart] if self.restart else []
        return (*said, "--faults", names or "none", *really, *restart)

    @property
    def replay(self) -> str:
        """The command that does it again; a business is named with --data once more."""
        policy = self.past.policy.items()
        numbers = [word for name, number in policy for word in (f"--{name.replace('_', '-')}", str(number))]
        return shlex.join(("teum", "rehearse", *self.options, *numbers))

    def parts(self) -> list[Plan]:
        """A business has so many promises at most; more of them are several, each with a seed of its own."""
        count = -(-self.promises // MOST)
        sizes = [self.promises // count + (number < self.promises % count) for number in range(count)]
        return [
            replace(self, promises=size, seed=self.seed + STEP * number) for number, size in enumerate(sizes)
        ]

"""A month of a whole business in minutes: 2,000 promises over 30 days with every fault, on both databases, in their time.

    python -m tests.rehearsal.aims [PROMISES DAYS SEED]

The seed is new each time and is said. The ratio is the time that it took by the time that it may take.
"""

from __future__ import annotations

import random
import sys
import time

from tests.rehearsal.soak import rehearse
from teum.management.bench import postgres

AIM_SECONDS = {"SQLite": 120.0, "PostgreSQL": 300.0}


def timed(database: str, asked: tuple[int, int, int], *, url: str = "") -> bool:
    """Whether every guarantee held, and that was known in time."""
    began = time.monotonic()
    code = rehearse(*asked, "--faults", "all", url=url, sigkill=False)
    return is_in_time(database, seconds=time.monotonic() - began) and code == 0


def is_in_time(database: str, *, seconds: float) -> bool:
    """Whether it took no longer than it may; says the ratio."""
    aim = AIM_SECONDS[database]
    print(f"aims: {database} {seconds:.0f} s of {aim:.0f} s, ratio {seconds / aim:.2f}", flush=True)
    return seconds <= aim


def main(arguments: list[str]) -> int:
    """Rehearse on both databases; 1 where a guarantee was broken, or it took too long."""
    promises, days, seed = map(int, arguments or (2_000, 30, random.randrange(10**6)))
    asked = promises, days, seed
    print(f"aims: {promises} promises, {days} days, seed {seed}", flush=True)
    on_sqlite = timed("SQLite", asked)
    with postgres.server() as url:
        return 0 if timed("PostgreSQL", asked, url=url) and on_sqlite else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The long rehearsal: real processes are killed, a real server is restarted at once, and every guarantee is judged.

    python -m tests.rehearsal.soak [PROMISES DAYS SEED]

20,000 promises over 60 days on SQLite with SIGKILL, then on a PostgreSQL server of its own, which every fault of the
database restarts in its middle, as a power cut would. The seed is new each time and is said.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from teum.management.bench import postgres

TEUM = Path(sys.executable).parent / "teum"


def rehearse(promises: str, days: str, seed: str, *options: str, url: str = "") -> int:
    """One rehearsal; its exit code."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEUM_")}
    database = {"TEUM_DATABASE_URL": url} if url else {}
    command = [
        TEUM,
        "rehearse",
        "--promises",
        promises,
        "--days",
        days,
        "--seed",
        seed,
        "--sigkill",
        *options,
    ]
    return subprocess.run(command, env={**kept, **database}, check=False).returncode


def restarting(url: str) -> str:
    """The command that restarts the server of an address, without waiting for anybody who is connected."""
    place = parse_qs(urlsplit(url).query)["host"][0]
    as_whom = "runuser -u postgres -- " if os.geteuid() == 0 else ""
    return f"{as_whom}{postgres.programs()}/pg_ctl -D {place}/data -m immediate -w -l {place}/log restart"


def main(arguments: list[str]) -> int:
    """Rehearse on both databases; 1 where a guarantee was broken on either."""
    promises, days, seed = arguments or ("20000", "60", str(random.randrange(10**6)))
    print(f"soak: {promises} promises, {days} days, seed {seed}", flush=True)
    codes = [rehearse(promises, days, seed)]
    with postgres.server() as url:
        codes.append(rehearse(promises, days, seed, "--restart", restarting(url), url=url))
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""The long rehearsal: real processes are killed, a real server is restarted at once, and every guarantee is judged.

    python -m tests.rehearsal.soak [PROMISES DAYS SEED]

20,000 promises over 60 days on SQLite with SIGKILL, then on PostgreSQL, where faults of the database restart its server in
the middle, as a power cut would. Each processor has a server of its own and a share of the promises, for a server that is
restarted for one business is away for all of them. The seed is new each time and is said.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from teum.management.bench import postgres

TEUM = Path(sys.executable).parent / "teum"
MOST_SILENT = 0.5
"""The share of windows that may pass in silence because something was out: about twice the most that was seen with every fault."""


def rehearse(promises: int, days: int, seed: int, *options: str, url: str = "", sigkill: bool = True) -> int:
    """One rehearsal; 0 where every guarantee held."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEUM_")}
    database = {"TEUM_DATABASE_URL": url} if url else {}
    asked = f"--promises {promises} --days {days} --seed {seed}".split()
    asked += ["--sigkill"] if sigkill else []
    done = subprocess.run(
        [TEUM, "rehearse", "--json", *asked, *options],
        env={**kept, **database}, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    print(done.stdout, end="", flush=True)
    return judged(done.returncode, done.stdout)


def judged(code: int, said: str) -> int:
    """The exit code, and no less than what was said: 1 where it tells of a violation, 2 where it tells nothing.

    1 as well where too much passed in silence, though each time something was out: then that excuses what it should not.
    """
    if not said:
        return max(code, 2)
    found = json.loads(said)
    silent = found["outage_misses"] / max(found["windows"], 1)
    if silent > MOST_SILENT:
        print(f"soak: {silent:.0%} of the windows passed in silence, more than {MOST_SILENT:.0%}", flush=True)
    return max(code, int(any(found["violations"].values()) or silent > MOST_SILENT))


def on_a_server(promises: int, days: int, seed: int) -> int:
    """One rehearsal on a server of its own, which is restarted; 0 where every guarantee held."""
    with postgres.server() as url:
        return rehearse(promises, days, seed, "--restart", restarting(url), url=url)


def restarting(url: str) -> str:
    """The command that restarts the server of an address, without waiting for anybody who is connected."""
    place = parse_qs(urlsplit(url).query)["host"][0]
    as_whom = "runuser -u postgres -- " if os.geteuid() == 0 else ""
    return f"{as_whom}{postgres.programs()}/pg_ctl -D {place}/data -m immediate -w -l {place}/log restart"


def main(arguments: list[str]) -> int:
    """Rehearse on both databases; 1 where a guarantee was broken on either."""
    promises, days, seed = map(int, arguments or (20_000, 60, random.randrange(10**6)))
    shares = min(os.cpu_count() or 1, promises)
    began = time.monotonic()
    print(f"soak: {promises} promises, {days} days, seed {seed}, on SQLite", flush=True)
    codes = [rehearse(promises, days, seed)]
    print(f"soak: {time.monotonic() - began:.0f} s; now on {shares} servers of PostgreSQL", flush=True)
    with ThreadPoolExecutor(shares) as pool:
        codes += pool.map(lambda share: on_a_server(promises // shares, days, seed + share), range(shares))
    print(f"soak: {time.monotonic() - began:.0f} s; exit codes {codes}", flush=True)
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

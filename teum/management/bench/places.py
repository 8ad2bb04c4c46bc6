"""Where a figure is measured: a folder and a database of its own, and a process that knows no other."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from teum.management.bench import figure, postgres
from teum.management.bench.figure import Figure, Untrue

PASSED_ON = ("TEUM_WORKERS", "TEUM_THREADS")
"""Settings of the one who asks that the measured server follows."""


@contextmanager
def folder(parent: Path | None) -> Iterator[Path]:
    """A folder that goes away; under `parent` where one is named, so that one may choose the disk."""
    if parent:
        parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="teum-bench-", dir=parent) as made:
        yield Path(made)


@contextmanager
def databases(named: str) -> Iterator[dict[str, str]]:
    """The databases to measure on, by name: their addresses, empty for SQLite.

    The named PostgreSQL alone, where there is one; else SQLite, and PostgreSQL where it is installed.
    """
    with ExitStack() as stack:
        if named:
            yield {"postgresql": stack.enter_context(postgres.database_on(named))}
            return
        found = {"sqlite": ""}
        if postgres.programs():
            server = stack.enter_context(postgres.server())
            found["postgresql"] = stack.enter_context(postgres.database_on(server))
        yield found


def measure(names: Sequence[str], *, data: Path, database_url: str, is_small: bool) -> list[Figure]:
    """Measure figures of one group in a process of its own, whose settings name this folder and this database."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TEUM_") or name in PASSED_ON
    }
    environment |= {
        "TEUM_DATA": str(data),
        "TEUM_DATABASE_URL": database_url,
        "TEUM_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "teum.management.bench.settings",
    }
    options = ["--here", *(["--small"] if is_small else [])]
    done = subprocess.run(
        [sys.executable, "-m", "teum", "bench", *names, *options],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Untrue(f"{', '.join(names)}: the measurement ended with exit code {done.returncode}")
    return [figure.read(line) for line in done.stdout.splitlines()]

"""The product's processes, started as people start them, on the folder and database of this process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from teum.management.bench.figure import Untrue

STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Running:
    """One process, and where what it says is kept."""

    process: subprocess.Popen[bytes]
    log: Path

    def require(self) -> None:
        """Raise where it ended, though it was to run."""
        if self.process.poll() is not None:
            raise Untrue(f"{self.log.stem} ended with exit code {self.process.returncode}: {self.said}")

    @property
    def said(self) -> str:
        """The last of what it said."""
        return self.log.read_text(encoding="utf-8").strip()[-500:]


@contextmanager
def running(*arguments: str, called: str = "", **environment: str) -> Iterator[Running]:
    """`teum` with these arguments in a process of its own, until the block ends; `called` names its log."""
    command = ["teum", *arguments, "--data", str(settings.TEUM.data)]
    with module(*command, called=called or arguments[0], **environment) as it:
        yield it


@contextmanager
def module(name: str, *arguments: str, called: str = "", **environment: str) -> Iterator[Running]:
    """A module of Python's in a process of its own, until the block ends."""
    connections.close_all()
    log = Path(settings.TEUM.data) / f"{called or name}.log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", name, *arguments],
            stdout=said,
            stderr=said,
            env={**os.environ, **environment},
            start_new_session=True,
        )
    try:
        yield Running(process, log)
    finally:
        _stop(process)


def run(*arguments: str) -> str:
    """Run `teum` with these arguments to its end; gives what it printed. Raises `Untrue` where it fails."""
    connections.close_all()
    done = subprocess.run(
        [sys.executable, "-m", "teum", *arguments, "--data", settings.TEUM.data],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Untrue(f"teum {arguments[0]} ended with exit code {done.returncode}: {done.stdout[-500:]}")
    return done.stdout


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

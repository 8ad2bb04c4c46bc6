"""The processes of a scenario: killed without warning, started again at once, as a supervisor would."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.e2e.conftest import ROOT, TEUM

STARTED_SECONDS = 2.0
"""After this a process is at work; who is killed is chosen among such, if there are any."""
PATIENCE_SECONDS = 30


@dataclass
class Machine:
    """One `teum` process."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    born_at: float = 0.0
    pids: set[int] = field(default_factory=set)
    """By which numbers the system knew it so far."""

    def start(self) -> None:
        """Start it, or start it again."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        self.pids.add(self.process.pid)
        self.born_at = time.monotonic()

    @property
    def is_at_work(self) -> bool:
        """Whether it has been there for a while."""
        return time.monotonic() - self.born_at > STARTED_SECONDS

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ended(self) -> int | None:
        """The exit code of one that ended by itself."""
        return self.process.poll() if self.process is not None else None

    def stop(self) -> int:
        """Tell it to stop; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


@dataclass
class Machines:
    """All of them."""

    folder: Path
    environment: dict[str, str]
    all: list[Machine] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    """Who ended without being killed, and with which exit code."""

    def add(self, name: str, *arguments: str) -> None:
        """One more `teum` process."""
        command = [str(TEUM), *arguments, "--data", str(self.folder / "data")]
        made = Machine(name, command, self.environment, self.folder / "log")
        made.start()
        self.all.append(made)

    def tend(self) -> None:
        """Start again who is not there."""
        for machine in self.all:
            code = machine.ended()
            if code is not None:
                self.ended.append(f"{machine.name}: exit code {code}")
            if code is not None or machine.process is None:
                machine.start()

    def kill_one(self, rng: Random) -> str:
        """Kill one of those at work; its name."""
        at_work = [machine for machine in self.all if machine.is_at_work]
        chosen = rng.choice(at_work or self.all)
        chosen.kill()
        return chosen.name

    def stop(self) -> None:
        """Tell all to stop; who does not do so is noted. Who was just started may not yet know what it is told."""
        for machine in self.all:
            if (code := machine.stop()) not in (0, -signal.SIGTERM):
                self.ended.append(f"{machine.name}: exit code {code} when told to stop")

    def kill_all(self) -> None:
        """Leave nobody behind."""
        for machine in self.all:
            machine.kill()

    def said(self) -> list[str]:
        """What they wrote to the terminal."""
        log = self.folder / "log"
        return log.read_text(errors="replace").splitlines() if log.exists() else []

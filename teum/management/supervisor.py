"""Keeps a few child processes alive, and ends them together."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
PATIENCE_SECONDS = 8.0
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl


@dataclass(slots=True)
class Child:
    """One part of the server in a process of its own, started again when it dies."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    born_at: float = 0.0
    deaths_in_a_row: int = 0
    start_at: float = 0.0


def wait_seconds(deaths_in_a_row: int) -> float:
    """The wait before the next start: half a second, doubled with each early death, half a minute at most."""
    doublings = min(max(0, deaths_in_a_row - 1), 10)
    return min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2.0**doublings)


def die_with(parent: int) -> None:
    """Asks the kernel to end this process when its parent ends, however that ends, and ends where it has already.

    Only Linux can.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


@dataclass(slots=True)
class Supervisor:
    """Starts children by forking this process, which must have no thread and no open connection."""

    children: list[Child]
    say: Callable[[str], None]
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Starts every child, and takes SIGINT and SIGTERM as the word to stop."""
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: self.stopping.set())
        for child in self.children:
            self._start(child)

    def watch(self) -> None:
        """Starts again whoever dies, until it is told to stop; then stops them all."""
        while not self.stopping.is_set():
            self.tend()
            self.stopping.wait(0.2)
        self.stop()

    def tend(self) -> None:
        """Buries who died and starts who is due to start again."""
        for child in self.children:
            if child.pid and self._has_died(child):
                lived = time.monotonic() - child.born_at
                child.pid = 0
                child.deaths_in_a_row = 1 if lived > STEADY_AFTER_SECONDS else child.deaths_in_a_row + 1
                wait = wait_seconds(child.deaths_in_a_row)
                child.start_at = time.monotonic() + wait
                self.say(f"{child.name} ended unexpectedly; starting it again in {wait:g} s")
            elif not child.pid and time.monotonic() >= child.start_at:
                self._start(child)

    def stop(self) -> None:
        """Asks every child to end and waits; ends by force whoever has not after a few seconds."""
        self._tell_all(signal.SIGTERM)
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and self._any_alive():
            time.sleep(0.02)
        self._tell_all(signal.SIGKILL)
        while self._any_alive():
            time.sleep(0.02)

    def _start(self, child: Child) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become(child, parent)
        child.pid, child.born_at = pid, time.monotonic()

    def _become(self, child: Child, parent: int) -> None:
        """The life of a child: its work, then the end of its process, whatever happens."""
        code = 1
        try:
            os.setpgrp()  # Ctrl-C reaches the whole group of a terminal; the parent passes the word on
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            die_with(parent)
            child.work()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException:  # noqa: BLE001  a child ends here and nowhere else
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _has_died(self, child: Child) -> bool:
        try:
            return os.waitpid(child.pid, os.WNOHANG)[0] == child.pid
        except ChildProcessError:
            return True

    def _any_alive(self) -> bool:
        for child in self.children:
            if child.pid and self._has_died(child):
                child.pid = 0
        return any(child.pid for child in self.children)

    def _tell_all(self, sign: signal.Signals) -> None:
        for child in self.children:
            if child.pid:
                try:
                    os.kill(child.pid, sign)
                except ProcessLookupError:
                    child.pid = 0

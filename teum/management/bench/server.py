"""The real server, on the folder and database of this process."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from teum.management.bench import processes
from teum.management.bench.figure import Untrue
from teum.management.bench.processes import Running

START_SECONDS = 60


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """`teum run`; gives host and port once it answers."""
    host, port = "127.0.0.1", free_port()
    with processes.running("run", "--host", host, "--port", str(port), called="server") as server:
        wait_for(host, port, server)
        yield host, port


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(host: str, port: int, server: Running) -> None:
    """Return once somebody listens there. Raises `Untrue` where the process ends, or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        server.require()
        if _answers(host, port):
            return
        time.sleep(0.05)
    raise Untrue(f"{server.log.stem} did not start: {server.said}")


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0

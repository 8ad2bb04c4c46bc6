"""The real server, started as people start it, on the folder and database of this process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from teum.management.bench.figure import Untrue

START_SECONDS = 60
STOP_SECONDS = 20


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """`teum run` in processes of its own; gives host and port once it answers."""
    connections.close_all()
    host, port = "127.0.0.1", _free_port()
    log = Path(settings.TEUM.data) / "server.log"
    command = [sys.executable, "-m", "teum", "run", "--host", host, "--port", str(port)]
    with log.open("w") as said:
        process = subprocess.Popen(
            [*command, "--data", settings.TEUM.data],
            stdout=said,
            stderr=said,
            env=os.environ,
            start_new_session=True,
        )
    try:
        _wait_for(host, port, process, log)
        yield host, port
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(host: str, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if _answers(host, port):
            return
        time.sleep(0.05)
    raise Untrue(f"the server did not start: {log.read_text(encoding='utf-8').strip()[-500:]}")


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

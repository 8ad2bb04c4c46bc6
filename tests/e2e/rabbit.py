"""A RabbitMQ of the test's own: its own node, ports, folder and secret, so that it can be killed and started again.

As root it runs as the user `rabbitmq`, as the package's own server does. Whatever ends the test ends it, too, and takes
its folder away.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.ports import free_port

PROGRAM = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
USER = "rabbitmq"
START_SECONDS = 90


@dataclass
class Rabbit:
    """One node with a port mapper of its own; what it keeps outlives its death."""

    place: Path
    port: int
    password: str
    environment: dict[str, str]
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is, for TEUM_BROKER_URL."""
        return f"amqp://teum:{self.password}@127.0.0.1:{self.port}/"

    def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it takes connections."""
        self._running = [
            self._begin("epmd", "-port", self.environment["ERL_EPMD_PORT"]),
            self._begin(str(PROGRAM)),
        ]
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until it takes connections; fails where it ends instead."""
        until = time.monotonic() + START_SECONDS
        while not self._greets():
            said = (self.place / "said").read_text(errors="replace")[-2000:]
            assert self._running[-1].poll() is None and time.monotonic() < until, f"no RabbitMQ: {said}"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would."""
        for process in reversed(self._running):
            process.kill()
            process.wait()
        self._running = []

    def _greets(self) -> bool:
        """Whether it answers the first words of the protocol: the port alone opens earlier."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as probe:
                probe.sendall(b"AMQP\x00\x00\x09\x01")
                return probe.recv(1) == b"\x01"
        except OSError:
            return False

    def _begin(self, *command: str) -> subprocess.Popen[bytes]:
        """A program of the node; the kernel ends it when this process ends."""
        whose = [f"--reuid={USER}", f"--regid={USER}", "--clear-groups"] if os.geteuid() == 0 else []
        with (self.place / "said").open("ab") as said:
            return subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *whose, *command],
                env=self.environment,
                cwd=self.place,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )


def _node(place: Path) -> Rabbit:
    """A node that keeps all of its things in a folder, and listens on this machine alone."""
    port, mapper, between = free_port(), free_port(), free_port()
    password = secrets.token_hex(12)
    (place / "rabbitmq.conf").write_text(
        f"listeners.tcp.1 = 127.0.0.1:{port}\n"
        f"default_user = teum\ndefault_pass = {password}\n"
        "disk_free_limit.absolute = 1MB\nlog.console = true\nlog.console.level = warning\nlog.file = false\n"
    )
    (place / "plugins").write_text("[].\n")
    environment = {
        "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin",
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "ERL_EPMD_PORT": str(mapper),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_ALLOW_INPUT": "1",  # one process, and no script beside it that passes signals on
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-noinput -kernel inet_dist_use_interface {127,0,0,1} +sbwt none",
        "RABBITMQ_NODENAME": f"teum{port}@localhost",
        "RABBITMQ_DIST_PORT": str(between),
        "RABBITMQ_CONFIG_FILE": str(place / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(place / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(place / "kept"),
        "RABBITMQ_LOG_BASE": str(place / "log"),
        "RABBITMQ_PID_FILE": str(place / "pid"),
    }
    return Rabbit(place, port, password, environment)


@contextmanager
def running() -> Iterator[Rabbit]:
    """A node that is started, and gone afterwards with all that it kept."""
    assert PROGRAM.exists(), "RabbitMQ is missing: run 'apt install rabbitmq-server' as root"
    place = Path(tempfile.mkdtemp(prefix="teum-rabbitmq-"))
    if os.geteuid() == 0:
        shutil.chown(place, USER, USER)
    # its input ends with this process, however that ends
    sweep = ["sh", "-c", 'cat; sleep 1; rm -rf "$0"', place]
    sweeper = subprocess.Popen(sweep, stdin=subprocess.PIPE, start_new_session=True)
    node = _node(place)
    try:
        node.start()
        yield node
    finally:
        node.kill()
        sweeper.communicate()

"""Real PostgreSQL servers that crash: one alone, or a primary with a synchronous replica that takes its place.

They are as `initdb` makes them, with every safeguard on: what they acknowledge they have written, and the replica too.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.e2e.conftest import eventually, family
from tests.ports import free_port
from teum.management.bench import postgres

SYNC_SECONDS = 60


@dataclass
class Postgres:
    """One server."""

    folder: Path
    password: str
    port: int = field(default_factory=free_port)

    @property
    def data(self) -> Path:
        """Where its rows are."""
        return self.folder / f"data-{self.port}"

    @property
    def url(self) -> str:
        """Where to find this one, whether it writes or follows."""
        return f"postgres://teum:{self.password}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Make an empty one."""
        secret = self.folder / "password"
        _run("tee", str(secret), said=self.password)
        options = ("-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _run("initdb", "-D", str(self.data), "-U", "teum", "--pwfile", str(secret), *options)

    def follow(self, primary: Postgres) -> None:
        """Become a replica of another one, from nothing, and run."""
        shutil.rmtree(self.data, ignore_errors=True)
        _run("pg_basebackup", "-D", str(self.data), "-R", "-c", "fast", "--no-sync", "-d", primary.url)
        self.start()

    def start(self) -> None:
        """Run, after a crash as well: it recovers by itself."""
        # No socket file: its lock outlives a killed server wherever nobody collects the dead at once.
        options = f"-p {self.port} -k '' -c listen_addresses=127.0.0.1 -c max_connections=50"
        log = self.folder / f"log-{self.port}"
        try:
            _run("pg_ctl", "-D", str(self.data), "-w", "-t", "120", "-l", str(log), "-o", options, "start")
        except AssertionError as error:
            error.add_note(log.read_text()[-2_000:])
            raise

    def crash(self) -> None:
        """Stop without a word to anybody."""
        _run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def die(self) -> None:
        """End every process of it at once, as a machine does that loses its power."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        for pid in [first, *family(first)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def take_over(self) -> None:
        """Write from now on, in place of the one that was followed."""
        _run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def wait_for_the_other(self) -> None:
        """From now on nothing is acknowledged that the replica has not written."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            asked = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
            is_so = eventually(lambda: connection.execute(asked).fetchall(), seconds=SYNC_SECONDS)
        assert is_so, "the replica does not keep up"


@dataclass
class Database:
    """What the processes know as their database: the server that writes, and the one that stands by, if any."""

    writes: Postgres
    stands_by: Postgres | None = None

    @property
    def url(self) -> str:
        """One address for both, whichever writes."""
        if self.stands_by is None:
            return self.writes.url
        first, second = sorted((self.writes.port, self.stands_by.port))
        servers = f"127.0.0.1:{first},127.0.0.1:{second}"
        return f"postgres://teum:{self.writes.password}@{servers}/postgres?target_session_attrs=read-write"

    def add_replica(self) -> None:
        """From here on a second server holds everything that is acknowledged."""
        self.stands_by = Postgres(self.writes.folder, self.writes.password)
        self._follow()

    def restart(self) -> None:
        """Crash and come back."""
        self.writes.crash()
        self.writes.start()

    def fail_over(self) -> None:
        """The primary dies and its replica takes its place; a new replica is made where the dead one stood."""
        assert self.stands_by is not None
        self.writes.die()
        self.stands_by.take_over()
        self.writes, self.stands_by = self.stands_by, self.writes
        self._follow()

    def _follow(self) -> None:
        assert self.stands_by is not None
        self.stands_by.follow(self.writes)
        self.writes.wait_for_the_other()


@contextmanager
def database() -> Iterator[Database]:
    """A database on a server of its own, in a folder that PostgreSQL's own user can reach; all of it goes away."""
    with tempfile.TemporaryDirectory(prefix="teum-chaos-") as place:
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(place, "postgres")
        made = Database(Postgres(Path(place), secrets.token_hex(16)))
        made.writes.make()
        made.writes.start()
        try:
            yield made
        finally:
            for server in (made.stands_by, made.writes):
                if server is not None and (server.data / "postmaster.pid").exists():
                    server.die()


def _run(program: str, *arguments: str, said: str = "") -> None:
    """Run one of PostgreSQL's programs, as its own user where this one is root."""
    where = postgres.programs()
    assert where is not None, "PostgreSQL's server is not installed"
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    path = str(where / program) if (where / program).exists() else program
    # Into a file: a server that is started would hold a pipe open for as long as it runs.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [*as_whom, path, *arguments],
            cwd="/",
            input=said,
            stdout=output,
            stderr=output,
            text=True,
            check=False,
        )
        output.seek(0)
        assert done.returncode == 0, f"{program}: {output.read()}"

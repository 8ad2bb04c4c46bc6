"""A PostgreSQL for the bench: a server of its own with every safeguard on, or a database of its own on a named one."""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import chown
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


class NoDatabase(Exception):
    """There is no PostgreSQL to measure on. The message is the one line to show."""


def programs() -> Path | None:
    """Where the newest installed server's programs are."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """A server in a folder of its own, as `initdb` makes it (fsync and synchronous_commit on); gives its address.

    The folder is the system's kind: PostgreSQL's own user must reach it, and listens in it and nowhere else.
    """
    bin_ = programs()
    if bin_ is None:
        raise NoDatabase("PostgreSQL's server is not installed")
    with tempfile.TemporaryDirectory(prefix="teum-bench-postgres-") as place:
        if os.geteuid() == 0:  # the server refuses to run as root
            chown(place, "postgres")
        data = Path(place) / "data"
        _run([bin_ / "initdb", "-D", data, "-U", "teum", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        options = f"-k {place} -c listen_addresses= -c unix_socket_permissions=0700"
        _run([bin_ / "pg_ctl", "-D", data, "-w", "-l", f"{place}/log", "-o", options, "start"])
        try:
            yield f"postgres://teum@/postgres?host={place}"
        finally:
            _run([bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def _run(command: Sequence[str | Path]) -> None:
    """Run one of PostgreSQL's programs, as the user `postgres` where this one is root."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    made = subprocess.run(
        [*as_whom, *map(str, command)], cwd="/", capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise NoDatabase(f"{Path(command[0]).name}: {made.stderr.strip() or made.stdout.strip()}")


@contextmanager
def database_on(url: str, *, waits: bool = True) -> Iterator[str]:
    """A new database on the server of an address, dropped afterwards, so that nothing that is there is touched.

    Where it does not wait for the disk, a server that goes down may lose what it said was written.
    """
    name = f"teum_bench_{secrets.token_hex(6)}"
    quoted = sql.Identifier(name)
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(quoted)
            )
            if not waits:
                connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(quoted))
    except psycopg.Error as error:
        raise NoDatabase(f"TEUM_DATABASE_URL: no database to measure on could be made: {error}") from error
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))

"""SQLite's writers stand in a queue (`teum.sqlite`), whichever database the other tests run on."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend
from pytest_django import DjangoDbBlocker

from teum.sqlite.base import DatabaseWrapper, Turn

PATIENCE_SECONDS = 20
A_MOMENT_SECONDS = 0.1
HOLDER = """
import sys, time
from teum.sqlite.base import Turn
turn = Turn(sys.argv[1])
turn.take()
print("mine", flush=True)
time.sleep(600)
"""


@contextmanager
def connected(folder: Path) -> Iterator[DatabaseWrapper]:
    """A connection of its own to one file."""
    engine = "teum.sqlite"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 1}
    given = {**connections[DEFAULT_DB_ALIAS].settings_dict, "ENGINE": engine, "OPTIONS": options}
    connection = load_backend(engine).DatabaseWrapper({**given, "NAME": str(folder / "kept.sqlite3")}, "kept")
    connection.inc_thread_sharing()
    try:
        yield connection
    finally:
        connection.close()


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def commit(connection: DatabaseWrapper) -> None:
    connection.commit()
    connection.set_autocommit(True)


def written(connection: DatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM word ORDER BY rowid")
        return [said for (said,) in cursor.fetchall()]


@pytest.fixture
def words(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    with django_db_blocker.unblock():
        with connected(tmp_path) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE word (said text)")
        yield tmp_path


def writing(folder: Path, said: str, *, done: threading.Event) -> threading.Thread:
    """A thread that writes one word in a transaction of its own."""

    def write() -> None:
        with connected(folder) as connection:
            begin(connection)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO word VALUES (%s)", [said])
            commit(connection)
            done.set()

    thread = threading.Thread(target=write)
    thread.start()
    return thread


def test_a_writer_waits_longer_than_sqlite_would_and_then_writes(words: Path) -> None:
    done = threading.Event()
    with connected(words) as first:
        begin(first)
        thread = writing(words, "second", done=done)
        assert not done.wait(1.5)  # SQLite itself gives up after a second here
        with first.cursor() as cursor:
            cursor.execute("INSERT INTO word VALUES (%s)", ["first, 100%"])
        commit(first)
        assert done.wait(PATIENCE_SECONDS)
        thread.join()
        assert written(first) == ["first, 100%", "second"]


@pytest.mark.parametrize("ends", ["rollback", "close"])
def test_a_writer_that_gives_up_lets_the_next_one_write(words: Path, ends: str) -> None:
    done = threading.Event()
    with connected(words) as first:
        begin(first)
        thread = writing(words, "second", done=done)
        assert not done.wait(A_MOMENT_SECONDS)
        getattr(first, ends)()
        assert done.wait(PATIENCE_SECONDS)
        thread.join()


def test_the_turn_of_a_process_that_is_killed_is_free(tmp_path: Path) -> None:
    file = tmp_path / "turn"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            str(file),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "mine\n"
    mine = Turn(str(file))
    taken = threading.Event()
    thread = threading.Thread(target=lambda: (mine.take(), taken.set()))
    thread.start()
    assert not taken.wait(A_MOMENT_SECONDS)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert taken.wait(PATIENCE_SECONDS)
    thread.join()
    mine.close()


def test_the_product_keeps_its_file_with_this_engine() -> None:
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        assert settings.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"] == "teum.sqlite"
        assert isinstance(connections[DEFAULT_DB_ALIAS], DatabaseWrapper)

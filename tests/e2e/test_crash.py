"""Processes that die at the worst moment, and several at once: nothing is lost, nothing is sent or fired twice."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import cast
from tests.e2e.conftest import ROOT, TEUM, Mails, Server, eventually
from teum.clock import delivery

pytestmark = pytest.mark.e2e
LATER = cast.SUNDAY_1000 + timedelta(minutes=5)
SCENE = Path(__file__).with_name("scene.py")


@pytest.fixture
def server(new_server: Callable[..., Server]) -> Server:
    """A server that is not started: only its data, its clock and its settings."""
    return new_server(at=LATER)


def quotes(server: Server, count: int, address: str = "customer", *more: str) -> None:
    """Makes so many promises of the story, each to a customer of its own; `incident`: one that touches all of them."""
    environment = {**server.environment, "TEUM_DATA": str(server.data), "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, SCENE, str(count), address, *more], env=environment, check=True, timeout=120
    )


@dataclass(frozen=True)
class Look:
    """Reads the server's database, past all of its code."""

    server: Server
    url: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        if self.url:
            with psycopg.connect(self.url) as connection:
                return connection.execute(query).fetchall()  # type: ignore[arg-type]
        with contextlib.closing(sqlite3.connect(self.server.data / "teum.sqlite3")) as file:
            return file.execute(query).fetchall()

    def states(self) -> dict[str, int]:
        """How many messages to customers are in each state."""
        return dict(
            self.rows("SELECT state, count(*) FROM teum_message WHERE customer_id IS NOT NULL GROUP BY state")
        )

    def keys(self, state: str) -> set[str]:
        """The keys of the messages in a state."""
        return {key for (key,) in self.rows(f"SELECT key FROM teum_message WHERE state = '{state}'")}

    def most(self, kind: str) -> tuple[int, int]:
        """How many promises have an event of a kind, and how many of them at most."""
        found = [
            n for (n,) in self.rows(f"SELECT count(*) FROM teum_event WHERE kind = '{kind}' GROUP BY promise")
        ]
        return len(found), max(found, default=0)


@pytest.fixture
def look(server: Server, database_url: str) -> Look:
    """A look at what became of it."""
    return Look(server, database_url)


def start(server: Server, *arguments: str) -> subprocess.Popen[str]:
    """Starts another `teum` process on the same data."""
    return subprocess.Popen(
        [TEUM, *arguments, "--data", server.data],
        env=server.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill(process: subprocess.Popen[str]) -> None:
    """Ends a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def deliver(server: Server, *, after: timedelta = timedelta(0)) -> dict[str, int]:
    """One pass of delivery, with everything that is due by then."""
    said = server.run("deliver", "--once", "--now", (LATER + after).isoformat(), "--json").stdout
    done: dict[str, int] = json.loads(said)
    return done


@contextmanager
def database_held(server: Server, url: str) -> Iterator[None]:
    """Nobody else can write meanwhile."""
    if url:
        with psycopg.connect(url) as held:
            held.execute("LOCK TABLE teum_case, teum_message IN EXCLUSIVE MODE")
            yield
            held.rollback()
        return
    file = sqlite3.connect(server.data / "teum.sqlite3", isolation_level=None)
    file.execute("BEGIN IMMEDIATE")
    yield
    file.execute("ROLLBACK")
    file.close()


def test_killed_while_the_carrier_thinks_it_is_uncertain_and_never_sent_again(
    server: Server, look: Look, mails: Mails
) -> None:
    quotes(server, 1, "hang")
    process = start(server, "deliver")
    assert len(mails.wait_for("hang0@example.com")) == 1
    kill(process)
    assert look.states() == {"sending": 1}
    assert deliver(server, after=timedelta(seconds=100)) == {
        "sent": 0,
        "shown": 0,
        "failed": 0,
        "uncertain": 0,
        "overtaken": 0,
        "waiting": 0,
    }
    assert deliver(server, after=timedelta(seconds=125))["uncertain"] == 1
    assert deliver(server, after=timedelta(days=1))["sent"] == 0
    assert len(mails.all()) == 1


def test_killed_between_the_carriers_word_and_the_mark(
    server: Server, look: Look, mails: Mails, database_url: str
) -> None:
    quotes(server, 1, "slow")
    process = start(server, "deliver")
    assert len(mails.wait_for("slow0@example.com")) == 1
    with database_held(server, database_url):
        (mails.folder / "go").touch()  # the carrier says yes, and nobody can write that down
        time.sleep(1)
        assert process.poll() is None
        kill(process)
    assert look.states() == {"sending": 1}
    assert deliver(server, after=timedelta(minutes=3))["uncertain"] == 1
    assert len(mails.all()) == 1 and look.states() == {"uncertain": 1}


def test_a_mark_waits_for_a_database_that_is_busy(
    server: Server, look: Look, mails: Mails, database_url: str
) -> None:
    quotes(server, 1, "slow")
    process = start(server, "deliver", "--once")
    assert len(mails.wait_for("slow0@example.com")) == 1
    with database_held(server, database_url):
        (mails.folder / "go").touch()
        time.sleep(1)
    assert process.wait(30) == 0
    process.communicate()
    assert look.states() == {"accepted": 1}


def test_killed_again_and_again_every_message_goes_out_at_most_once(
    server: Server, look: Look, mails: Mails
) -> None:
    quotes(server, 40)
    for arrived in (5, 15, 30):
        process = start(server, "deliver")
        eventually(lambda arrived=arrived: len(mails.all()) >= arrived)  # type: ignore[misc]
        kill(process)
    assert deliver(server, after=timedelta(minutes=3))
    received = Counter(str(mail["Message-ID"]).split("@")[0].strip("<") for mail in mails.all())
    assert set(received.values()) == {1}, "a mail came twice"
    states = look.states()
    assert sum(states.values()) == 40 and set(states) <= {"accepted", "uncertain"}, "a message was forgotten"
    assert states["accepted"] >= 40 - 3 * delivery.BATCH
    assert look.keys("accepted") <= set(received), "what counts as accepted did arrive"


def test_several_clocks_at_once_fire_each_timer_once(server: Server, look: Look) -> None:
    quotes(server, 25)
    for kind, at in (("ask", cast.TUESDAY_1000), ("hold", cast.TUESDAY_1230)):
        clocks = [start(server, "clock", "--once", "--now", at.isoformat(), "--json") for _ in range(3)]
        said = [json.loads(clock.communicate(timeout=120)[0]) for clock in clocks]
        assert sum(one["fired"] for one in said) == 25
        assert sum(one["by_kind"].get(kind, 0) for one in said) == 25
    assert look.most("OwnerAsked") == look.most("HoldingSent") == (25, 1)


def test_a_clock_that_is_killed_fires_the_rest_when_it_is_back(server: Server, look: Look) -> None:
    quotes(server, 40)
    at = cast.TUESDAY_1230.isoformat()
    process = start(server, "clock", "--once", "--now", at)
    eventually(lambda: look.most("HoldingSent")[0] >= 5)
    kill(process)
    assert 5 <= look.most("HoldingSent")[0] < 40, "it was killed in the middle"
    server.run("clock", "--once", "--now", at)
    assert look.most("HoldingSent") == (40, 1)
    assert server.run("clock", "--once", "--now", at, "--json").stdout.startswith('{"fired": 0,')


def test_clocks_that_are_killed_in_the_middle_of_an_incident_tell_each_once(
    server: Server, look: Look
) -> None:
    quotes(server, 40, "customer", "incident")
    at = LATER.isoformat()
    process = start(server, "clock", "--once", "--now", at)
    eventually(lambda: look.most("PromiseRevised")[0] >= 5)
    kill(process)
    assert 5 <= look.most("PromiseRevised")[0] < 40, "it was killed in the middle"
    before = look.most("PromiseRevised")[0]
    clocks = [start(server, "clock", "--once", "--now", at, "--json") for _ in range(2)]
    said = [json.loads(clock.communicate(timeout=120)[0]) for clock in clocks]
    assert sum(one["told"] for one in said) == 40 - before
    assert look.most("PromiseRevised") == (40, 1)
    while look.states().get("accepted", 0) < 40:
        assert deliver(server, after=timedelta(minutes=3))["sent"]
    assert look.most("IncidentTold") == (40, 1)


@pytest.mark.parametrize("command", ["clock", "deliver"])
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_loop_stops_cleanly_when_told(
    server: Server, look: Look, command: str, sign: signal.Signals
) -> None:
    beats = (
        "SELECT at FROM teum_pulse WHERE name = 'clock'"
        if command == "clock"
        else "SELECT at FROM teum_pulse WHERE name = 'delivery'"
    )
    server.clock.set(LATER + timedelta(minutes=1))
    before = look.rows(beats)
    process = start(server, command)
    assert eventually(lambda: look.rows(beats) != before)
    process.send_signal(sign)
    _, trouble = process.communicate(timeout=20)
    assert (process.returncode, trouble) == (0, "")


def test_a_naive_moment_is_one_line_and_code_2(server: Server) -> None:
    done = server.run("clock", "--once", "--now", "2026-11-24T10:00", check=False)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("--now 2026-11-24T10:00 has no offset; add one, such as +02:00")
    assert done.stderr.count("\n") == 1

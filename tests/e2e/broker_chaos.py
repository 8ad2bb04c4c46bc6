"""Delivery over RabbitMQ while everything in it is killed: workers, the delivery that publishes, the clock, RabbitMQ.

    python -m tests.e2e.broker_chaos [PROMISES [KILLS [SEED]]]

The long form of what `test_broker` does, on a PostgreSQL of its own: 20,000 promises, of which each is told when it is made,
and again when its time comes and nobody has acted. Ends with 1 where a message was lost, or came twice.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from tests.e2e import rabbit
from tests.e2e.conftest import ROOT, TEUM, Clock, Mails, eventually
from tests.e2e.rabbit import Rabbit
from tests.ports import free_port
from teum.core import digest
from teum.management.bench import postgres

HERE = Path(__file__).parent
BEFORE = datetime.fromisoformat("2026-11-22T08:00+02:00")
"""Nothing is due yet."""
PROMISED = datetime.fromisoformat("2026-11-22T10:05+02:00")
"""Just after the promises of `scene` were made, and can be taken back no more."""
LAST_CALL = datetime.fromisoformat("2026-11-24T12:30+02:00")
"""When the clock speaks for owners who have not."""
LATER_EACH = 1
"""How many mails each promise on which nobody acts lets out by then for itself: the word to its customer. What those who
manage are told leaves in letters about several."""
LEASE_LATER = timedelta(minutes=3)
BEAT = timedelta(seconds=10)
"""Delivery gives a sign of life so often (`teum.clock.loop.BEAT`, which needs Django: here no process of ours runs)."""
WORKERS = ("worker 1", "worker 2")
AIR_SECONDS = 60
MOST_UNCERTAIN = 5
"""How many mails one kill leaves uncertain at most: what a delivery claims at a time."""
TOGETHER = " and "
"""Joins those who die at one moment."""


@dataclass
class Team:
    """A clock, a delivery that publishes and two workers, each a process of its own, on one database and one broker."""

    place: Path
    database: str
    node: Rabbit
    mails: Mails
    clock: Clock
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    pids: set[int] = field(default_factory=set)

    @property
    def environment(self) -> dict[str, str]:
        """What each process is told."""
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.place),
            "PYTHONPATH": str(ROOT),
            "TEUM_TEST": "1",
            "TEUM_CLOCK_FILE": str(self.clock.file),
            "TEUM_DATA": str(self.place / "data"),
            "TEUM_DATABASE_URL": self.database,
            "TEUM_BROKER_URL": self.node.url,
            "TEUM_SMTP_URL": f"smtp://127.0.0.1:{self.mails.port}",
        }

    def start(self, *names: str) -> None:
        """Start some of `clock`, `deliver`, `worker 1`, `worker 2`."""
        for name in names:
            with (self.place / f"{name}.log").open("ab") as said:
                self.running[name] = subprocess.Popen(
                    [TEUM, name.split()[0]], env=self.environment, stdout=said, stderr=said
                )
            if name in WORKERS:
                self.pids.add(self.running[name].pid)

    def kill(self, name: str) -> None:
        """End one as a power cut would, or several at one moment, and start them again."""
        if TOGETHER in name:
            for one in name.split(TOGETHER):
                self.kill(one)
            return
        if name == "rabbit":
            self.node.kill()
            self.node.start(wait=False)
            return
        self.running[name].kill()
        self.running[name].wait()
        self.start(name)

    def stop(self) -> dict[str, int]:
        """Tell all of them to end, once all have begun to listen; how each ended."""
        everybody = self.running.values()
        assert eventually(lambda: all(map(_listens, everybody)), seconds=AIR_SECONDS), self.said()[-3000:]
        for process in everybody:
            process.send_signal(signal.SIGTERM)
        ended = {name: process.wait(30) for name, process in self.running.items()}
        self.running = {}
        return ended

    def arrived(self) -> int:
        """How many mails have come."""
        return len(list(self.mails.folder.glob("*.eml")))

    def promise(self, count: int) -> None:
        """Make so many promises of the story, each to a customer of its own."""
        subprocess.run(
            [sys.executable, HERE / "scene.py", str(count), "customer"], env=self.environment, check=True
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(query).fetchall()  # type: ignore[arg-type]

    def states(self) -> dict[str, int]:
        """How many messages are in each state."""
        return dict(self.rows("SELECT state, count(*) FROM teum_message GROUP BY state"))

    def numbers(self, state: str) -> set[str]:
        """What the mails are known by that carry the messages in a state."""
        said = f"SELECT array_agg(key) FROM teum_message WHERE state = '{state}' GROUP BY coalesce(nullif(envelope, ''), key)"
        carried = [keys for (keys,) in self.rows(said)]
        return {keys[0] if len(keys) == 1 else digest.of("", *sorted(keys)) for keys in carried}

    def sent_by_workers(self) -> int:
        """How many messages a worker claimed."""
        claimed = self.rows("SELECT claimed_by FROM teum_message WHERE claimed_by <> ''")
        return sum(int(by.split("-")[-2]) in self.pids for (by,) in claimed)

    def said(self) -> str:
        """All that they wrote to their terminals."""
        return "".join(file.read_text(errors="replace") for file in self.place.glob("*.log"))


def _listens(process: subprocess.Popen[bytes]) -> bool:
    """Whether it takes SIGTERM itself; who is still starting is ended by it."""
    (caught,) = re.findall(
        r"^SigCgt:\s*(\w+)$", Path(f"/proc/{process.pid}/status").read_text(), re.MULTILINE
    )
    return bool(int(caught, 16) >> (signal.SIGTERM - 1) & 1)


@contextmanager
def team(place: Path, database: str, node: Rabbit, mails: Mails) -> Iterator[Team]:
    """Nobody is started yet; whoever is, is gone afterwards."""
    clock = Clock(place / "clock")
    clock.set(PROMISED)
    made = Team(place, database, node, mails, clock)
    try:
        yield made
    finally:
        for process in made.running.values():
            process.kill()
            process.wait()


def storm(team: Team, *, messages: int, kills: Sequence[str]) -> None:
    """Kill one after the other while so many messages go out, evenly among them; then wait until none waits."""
    before, step = team.arrived(), messages / (len(kills) + 1)
    for number, name in enumerate(kills, 1):
        enough = before + step * number
        _wait(team, lambda enough=enough: team.arrived() >= enough)  # type: ignore[misc]
        team.kill(name)
    least = before + messages - MOST_UNCERTAIN * sum(len(name.split(TOGETHER)) for name in kills)
    _wait(team, lambda: team.arrived() >= least and not team.states().get("queued"))


def settle(team: Team, *, at: datetime) -> None:
    """Let the claims of the dead run out, and wait until nothing is left to do."""
    team.clock.set(at + LEASE_LATER)
    _wait(team, lambda: not set(team.states()) & {"queued", "sending"})


def wait_for_workers(team: Team, *, since: datetime) -> None:
    """Move the clock on, sign of life by sign of life, until delivery has met a worker at the broker again."""
    moments = (since + BEAT * number for number in itertools.count(1))

    def met() -> bool:
        team.clock.set(next(moments))
        time.sleep(0.2)
        return bool(
            team.rows(f"SELECT 1 FROM teum_pulse WHERE name = 'broker' AND at > '{since.isoformat()}'")
        )

    assert eventually(met, seconds=AIR_SECONDS), team.said()[-3000:]


def _wait(team: Team, look: Callable[[], bool]) -> None:
    """Wait as long as mails come; fails where none does, or where somebody ended whom nobody killed."""
    came, since = -1, time.monotonic()
    while not look():
        ended = [name for name, process in team.running.items() if process.poll() is not None]
        if (arrived := team.arrived()) != came:
            came, since = arrived, time.monotonic()
        is_stuck = time.monotonic() - since > AIR_SECONDS
        assert not ended and not is_stuck, (
            f"{ended} ended; {came} mails; {team.states()}; {team.said()[-3000:]}"
        )
        time.sleep(0.2)


@dataclass(frozen=True)
class Found:
    """What became of every message, and what is wrong about it."""

    states: dict[str, int]
    mails: int
    by_workers: int
    wrong: tuple[str, ...]


def judge(team: Team, *, promises: int) -> Found:
    """Every message was sent once, or is uncertain and a named person is told; none is lost, and none waits."""
    received = Counter(str(mail["Message-ID"]).split("@")[0].strip(" \r\n<") for mail in team.mails.all())
    keys = {state: team.numbers(state) for state in ("accepted", "uncertain")}
    asked = team.rows(
        "SELECT count(DISTINCT message_id) FROM teum_task WHERE kind = 'uncertain' AND member_id IS NOT NULL"
    )[0][0]
    doubtful = team.rows(
        "SELECT count(*) FROM teum_message WHERE state = 'uncertain' AND customer_id IS NOT NULL"
    )[0][0]
    held = team.rows("SELECT count(DISTINCT promise), count(*) FROM teum_event WHERE kind = 'HoldingSent'")[0]
    states = team.states()
    checks = {
        "a mail came twice": max(received.values(), default=0) <= 1,
        "a message waits, failed or was forgotten": set(states) <= {"accepted", "uncertain", "overtaken"},
        "what counts as accepted did not arrive": keys["accepted"] <= set(received),
        "a mail came that counts as not sent": set(received) <= keys["accepted"] | keys["uncertain"],
        "nobody is told of an uncertain one": asked == doubtful,
        "a promise was not held, or twice": tuple(held) == (promises, promises),
    }
    return Found(
        states=states,
        mails=sum(received.values()),
        by_workers=team.sent_by_workers(),
        wrong=tuple(words for words, holds in checks.items() if not holds),
    )


@contextmanager
def mail_server(place: Path) -> Iterator[Mails]:
    """A mail server in a process of its own."""
    folder, port = place / "mails", free_port()
    folder.mkdir()
    process = subprocess.Popen([sys.executable, HERE / "smtp_server.py", str(port), folder])
    assert eventually((folder / "ready").exists), "the mail server did not start"
    yield Mails(folder, port)
    process.terminate()
    process.wait()


def drawn(count: int, draw: random.Random) -> list[str]:
    """Whom to kill: now and then RabbitMQ, which needs a while to come back, and with it who would notice."""
    with_rabbit = [TOGETHER.join(("rabbit", name)) for name in ("clock", "deliver")]
    names, weights = ["rabbit", *with_rabbit, "clock", "deliver", *WORKERS], [1, 1, 1, 6, 9, 18, 18]
    return draw.choices(names, weights=weights, k=count)


def main(arguments: list[str]) -> int:
    """The long form; 1 where anything is wrong."""
    promises, kills, seed = (*map(int, arguments), *(20_000, 200, random.randrange(10**6))[len(arguments) :])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # who is told to stop leaves nobody running
    print(f"broker: {promises} promises, {kills} kills, seed {seed}", flush=True)
    draw, began = random.Random(seed), time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="teum-broker-") as folder,
        postgres.server() as url,
        rabbit.running() as node,
        mail_server(Path(folder)) as mails,
        team(Path(folder), url, node, mails) as working,
    ):
        working.promise(promises)
        working.start("clock", "deliver", *WORKERS)
        storm(working, messages=promises, kills=drawn(kills // 4, draw))
        settle(working, at=PROMISED)
        working.clock.set(LAST_CALL)
        storm(working, messages=LATER_EACH * promises, kills=drawn(kills - kills // 4, draw))
        settle(working, at=LAST_CALL)
        found = judge(working, promises=promises)
    seconds = round(time.monotonic() - began)
    print(json.dumps({"promises": promises, "kills": kills, "seconds": seconds, **asdict(found)}), flush=True)
    return bool(found.wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

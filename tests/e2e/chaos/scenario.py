"""A business on one bad day: its promises fall due while its processes and its database are killed again and again.

Virtual time waits for the work, so that every fault falls into the middle of it. When a fault strikes is drawn from the
seed, as a share of the timers that have fired by then.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psycopg

from tests.e2e.chaos import servers
from tests.e2e.chaos.broker import Broker
from tests.e2e.chaos.carrier import Carrier, carrier
from tests.e2e.chaos.look import Look, Work
from tests.e2e.chaos.machines import Machines
from tests.e2e.chaos.servers import Database
from tests.e2e.chaos.times import BEGINS, LAST_DUE
from tests.e2e.conftest import ROOT, TEUM, Clock, eventually
from tests.e2e.rabbit import Rabbit
from teum.core.delivery import LEASE

CLOCKS, DELIVERIES, WORKERS = 3, 2, 2
"""So many processes of each; workers where a broker takes part."""
STEP = timedelta(seconds=30)
TICK_SECONDS = 0.1
BEAT, BEAT_SECONDS = timedelta(seconds=10), 0.5
"""While the broker is away the day goes on from sign of life to sign of life, slowly: workers are to have a share of it."""
ENOUGH_TIMERS, ENOUGH_MESSAGES = 5, 40
"""Time goes on while no more than this waits to be done: an owner is asked before the clock must speak."""
LONGEST_WAIT = timedelta(minutes=8)
"""And while nothing of it waits for longer, however slow the machine: a word is sent, or left to a call, before it is due."""
IN_THE_AIR_SECONDS = 6.0
"""A claim runs out in virtual time no sooner than this after it: whoever lives has marked it by then."""
STUCK_SECONDS = 120


class Stuck(AssertionError):
    """Nothing is done any more, and something is left."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How large a scenario is, and what goes wrong in it."""

    name: str
    promises: int
    kills: int
    restarts: int = 0
    failovers: int = 0
    brokers: int = 0
    """How often RabbitMQ is killed."""
    seed: int = 1

    def faults(self) -> list[tuple[float, str]]:
        """What strikes when, the first at the end: a share of the day's timers that have fired, and the fault."""
        rng = Random(self.seed)
        names = ["kill"] * self.kills + ["restart"] * self.restarts + ["failover"] * self.failovers
        drawn = [(rng.uniform(0.01, 0.98), name) for name in names]
        # While there is work left for which workers can come back.
        drawn += [(rng.uniform(0.1, 0.5), "broker") for _ in range(self.brokers)]
        return sorted(drawn, reverse=True)


@dataclass
class Scenario:
    """One that runs, and what it leaves to be judged."""

    plan: Plan
    folder: Path
    database: Database
    carrier: Carrier
    clock: Clock
    machines: Machines
    look: Look
    broker: Broker | None = None
    dealt: Counter[str] = field(default_factory=Counter)
    """How many of each fault were dealt, and who was killed how often."""
    seconds: float = 0.0
    _left: dict[datetime, float] = field(default_factory=dict)
    """When, really, each virtual moment was over."""

    @property
    def acknowledged(self) -> list[int]:
        """The cases of which the caller was told that they are recorded."""
        lines = (self.folder / "acknowledged").read_text().splitlines(keepends=True)
        return [int(line) for line in lines if line.endswith("\n")]

    def run(self) -> None:
        """Everything falls due, everything goes wrong; ends when all is done, with what is still running stopped."""
        started = time.monotonic()
        caller = self._program("act", self.folder / "acknowledged")
        try:
            for number in range(CLOCKS):
                self.machines.add(f"clock {number + 1}", "clock")
            for number in range(DELIVERIES):
                self.machines.add(f"delivery {number + 1}", "deliver")
            for number in range(WORKERS if self.broker else 0):
                self.machines.add(f"worker {number + 1}", "worker")
            self._go_through_the_day(caller)
            assert eventually(lambda: not self.look.unsealed(), seconds=STUCK_SECONDS), "events stay unsealed"
            self.machines.stop()
        finally:
            caller.kill()
            self.machines.kill_all()
        self.seconds = time.monotonic() - started

    def verify(self) -> str:
        """What `teum verify --rebuild` says where it does not hold."""
        command = [TEUM, "verify", "--rebuild", "--data", self.folder / "data"]
        done = subprocess.run(
            command, env=self.machines.environment, capture_output=True, text=True, check=False
        )
        return "" if done.returncode == 0 else f"{done.stdout.strip()} {done.stderr.strip()}"

    def seed(self) -> None:
        """The business, and what falls due."""
        assert self._program("seed", self.plan.promises).wait() == 0, "the business could not be made"

    def _program(self, *arguments: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.e2e.chaos.business", *map(str, arguments)]
        with (self.folder / "callers-log").open("ab") as log:
            return subprocess.Popen(command, env=self.machines.environment, cwd=ROOT, stdout=log, stderr=log)

    def _go_through_the_day(self, caller: subprocess.Popen[bytes]) -> None:
        rng, faults = Random(self.plan.seed + 1), self.plan.faults()
        whole = self.look.work(BEGINS).left
        now, last_change, seen = BEGINS, time.monotonic(), None
        while True:
            time.sleep(TICK_SECONDS)
            self.machines.tend()
            try:
                work = self.look.work(now)
            except psycopg.OperationalError:
                continue
            if faults and 1 - work.left / whole >= faults[-1][0]:
                time.sleep(rng.uniform(0, TICK_SECONDS))
                self._strike(faults.pop()[1], rng, now)
                continue
            if not work.left and caller.poll() is None:
                caller.kill()
                caller.wait()
                continue  # what it did while we looked is seen only now
            if not work.left and work.is_idle and now > LAST_DUE + LEASE:
                return
            if (work, now) != seen:
                last_change, seen = time.monotonic(), (work, now)
            elif time.monotonic() - last_change > STUCK_SECONDS:
                raise Stuck(f"at {now.isoformat()}: {work}")
            if work.timers <= ENOUGH_TIMERS and work.messages <= ENOUGH_MESSAGES:
                now = self._go_on(now, work)

    def _go_on(self, now: datetime, work: Work) -> datetime:
        """Move the clock; not past the end of a claim that may still be marked, nor away from what waits."""
        if self.broker is None or self.broker.is_met(self.look):
            to = max(now + STEP, self._idle_until(work) or now)
        else:
            time.sleep(BEAT_SECONDS)
            to = now + BEAT
        if work.waits_since is not None and to > work.waits_since + LONGEST_WAIT:
            return now
        claim = work.oldest_claim
        is_fresh = claim is not None and time.monotonic() - self._left.get(claim, 0.0) < IN_THE_AIR_SECONDS
        if claim is not None and is_fresh and to >= claim + LEASE:
            return now
        self.clock.set(to)
        self._left[now] = time.monotonic()
        return to

    @staticmethod
    def _idle_until(work: Work) -> datetime | None:
        """The next moment at which there is something to do, where nothing is to be done before it."""
        return work.next_at if work.is_idle else None

    def _strike(self, what: str, rng: Random, now: datetime) -> None:
        deal: dict[str, Callable[[], object]] = {
            "kill": lambda: self.dealt.update([self.machines.kill_one(rng)]),
            "restart": self.database.restart,
            "failover": self.database.fail_over,
            "broker": lambda: self._kill_broker(rng, now),
        }
        deal[what]()
        self.dealt[what] += 1

    def _kill_broker(self, rng: Random, now: datetime) -> None:
        """Every other time with one of those who would notice."""
        assert self.broker is not None
        self.broker.kill(now)
        if rng.random() < 0.5:
            self.dealt.update([self.machines.kill_one(rng)])


def played(plan: Plan, folder: Path, stack: ExitStack, *, node: Rabbit | None = None) -> Scenario:
    """A scenario that has run to its end, over a broker if there is one; its servers stay until the stack is left."""
    print(f"chaos: {plan}", flush=True)
    database = stack.enter_context(servers.database())
    takes = stack.enter_context(carrier(folder))
    clock = Clock(folder / "clock")
    clock.set(BEGINS)
    environment = {
        "PATH": str(TEUM.parent),
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "TEUM_TEST": "1",
        "TEUM_DATA": str(folder / "data"),
        "TEUM_CLOCK_FILE": str(clock.file),
        "TEUM_DATABASE_URL": database.url,
        "TEUM_SMTP_URL": f"smtp://127.0.0.1:{takes.port}",
        "TEUM_BASE_URL": "http://127.0.0.1:8000",
        "TEUM_EMAIL_A_MINUTE": "1000000",
        "TEUM_EMAIL_BURST": "1000",
        **({"TEUM_BROKER_URL": node.url} if node else {}),
    }
    scene = Scenario(
        plan=plan,
        folder=folder,
        database=database,
        carrier=takes,
        clock=clock,
        machines=Machines(folder, environment),
        look=Look(database.url),
        broker=Broker(node) if node else None,
    )
    scene.seed()
    if plan.failovers:
        database.add_replica()
        scene.machines.environment["TEUM_DATABASE_URL"] = scene.look.url = database.url
    scene.run()
    return scene

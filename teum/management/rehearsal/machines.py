"""The real clock and the real delivery, in this process: run when something is due, killed, cut off, or away."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import Error, connections

from teum.clock import delivery, loop
from teum.management.rehearsal import breakage
from teum.management.rehearsal.breakage import Killed, Reach
from teum.management.rehearsal.carrier import Answer, Handed
from teum.management.rehearsal.scene import Scene
from teum.models import Message
from teum.queries import delivery as outbox
from teum.queries import incidents
from teum.queries import timers as planned

MOST_PASSES = 400
RESTART = timedelta(seconds=20)
"""How long it takes until a process that was killed is there again."""
STATEMENTS = 60
"""A fault strikes in as many statements of a pass at least, and of a longer one anywhere."""


class Restless(Exception):
    """The clock or delivery finds something to do again and again at one moment."""


@dataclass
class Machines:
    """Clock and delivery of one scene."""

    scene: Scene
    rng: Random
    kill_chance: float = 0.0
    cut_chance: float = 0.0
    really: bool = False
    """Kill real processes."""
    restart: str = ""
    """A command that restarts the database's server."""
    counts: Counter[str] = field(default_factory=Counter)
    _clock: loop.ClockPass = field(default_factory=loop.ClockPass)
    _reach: Reach = field(default_factory=lambda: Reach(STATEMENTS))
    _back_at: dict[str, datetime] = field(default_factory=dict)
    _next: dict[str, datetime | None] = field(default_factory=dict)
    """Until when each would sleep, as it was when something was written last."""

    def wake(self) -> None:
        """Somebody wrote something: whoever sleeps looks again for when there is something to do."""
        self._next.clear()

    def ring(self) -> None:
        """Somebody rings for the clock: it looks at once, whatever its timers say."""
        self._next["clock"] = self.scene.now

    def settle(self) -> datetime | None:
        """Whoever runs does what is due by now, until nothing is left to do; when there is something to do next."""
        for what in [what for what, at in self._back_at.items() if at <= self.scene.now]:
            del self._back_at[what]
            self.scene.returns(what)
            if what == "clock":  # one that starts looks at once, and says that it was away
                self.ring()
        for _ in range(MOST_PASSES):
            moments = {"clock": self._clock_at(), "delivery": self._delivery_at()}
            due = [what for what, at in moments.items() if at and at <= self.scene.now]
            if not due:
                ahead = [at for at in (*moments.values(), *self._back_at.values()) if at]
                return min(ahead, default=None)
            for what in due:
                self._run(what, self._clock_pass if what == "clock" else self._delivery_pass)
        raise Restless(f"at {self.scene.now.isoformat()}")

    def goes_away(self, what: str, until: datetime) -> None:
        """The clock or delivery is away until then."""
        self.scene.goes_away(what)
        self._back_at[what] = max(until, self._back_at.get(what, until))

    def _run(self, what: str, run: Callable[[], None]) -> None:
        chance, statement = self.rng.random(), self._reach.statement(what, self.rng.random())
        self.wake()
        try:
            if chance < self.kill_chance:
                self._until_killed(run, statement)
            elif chance < self.kill_chance + self.cut_chance:
                with breakage.cut_off_at(statement, self.restart, counts=self.counts):
                    run()
            else:
                with self._reach.measured(what):
                    run()
            return
        except Killed:
            self.counts[f"{what} killed"] += 1
            self.goes_away(what, self.scene.now + RESTART)
        except Error:
            self.counts[f"{what} cut off"] += 1
            connections.close_all()
        if what == "delivery":
            self._died()

    def _until_killed(self, run: Callable[[], None], statement: int) -> None:
        if not self.really:
            with breakage.killed_at(statement):
                run()
            return
        carrier = self.scene.carrier

        def telling(pipe: int) -> None:
            carrier.tells = pipe
            run()

        ended = breakage.in_a_process(telling, statement=statement)
        for line in ended.said.splitlines():
            keys, answer, text = json.loads(line)
            carrier.remember(Handed(tuple(keys), Answer(answer), self.scene.now, text))
        if ended.was_killed:
            self.counts["processes ended by SIGKILL"] += 1
            raise Killed

    def _died(self) -> None:
        """Of what delivery had in its hands nobody can say any more whether the carrier took it."""
        self.scene.crashes.append(self.scene.now)
        for key in Message.objects.everywhere().filter(state="sending").values_list("key", flat=True):
            self.scene.carrier.was_left_unmarked(key)

    def _clock_at(self) -> datetime | None:
        """When the clock has something to do; None while it is away."""
        if self.scene.is_away("clock"):
            return None
        if "clock" not in self._next:
            moments = (planned.next_at(), incidents.next_at())
            self._next["clock"] = min((at for at in moments if at), default=None)
        return self._next["clock"]

    def _clock_pass(self) -> None:
        fired = self._clock.run(self.scene.now)
        self.counts["timers"] += fired.fired
        self.counts["broken timers"] += fired.broken

    def _delivery_at(self) -> datetime | None:
        """When delivery has something to do; None while it is away."""
        if self.scene.is_away("delivery"):
            return None
        if "delivery" not in self._next:
            self._next["delivery"] = self._when_allowed(outbox.next_at(now=self.scene.now))
        return self._next["delivery"]

    def _when_allowed(self, at: datetime | None) -> datetime | None:
        """When what may go now goes: once a carrier that has taken its share takes more."""
        waits = delivery.RATES.waits()
        if at is None or at > self.scene.now or not waits:
            return at
        self.counts["waits for a rate"] += 1
        return self.scene.now + timedelta(seconds=min(waits.values()))

    def _delivery_pass(self) -> None:
        delivery.once(self.scene.now)

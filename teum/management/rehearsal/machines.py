"""The real clock and the real delivery, in this process: run when something is due, killed, cut off, or away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import Error, connections

from teum.actions.messages import LEASE
from teum.clock import delivery, loop
from teum.management.rehearsal import breakage
from teum.management.rehearsal.breakage import Killed
from teum.management.rehearsal.scene import Scene
from teum.models import Message, Timer

MOST_PASSES = 400
RESTART = timedelta(seconds=20)
"""How long it takes until a process that was killed is there again."""
MOST_STATEMENTS = 120
"""Where in a pass a fault strikes, at most."""


class Restless(Exception):
    """The clock or delivery finds something to do again and again at one moment."""


@dataclass
class Machines:
    """Clock and delivery of one scene."""

    scene: Scene
    rng: Random
    kill_chance: float = 0.0
    cut_chance: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    _clock: loop.ClockPass = field(default_factory=loop.ClockPass)
    _back_at: dict[str, datetime] = field(default_factory=dict)

    def settle(self) -> None:
        """Whoever runs does what is due by now, until nothing is left to do."""
        for what in [what for what, at in self._back_at.items() if at <= self.scene.now]:
            del self._back_at[what]
            self.scene.returns(what)
        for _ in range(MOST_PASSES):
            if not self._run("clock", self._clock_is_due, self._clock_pass) + self._run(
                "delivery", self._delivery_is_due, self._delivery_pass
            ):
                return
        raise Restless(f"at {self.scene.now.isoformat()}")

    def next_moment(self) -> datetime | None:
        """When there is something to do next."""
        moments = list(self._back_at.values())
        if not self.scene.is_away("clock"):
            moments += Timer.objects.everywhere().order_by("fire_at").values_list("fire_at", flat=True)[:1]
        if not self.scene.is_away("delivery"):
            messages = Message.objects.everywhere()
            moments += (
                messages.filter(state="queued").order_by("send_at").values_list("send_at", flat=True)[:1]
            )
            claimed = messages.filter(state="sending", claimed_at__isnull=False).order_by("claimed_at")
            moments += [at + LEASE for at in claimed.values_list("claimed_at", flat=True)[:1] if at]
        return min(moments, default=None)

    def goes_away(self, what: str, until: datetime) -> None:
        """The clock or delivery is away until then."""
        self.scene.goes_away(what)
        self._back_at[what] = max(until, self._back_at.get(what, until))

    def _run(self, what: str, is_due: Callable[[], bool], run: Callable[[], int]) -> int:
        if self.scene.is_away(what) or not is_due():
            return 0
        try:
            with self._fault():
                return run()
        except Killed:
            self.counts[f"{what} killed"] += 1
            self.goes_away(what, self.scene.now + RESTART)
        except Error:
            self.counts[f"{what} cut off"] += 1
            connections.close_all()
        if what == "delivery":
            self._died()
        return 1

    def _died(self) -> None:
        """Of what delivery had in its hands nobody can say any more whether the carrier took it."""
        self.scene.crashes.append(self.scene.now)
        for key in Message.objects.everywhere().filter(state="sending").values_list("key", flat=True):
            self.scene.carrier.was_left_unmarked(key)

    def _fault(self) -> AbstractContextManager[None]:
        chance, statement = self.rng.random(), self.rng.randint(1, MOST_STATEMENTS)
        if chance < self.kill_chance:
            return breakage.killed_at(statement)
        if chance < self.kill_chance + self.cut_chance:
            return breakage.cut_off_at(statement)
        return nullcontext()

    def _clock_is_due(self) -> bool:
        return Timer.objects.everywhere().filter(fire_at__lte=self.scene.now).exists()

    def _clock_pass(self) -> int:
        fired = self._clock.run(self.scene.now)
        self.counts["timers"] += fired.fired
        self.counts["broken timers"] += fired.broken
        return fired.fired

    def _delivery_is_due(self) -> bool:
        messages = Message.objects.everywhere()
        expired = messages.filter(state="sending", claimed_at__lte=self.scene.now - LEASE)
        return messages.filter(state="queued", send_at__lte=self.scene.now).exists() or expired.exists()

    def _delivery_pass(self) -> int:
        handed = len(self.scene.carrier.handed)
        done = delivery.once(self.scene.now)
        return len(self.scene.carrier.handed) - handed + done.uncertain

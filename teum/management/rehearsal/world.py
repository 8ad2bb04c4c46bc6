"""Virtual time: an agenda of what people will do, and the machines that run at every moment between."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import Error, connections

from teum.core.actor import Actor
from teum.core.refusal import Refused
from teum.core.working_time import Calendar
from teum.management.rehearsal import breakage
from teum.management.rehearsal.breakage import Killed, Reach
from teum.management.rehearsal.business import Business
from teum.management.rehearsal.machines import Machines
from teum.management.rehearsal.scene import Scene
from teum.models import Promise, prepared

TICK = timedelta(seconds=1)
STATEMENTS = 40
"""A fault strikes in as many statements of an act at least, and of a longer one anywhere."""
Found = TypeVar("Found")
_PROMISE = prepared.rows(
    lambda organisation, promise: Promise.objects.of(organisation).select_related("case").filter(pk=promise)
)


class Gone(Exception):
    """What somebody meant to act on was undone meanwhile: there is nothing to do."""


def there(row: Found | None) -> Found:
    """What was looked for. Raises `Gone`."""
    if row is None:
        raise Gone
    return row


@dataclass
class World:
    """One rehearsal: who is there, what time it is, and what will be done when."""

    business: Business
    scene: Scene
    machines: Machines
    rng: Random
    faults: frozenset[str]
    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    restart: str = ""
    kill_chance: float = 0.0
    cut_chance: float = 0.0
    _reach: Reach = field(default_factory=lambda: Reach(STATEMENTS))
    _agenda: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    @property
    def now(self) -> datetime:
        """The virtual moment."""
        return self.scene.now

    @property
    def organisation(self) -> int:
        """The business's id."""
        return self.business.organisation_id

    @property
    def promises(self) -> int:
        """How many have been made, by whomever; words about them are not counted."""
        return Promise.objects.of(self.organisation).filter(nature="deed").count()

    @property
    def zone(self) -> ZoneInfo:
        """Where the business is."""
        return self.business.zone

    @property
    def calendar(self) -> Calendar:
        """When the business is open, as it stands now."""
        return self.business.calendar()

    # ── acting ──

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Have something done at a moment; at once where that has passed."""
        heapq.heappush(self._agenda, (max(moment, self.now), next(self._numbers), act))

    def after(self, span: timedelta, act: Callable[[], object]) -> None:
        """Have something done when so much time has passed."""
        self.at(self.now + span, act)

    def attempt(self, act: Callable[[], Found]) -> Found | None:
        """Act; None where it was refused. Whoever is killed in the middle does it again."""
        self.machines.wake()
        try:
            try:
                with self._fault(getattr(act, "__qualname__", "act")):
                    return act()
            except Killed:
                self.counts["acts killed"] += 1
            except Error:
                self.counts["acts cut off"] += 1
                connections.close_all()
            return act()
        except Refused as refused:
            self.refusals[refused.code] += 1
            return None

    def _fault(self, act: str) -> AbstractContextManager[None]:
        chance, statement = self.rng.random(), self._reach.statement(act, self.rng.random())
        if chance < self.kill_chance:
            return breakage.killed_at(statement)
        if chance < self.kill_chance + self.cut_chance:
            return breakage.cut_off_at(statement, self.restart, counts=self.counts)
        return self._reach.measured(act)

    def promise(self, pk: int) -> Promise:
        """A promise as it stands. Raises `Gone`."""
        return there(_PROMISE.first(self.organisation, pk))

    def somebody(self, wanted: int | None = None) -> Actor:
        """That member if they are at work, else whoever is."""
        present = self.business.present()
        return self.business.actor(wanted if wanted in present else self.rng.choice(present))

    # ── time ──

    def until(self, end: datetime) -> None:
        """Let time pass: people act, and whoever runs does what is due at every moment that there is."""
        while True:
            following = self._following(self.machines.settle())
            if following is None or following > end:
                break
            self.scene.now = max(following, self.now)
            self._act()
        self.scene.now = end
        self.machines.settle()

    def _following(self, machines: datetime | None) -> datetime | None:
        moments = [max(machines, self.now + TICK)] if machines else []
        if self._agenda:
            moments.append(self._agenda[0][0])
        return min(moments, default=None)

    def _act(self) -> None:
        while self._agenda and self._agenda[0][0] <= self.now:
            _, _, act = heapq.heappop(self._agenda)
            with suppress(Gone):
                act()

"""Cases that follow a process: they enter its stages one by one, go back, take over new ones, or leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from teum.actions import journeys, processes
from teum.core import process as core
from teum.core.promise import LIVE
from teum.language import ready_processes
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World, there
from teum.models import Case, Promise
from teum.queries import journeys as queries

LOOK = timedelta(hours=8)
"""How often somebody looks at where cases are."""
FOLLOWS = 0.03
"""How likely a case follows the process."""
GOES_ON, GOES_BACK, RENEWS, LEAVES = 0.7, 0.08, 0.04, 0.02
"""How likely a case whose stage is done goes on, or back; and one on its way takes over new stages, or leaves."""
READY = "internet"
"""A trade whose stages have us, the customer and third parties act."""


@dataclass
class Walkers:
    """Who has cases go by a process."""

    world: World
    owners: Owners
    process: int = 0
    seen: int = 0

    def begin(self, until: datetime) -> None:
        """Keep a process, and look at the cases now and again until a moment."""
        self.process = processes.add(
            by=self.world.business.runs_it, entry=self._entry(), now=self.world.now
        ).pk
        self.look(until)

    def _entry(self) -> processes.Entry:
        ready = ready_processes.read(READY)
        return processes.Entry(name=ready.name, stages=ready.stages)

    def look(self, until: datetime) -> None:
        """Have some of the new cases follow it, and those on their way go on."""
        opened = Case.objects.of(self.world.organisation).filter(state="open")
        for pk in list(opened.filter(pk__gt=self.seen).order_by("id").values_list("pk", flat=True)):
            self.seen = pk
            if self.world.rng.random() < FOLLOWS:
                self._soon(lambda pk=pk: self._follow(pk))  # type: ignore[misc]
        on_way = opened.filter(journey__isnull=False).order_by("id")
        for case in list(on_way.select_related("journey")):
            self._think(case)
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _soon(self, act: Callable[[], None]) -> None:
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 400)), act)

    def _follow(self, pk: int) -> None:
        by = self.world.somebody()
        self._do(pk, lambda: journeys.begin(case_id=pk, process_id=self.process, by=by, now=self.world.now))

    def _think(self, case: Case) -> None:
        """What becomes of a case on its way; most often nothing yet."""
        pk, draw, rng = case.pk, self.world.rng.random(), self.world.rng
        if draw < LEAVES:
            self._soon(lambda: self._leave(pk))
        elif draw < LEAVES + RENEWS:
            self._soon(lambda: self._renew(pk))
        elif rng.random() < GOES_ON and self._is_done(queries.value(there(case.journey), case=case)):
            self._soon(lambda: self._enter(pk))

    def _leave(self, pk: int) -> None:
        by = self.world.somebody()
        self._do(pk, lambda: journeys.follow_no_more(case_id=pk, by=by, now=self.world.now))

    def _enter(self, pk: int) -> None:
        """The next stage, or an earlier one; none where it was the last."""
        cases = Case.objects.of(self.world.organisation).select_related("journey")
        case = there(cases.filter(pk=pk).first())
        journey = queries.value(there(case.journey), case=case)
        by, stage = self.world.somebody(), journey.following
        if self.world.rng.random() < GOES_BACK:
            stage = 0
        if stage is None:
            self._do(pk, lambda: journeys.finish(case_id=pk, by=by, now=self.world.now))
        else:
            self._do(pk, lambda: journeys.enter(case_id=pk, stage=stage, by=by, now=self.world.now))

    def _renew(self, pk: int) -> None:
        """Somebody kept the process anew, and the case takes over what it has ahead now."""
        runs_it, by = self.world.business.runs_it, self.world.somebody()
        self.world.attempt(
            lambda: processes.change(
                process_id=self.process, by=runs_it, entry=self._entry(), now=self.world.now
            )
        )
        self._do(pk, lambda: journeys.renew(case_id=pk, by=by, now=self.world.now))

    def _is_done(self, journey: core.Journey) -> bool:
        """Whether what was promised in its stage has ended."""
        held = journey.here.promise if journey.here else None
        return held is None or self.world.promise(held).state not in LIVE

    def _do(self, pk: int, act: Callable[[], object]) -> None:
        """Do it, and have somebody take care of what was promised by it."""
        mine = Promise.objects.of(self.world.organisation).filter(case=pk, nature="deed")
        before = mine.order_by("-id").values_list("pk", flat=True).first() or 0
        self.world.attempt(act)
        for made in list(mine.filter(pk__gt=before).order_by("id").values_list("pk", flat=True)):
            self.owners.take_on(made)

"""How matters end: silent customers are told a date, those who were asked say how it was, and some come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from teum.actions import closings, surveys
from teum.core import actor
from teum.core.actor import Actor
from teum.core.survey import Gap
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World, there
from teum.models import Case, Promise, Survey

LOOK = timedelta(hours=6)
"""How often somebody looks at what has ended, or does not."""
ANSWERS, IS_BAD, COMES_BACK, IS_RECORDED = 0.4, 0.2, 0.04, 0.2
"""How likely a customer answers, finds it not good, and opens a closed matter again; or a member writes it down."""


@dataclass
class Closers:
    """Who brings matters to their end."""

    world: World
    owners: Owners
    announced: set[int] = field(default_factory=set)
    ended: set[tuple[int, datetime | None]] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)

    def look(self, until: datetime) -> None:
        """Look at silent customers, at what was closed and at what was asked, now and again until a moment."""
        for pk in self._silent():
            if pk not in self.announced and self.world.rng.random() < 0.5:
                self.announced.add(pk)
                self._soon(lambda pk=pk: self._announce(pk))  # type: ignore[misc]
        closed = Case.objects.of(self.world.organisation).filter(state="closed").order_by("id")
        for pk, at in list(closed.values_list("pk", "closed_at")):
            if (pk, at) not in self.ended:
                self.ended.add((pk, at))
                if self.world.rng.random() < COMES_BACK:
                    self._soon(lambda pk=pk: self._come_back(pk))  # type: ignore[misc]
        waiting = Survey.objects.of(self.world.organisation).filter(answered_at=None).order_by("id")
        for pk in list(waiting.exclude(pk__in=self.asked).values_list("pk", flat=True)):
            self.asked.add(pk)
            if self.world.rng.random() < ANSWERS:
                self._soon(lambda pk=pk: self._answer(pk))  # type: ignore[misc]
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _silent(self) -> list[int]:
        """Cases in which a part of their customer's is late, and no deed of ours is open."""
        live = Promise.objects.of(self.world.organisation).filter(
            state__in=["open", "waiting", "offered", "reported"], nature="deed"
        )
        late = live.filter(debtor="customer", state="open", due__lt=self.world.now)
        ours = live.exclude(debtor="customer").values("case")
        return list(late.exclude(case__in=ours).order_by("case").values_list("case", flat=True).distinct())

    def _soon(self, act: Callable[[], None]) -> None:
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 300)), act)

    def _customer(self, case_id: int) -> Actor:
        case = there(Case.objects.of(self.world.organisation).filter(pk=case_id).first())
        return actor.customer(self.world.organisation, case.customer_id)

    def _announce(self, pk: int) -> None:
        hours = self.world.rng.randint(49, 80)
        on = sayings.moment(self.world.now + timedelta(hours=hours), self.world.zone)
        by = self.world.somebody()
        self.world.attempt(
            lambda: closings.announce(case_id=pk, by=by, on=on, reason=sayings.NO_ANSWER, now=self.world.now)
        )

    def _come_back(self, pk: int) -> None:
        by = self._customer(pk)
        self._take_on_newest(
            pk,
            lambda: closings.reopen(case_id=pk, by=by, missing=sayings.MISSING, now=self.world.now),
        )

    def _answer(self, pk: int) -> None:
        survey = there(Survey.objects.of(self.world.organisation).filter(pk=pk).first())
        case_id = survey.case_id
        rng = self.world.rng
        score = rng.choice([1, 2]) if rng.random() < IS_BAD else rng.choice([3, 4, 5])
        gap = rng.choice([None, Gap.WORSE, Gap.AS_AGREED, Gap.AS_AGREED, Gap.BETTER])
        by = self.world.somebody() if rng.random() < IS_RECORDED else self._customer(case_id)
        comment = rng.choice(["", sayings.NOTE])
        self._take_on_newest(
            case_id,
            lambda: surveys.answer(
                survey_id=pk, by=by, score=score, gap=gap, comment=comment, now=self.world.now
            ),
        )

    def _take_on_newest(self, case_id: int, act: Callable[[], object]) -> None:
        """Do it, and have somebody take care of what it promised."""
        mine = Promise.objects.of(self.world.organisation).filter(case=case_id, nature="deed")
        before = mine.count()
        if self.world.attempt(act) and mine.count() > before:
            self.owners.take_on(mine.order_by("-id").values_list("pk", flat=True)[0])

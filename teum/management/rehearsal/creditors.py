"""What customers do: answer offers, reports and new times, let go, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet

from teum.actions import promises
from teum.core import actor
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World
from teum.models import Promise, Telling, prepared

LOOK = timedelta(hours=5)
"""How often customers look at their pages."""
HOUR = timedelta(hours=1)
UNLEFT = ("late", "revised", "no_date", "proposed")
"""Words of how a promise stands, which a customer may end before they have left."""
EARLY = 0.2
"""So many promises of which such words wait are ended by who reads of them on the page."""

_ASKED = prepared.rows(
    lambda organisation: (
        Promise.objects.of(organisation).filter(state__in=["offered", "reported"]).order_by("id")
    )
)
_PROPOSED = prepared.rows(
    lambda organisation: Promise.objects.of(organisation).filter(proposed_due__isnull=False).order_by("id")
)


@prepared.rows
def _with_unleft_words(organisation: int) -> QuerySet[Telling]:
    told = Telling.objects.of(organisation).filter(message__state="queued", message__kind__in=UNLEFT)
    ours = told.filter(promise__state="open").exclude(promise__debtor="customer")
    return ours.select_related("promise").order_by("id")


@dataclass
class Creditors:
    """Those to whom it was promised."""

    world: World
    owners: Owners
    answered: set[tuple[int, str, int]]

    def look(self, until: datetime) -> None:
        """Look at what waits for an answer, now and again until a moment."""
        for row in [*_ASKED(self.world.organisation), *_PROPOSED(self.world.organisation)]:
            asked = "agree" if row.proposed_due else row.state
            key = (row.pk, asked, row.version)
            if key not in self.answered:
                self.answered.add(key)
                delay = timedelta(minutes=self.world.rng.randint(1, 290))
                self.world.after(delay, lambda pk=row.pk, asked=asked: self._answer(pk, asked))  # type: ignore[misc]
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def look_early(self, until: datetime) -> None:
        """Every hour: it arrived already, or they let go of it, while words of how it stands wait to leave."""
        for told in _with_unleft_words(self.world.organisation):
            pk, version = told.promise_id, told.promise.version
            # Drawn apart, so that nobody else's draws are others for it.
            drawn = Random(f"{pk} {version}").random()  # noqa: S311
            key = (pk, "early", version)
            if key not in self.answered and drawn < EARLY:
                self.answered.add(key)
                self._do(pk, promises.confirm if drawn < EARLY / 2 else promises.release)
        if self.world.now + HOUR < until:
            self.world.after(HOUR, lambda: self.look_early(until))

    def _answer(self, pk: int, asked: str) -> None:
        silent = 0.35 if "silence" in self.world.faults else 0.1
        if self.world.rng.random() < silent:
            return
        if asked == "offered":
            self._answer_offer(pk)
        elif asked == "agree":
            self._do(pk, promises.agree)
        elif self.world.rng.random() < 0.12:
            self._do(pk, promises.dispute, note="חסר המפרט")
            self.owners.take_on(pk)
        else:
            self._do(pk, promises.confirm)

    def _answer_offer(self, pk: int) -> None:
        answer = self.world.rng.choices(["accept", "decline", "counter"], [70, 15, 15])[0]
        if answer == "counter":
            due = sayings.moment(self.world.promise(pk).due + timedelta(hours=3), self.world.zone)
            self._do(pk, promises.counter, due=due)
            self.world.after(timedelta(hours=1), lambda: self._accept_counter(pk))
        elif self._do(pk, promises.accept if answer == "accept" else promises.decline):
            self.owners.take_on(pk)

    def _accept_counter(self, pk: int) -> None:
        by = self.world.somebody(self.world.promise(pk).owner_id)
        act = promises.accept if self.world.rng.random() < 0.7 else promises.decline
        if self.world.attempt(lambda: act(promise_id=pk, by=by, now=self.world.now)):
            self.owners.take_on(pk)

    def _do(self, pk: int, act: Callable[..., Any], **said: Any) -> Any:
        by = actor.customer(self.world.organisation, self.world.promise(pk).case.customer_id)
        return self.world.attempt(lambda: act(promise_id=pk, by=by, now=self.world.now, **said))

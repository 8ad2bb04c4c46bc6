"""Customers and members talk, on the phone and in chats; what was agreed is summed up, confirmed and corrected."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from teum.actions import conversations, summaries
from teum.actions.conversations import Asked, Said, Wished
from teum.core import actor
from teum.core.conversation import Channel, Direction, Outcome
from teum.core.refusal import Refused
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World, there
from teum.models import Conversation, Promise, Summary

LOOK = timedelta(hours=7)
"""How often somebody takes up the phone."""
TALKS, SUMS_UP, ANSWERS, CORRECTS = 0.06, 0.7, 0.4, 0.15
"""How likely a promise is talked about, a talk is summed up, a summary is answered, and an answer is a correction."""


@dataclass
class Talkers:
    """Who talks, and what comes of it."""

    world: World
    owners: Owners
    seen: int = 0
    """The newest promise that was thought about."""
    answered: set[int] = field(default_factory=set)
    pried: set[int] = field(default_factory=set)

    def look(self, until: datetime) -> None:
        """Talk about what was promised, and answer summaries, now and again until a moment."""
        deeds = Promise.objects.of(self.world.organisation).filter(nature="deed", pk__gt=self.seen)
        for pk in list(deeds.order_by("id").values_list("pk", flat=True)):
            self.seen = pk
            if self.world.rng.random() < TALKS:
                self._soon(lambda pk=pk: self._talk(pk))  # type: ignore[misc]
        told = Summary.objects.of(self.world.organisation).filter(answer="", message__told_at__isnull=False)
        for pk in list(told.exclude(pk__in=self.answered).order_by("id").values_list("pk", flat=True)):
            self.answered.add(pk)
            if self.world.rng.random() < ANSWERS:
                self._soon(lambda pk=pk: self._answer(pk))  # type: ignore[misc]
        self._pry()
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _soon(self, act: Callable[[], None]) -> None:
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 400)), act)

    def _pry(self) -> None:
        """Whoever has a link tries to confirm what has not reached them: it is not there for them yet."""
        sent = Summary.objects.of(self.world.organisation).filter(answer="", message__told_at=None)
        for pk, customer in sent.exclude(pk__in=self.pried).values_list("pk", "case__customer"):
            self.pried.add(pk)
            by = actor.customer(self.world.organisation, customer)
            with suppress(Refused):
                summaries.confirm(summary_id=pk, by=by, now=self.world.now)

    def _talk(self, pk: int) -> None:
        row = self.world.promise(pk)
        rng, now = self.world.rng, self.world.now
        due = sayings.moment(now + timedelta(days=rng.randint(1, 4)), self.world.zone)
        drafts = (
            [sayings.draft(rng, "visit", due=due, now=now, zone=self.world.zone)]
            if rng.random() < 0.5
            else []
        )
        if drafts and rng.random() < 0.2:
            drafts = [sayings.spoilt(rng, drafts[0])]
        said = Said(
            channel=rng.choice(list(Channel)),
            direction=rng.choice(list(Direction)),
            notes=sayings.NOTE,
            promises=drafts,
            questions=[Asked(text=rng.choice(sayings.QUESTIONS), is_theirs=True)]
            if rng.random() < 0.2
            else [],
            wishes=[Wished(text=sayings.NOTE, outcome=Outcome.PROMISED, made=0)] if drafts else [],
        )
        told = self.owners.waits_to_be_told(row.case_id)
        by = self.world.somebody(row.owner_id)
        found = self.world.attempt(
            lambda: conversations.log(case_id=row.case_id, by=by, said=said, now=self.world.now)
        )
        if found is None:
            return
        self.world.scene.by_hand.update(dict.fromkeys(told, now))
        made = Promise.objects.of(self.world.organisation).filter(conversation=found).order_by("id")
        for pk in list(made.values_list("pk", flat=True)):
            self.owners.take_on(pk)
        if rng.random() < SUMS_UP:
            self.world.after(timedelta(minutes=rng.choice([0, 1, 5, 15])), lambda: self._sum_up(found))

    def _sum_up(self, row: Conversation) -> None:
        by = self.world.somebody(row.member_id)
        self.world.attempt(lambda: summaries.send(conversation_id=row.pk, by=by, now=self.world.now))

    def _answer(self, pk: int) -> None:
        sent = Summary.objects.of(self.world.organisation).select_related("case")
        row = there(sent.filter(pk=pk).first())
        by = actor.customer(self.world.organisation, row.case.customer_id)
        if self.world.rng.random() >= CORRECTS:
            self.world.attempt(lambda: summaries.confirm(summary_id=pk, by=by, now=self.world.now))
            return
        corrected = self.world.attempt(
            lambda: summaries.correct(summary_id=pk, by=by, text=sayings.OBJECTION, now=self.world.now)
        )
        if corrected and corrected.question:
            self.owners.take_on(corrected.question.promise_id)

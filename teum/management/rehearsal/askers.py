"""Customers ask about what was promised, members ask customers, and each side answers or forgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from teum.actions import questions, uploads
from teum.core import actor
from teum.core.actor import Actor
from teum.core.question import Kind
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World, there
from teum.models import Promise, Question

LOOK = timedelta(hours=7)
"""How often somebody thinks of a question."""
ASKS, IS_ASKED, OBJECTS = 0.05, 0.04, 0.01
"""How likely a promise is asked about by its customer, sets off a question of ours, or was told otherwise."""


@dataclass
class Askers:
    """Who asks, and what becomes of it."""

    world: World
    owners: Owners
    seen: int = 0
    """The newest promise that was thought about."""
    answering: set[int] = field(default_factory=set)

    def look(self, until: datetime) -> None:
        """Think of what to ask, now and again until a moment, and answer what was asked."""
        asked = Question.objects.of(self.world.organisation)
        of_questions = set(asked.values_list("promise", flat=True))
        deeds = Promise.objects.of(self.world.organisation).filter(nature="deed", pk__gt=self.seen)
        for pk in list(deeds.order_by("id").values_list("pk", flat=True)):
            self.seen = pk
            if pk not in of_questions:
                self._wonder(pk)
        ours = asked.filter(promise__debtor="customer", promise__state="open").exclude(pk__in=self.answering)
        for pk in list(ours.order_by("id").values_list("pk", flat=True)):
            self.answering.add(pk)
            self._soon(lambda pk=pk: self._customer_answers(pk))  # type: ignore[misc]
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _wonder(self, pk: int) -> None:
        draw = self.world.rng.random()
        if draw < ASKS:
            self._soon(lambda: self._customer_asks(pk))
        elif draw < ASKS + IS_ASKED:
            self._soon(lambda: self._member_asks(pk))
        elif draw < ASKS + IS_ASKED + OBJECTS:
            self._soon(lambda: self._customer_objects(pk))

    def _soon(self, act: Callable[[], None]) -> None:
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 400)), act)

    def _customer(self, row: Promise) -> Actor:
        return actor.customer(self.world.organisation, row.case.customer_id)

    def _customer_asks(self, pk: int) -> None:
        row = self.world.promise(pk)
        text = self.world.rng.choice(sayings.QUESTIONS)
        self._take_on(
            self.world.attempt(
                lambda: questions.ask(
                    case_id=row.case_id, by=self._customer(row), text=text, now=self.world.now
                )
            )
        )

    def _customer_objects(self, pk: int) -> None:
        row = self.world.promise(pk)
        self._take_on(
            self.world.attempt(
                lambda: questions.object_to(
                    promise_id=pk, by=self._customer(row), text=sayings.OBJECTION, now=self.world.now
                )
            )
        )

    def _take_on(self, question: Question | None) -> None:
        if question is not None:
            self.owners.take_on(question.promise_id)

    def _member_asks(self, pk: int) -> None:
        row = self.world.promise(pk)
        due = sayings.moment(self.world.now + timedelta(days=self.world.rng.randint(1, 4)), self.world.zone)
        kind = self.world.rng.choice([Kind.TEXT, Kind.READBACK, Kind.DOCUMENT])
        text = self.world.rng.choice(sayings.DOCUMENTS if kind is Kind.DOCUMENT else sayings.QUESTIONS)
        by = self.world.somebody(row.owner_id)
        self.world.attempt(
            lambda: questions.ask(
                case_id=row.case_id, by=by, text=text, kind=kind, due=due, now=self.world.now
            )
        )

    def _customer_answers(self, pk: int) -> None:
        if self.world.rng.random() < (0.35 if "silence" in self.world.faults else 0.1):
            return
        asked = Question.objects.of(self.world.organisation).select_related("promise__case")
        question = there(asked.filter(pk=pk).first())
        by = self._customer(question.promise)
        if question.kind == Kind.DOCUMENT:
            self._customer_sends(pk, by)
            return
        is_right = self.world.rng.random() < 0.8 if question.kind == Kind.READBACK else None
        self.world.attempt(
            lambda: questions.answer(
                question_id=pk, by=by, text=sayings.NOTE, is_right=is_right, now=self.world.now
            )
        )

    def _customer_sends(self, pk: int, by: Actor) -> None:
        """One file, or two; at first now and then one that is not taken."""
        files = [self.world.rng.choice([sayings.PICTURE, sayings.NO_PICTURE]), sayings.PICTURE]
        for content in files:
            self.world.attempt(
                lambda content=content: uploads.receive(  # type: ignore[misc]
                    question_id=pk, by=by, name=sayings.PICTURE_NAME, content=content, now=self.world.now
                )
            )

"""A member's working day: what they are asked, whom they call, the words that they owe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from teum.actions import asks, calls, cases, outbox, promises
from teum.core.calls import Result
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World
from teum.models import Message, Promise, Task, prepared

PATIENCE = timedelta(days=1)
"""After so long somebody lets go of what a customer owes."""
MOST = 40
"""So much of each kind is done in one round."""
ROUNDS = (timedelta(minutes=15), timedelta(hours=5))
"""When members go through what is on their day: so long after the business opens."""


_OPEN = prepared.column(
    lambda organisation, member: (
        Task.objects.of(organisation)
        .filter(member=member, done_at=None)
        .order_by("id")
        .values_list("pk", flat=True)[:MOST]
    )
)
_TASK = prepared.rows(
    lambda organisation, task: (
        Task.objects.of(organisation).select_related("promise", "message").filter(pk=task)
    )
)


@dataclass
class Days:
    """The days of those who are at work."""

    world: World
    owners: Owners

    told: set[int] = field(default_factory=set)
    """Cases whose customer was written to in this round."""

    def plan(self, days: list[date]) -> None:
        """Have everybody go through their day, each working day."""
        calendar = self.world.calendar
        for on in days:
            for begins in ROUNDS:
                self.world.at(calendar.open_of(on) + begins, self._round)

    def _round(self) -> None:
        if not self.world.calendar.is_open(self.world.now):
            return
        self.told.clear()
        lazy = 0.15 if "forgetting" in self.world.faults else 0.05
        house = self.world.business
        for member in sorted({*house.present(), house.principal, house.manager}):
            delay = timedelta(minutes=5 * self.world.rng.randint(0, 8))
            if self.world.rng.random() >= lazy:
                self.world.after(delay, lambda member=member: self._work(member))  # type: ignore[misc]

    def _work(self, member: int) -> None:
        if member in self.world.business.away:
            return
        for pk in _OPEN(self.world.organisation, member):
            (task,) = _TASK(self.world.organisation, pk)
            if task.done_at is None:  # one call or word may have done several
                self._deal_with(member, task)
        owed = Promise.objects.of(self.world.organisation).filter(
            owner=member, nature="update", state="open", due__lt=self.world.now + timedelta(hours=9)
        )
        for pk in list(owed.order_by("id").values_list("pk", flat=True)[:MOST]):
            row = self.world.promise(pk)
            if row.state == "open":
                self._give_what_is_owed(row)

    def _deal_with(self, member: int, task: Task) -> None:
        by = self.world.business.actor(member)
        match task.kind:
            case "told":
                self.world.attempt(lambda: cases.task_done(task_id=task.pk, by=by, now=self.world.now))
            case "ask" if task.promise:
                self._answer_ask(task.promise)
            case "missing" if task.promise and task.promise.state == "open":
                self.owners.report(task.promise.pk)
            case "call" if task.not_before and task.not_before > self.world.now:
                pass
            case "call" if task.message is None or self.world.rng.random() < 0.5:
                self._call(member, task)
            case "call" | "uncertain" | "failed" if task.message:
                self._settle(member, task, task.message)

    def _call(self, member: int, task: Task) -> None:
        """Dial what the call list says, and say what became of it."""
        by, now = self.world.business.actor(member), self.world.now
        result = self.world.rng.choices(list(Result), [65, 30, 5])[0]
        if task.message is None and task.promise:
            pk = task.promise.pk
            self.world.attempt(lambda: calls.of_promise(promise_id=pk, by=by, result=result, now=now))
        elif task.message:
            told = task.message.pk
            act = partial(calls.of_message, message_id=told, by=by, result=result, now=now)
            if self.world.attempt(act) and result is Result.REACHED:
                self.world.scene.by_hand[told] = now

    def _answer_ask(self, row: Promise) -> None:
        answer = self.world.rng.choice(["on_track", "on_track", "word", "report", "revise"])
        if row.nature == "update":
            self._give_what_is_owed(row)
        elif answer == "word":
            self.owners.give_word(row.pk)
        elif answer == "on_track":
            by = self.world.somebody(row.owner_id)
            self.world.attempt(lambda: asks.on_track(promise_id=row.pk, by=by, now=self.world.now))
        elif answer == "report":
            self.owners.report(row.pk)
        else:
            self.owners.revise(row.pk, then=lambda _: None)

    def _settle(self, member: int, task: Task, message: Message) -> None:
        """Deal with a message that failed or is in doubt: call, send it again, by hand, or let it be."""
        by = self.world.business.actor(member)
        how = self.world.rng.choice(["call", "call", "told", "sent_by_hand", "resend", "dropped"])
        if how == "call":
            self.owners.call(task.case_id, by=member, reached=self.world.rng.random() < 0.7)
            return
        act: Callable[..., Any] = outbox.settle
        said: dict[str, Any] = {"outcome": how}
        if how == "sent_by_hand":
            act, said = outbox.sent_by_hand, {}
        if self.world.attempt(lambda: act(message_id=message.pk, by=by, now=self.world.now, **said)):
            if how == "resend":
                self.world.scene.resent[message.pk] += 1
            elif how != "dropped":
                self.world.scene.by_hand[message.pk] = self.world.now

    def _give_what_is_owed(self, row: Promise) -> None:
        """A word is promised for today: how it stands while a deed is open, else the last one."""
        deeds = Promise.objects.of(self.world.organisation).filter(
            case=row.case_id, nature="deed", state__in=["open", "waiting", "offered"]
        )
        by = self.world.somebody(row.owner_id)
        if not deeds.exists():
            self.world.attempt(
                lambda: promises.report(promise_id=row.pk, by=by, note="הכול טופל", now=self.world.now)
            )
        elif row.case_id not in self.told:
            self.told.add(row.case_id)
            given_up = deeds.filter(debtor="customer", due__lt=self.world.now - PATIENCE).first()
            if given_up:
                self.owners.let_go(given_up.pk)
            else:
                self.owners.give_word(row.pk)

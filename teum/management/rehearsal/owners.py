"""What members do about a promise of theirs: keep it, move it, forget it, take it back, hand it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from teum.actions import asks, calls, delays, moves, outbox, promises, questions, words
from teum.actions import undo as undoing
from teum.actions.promises.steps import Next
from teum.core import counter
from teum.core.actor import Actor
from teum.management.rehearsal import sayings
from teum.management.rehearsal.habits import Habits
from teum.management.rehearsal.world import World
from teum.models import Message, Promise, Question, prepared
from teum.models.message import OF_CUSTOMER

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
UNSETTLED = ("failed", "uncertain", "shown_locally")

FATES: dict[str, float] = {
    "keep": 56,
    "revise": 13,
    "revise_twice": 6,
    "no_date": 2,
    "on_track": 5,
    "forget": 6,
    "give_word": 4,
    "withdraw": 3,
    "release": 2,
    "delegate": 3,
    "call": 2,
    "send_now": 1,
    "undo": 1,
}
"""What becomes of a promise, by weight."""
FINISHES = 0.85
"""So much of what was moved or handed on is in time in the end."""
UNDONE = 0.2
"""So many changes of a time, and promises just made, are undone, or would be if it were not too late."""
SUITS = 0.6
"""So many other times that customers ask for are answered with one, and so many of these are theirs."""
THEIRS = ("keep", "revise", "forget", "release", "delegate")
"""What may become of what the customer owes us."""
SILENT = {"stay_silent": 30.0}
"""The weight of what never comes, where customers do not answer."""
FORGETTING = {"forget": 10.0, "on_track": 7.0}
"""The weights where people forget."""


_ASKED = prepared.rows(
    lambda organisation, promise: Question.objects.of(organisation).filter(promise=promise).order_by("id")[:1]
)


@dataclass
class Owners:
    """Those who promise."""

    world: World
    habits: Habits = field(default_factory=Habits)
    """What is known of those who are rehearsed: so they act, else as it is drawn."""

    def take_on(self, pk: int) -> None:
        """Decide what becomes of a promise that was just made, and have it done in its time."""
        row = self.world.promise(pk)
        weights = FATES | (FORGETTING if "forgetting" in self.world.faults else {})
        if row.debtor != "customer" and self.habits.are_known:
            weights = self.habits.weights(FATES)
        elif row.debtor == "customer":
            weights = {fate: weight for fate, weight in weights.items() if fate in THEIRS}
            weights |= SILENT if "silence" in self.world.faults else {}
        fate = self.world.rng.choices(list(weights), list(weights.values()))[0]
        if row.state == "waiting":
            self._await_condition(row)
        elif row.state == "open":
            getattr(self, f"_{fate}")(row)

    # ── what becomes of it ──

    def _keep(self, row: Promise) -> None:
        self.world.at(self._in_time(row), lambda: self.report(row.pk))

    def _forget(self, row: Promise) -> None:
        late = row.due + HOUR * self.world.rng.uniform(0.2, 20)
        self.world.at(self._working(late), lambda: self.report(row.pk))

    def _stay_silent(self, row: Promise) -> None:
        """What the customer owes never comes: they are told a date, or let go of it."""

    def _revise(self, row: Promise) -> None:
        self.world.at(self._in_time(row), lambda: self.revise(row.pk, then=self._finish))

    def _revise_twice(self, row: Promise) -> None:
        def again(pk: int) -> None:
            self.world.at(self._in_time(self.world.promise(pk)), lambda: self.revise(pk, then=self._finish))

        self.world.at(self._in_time(row), lambda: self.revise(row.pk, then=again))

    def _no_date(self, row: Promise) -> None:
        """Nobody knows when: said before the date, and once more where it is moved after that."""

        def admit() -> None:
            word = sayings.moment(self.world.now + HOUR * self.world.rng.choice([5, 26]), self.world.zone)
            if self._do(row.pk, delays.no_date, reason=self.world.rng.choice(sayings.REASONS), next_due=word):
                self._finish(row.pk)

        self.world.at(self._in_time(row), admit)
        if self.world.rng.random() < 0.4:
            self._revise(row)

    def _on_track(self, row: Promise) -> None:
        asked = row.due - HOUR * self.world.rng.uniform(2, 4)
        self.world.at(asked, lambda: self._do(row.pk, asks.on_track))
        late = MINUTE * self.world.rng.choice([-30, -5, -1, 0, 1, 90])
        self.world.at(row.due + late, lambda: self.report(row.pk))

    def _send_now(self, row: Promise) -> None:
        self.world.at(row.due - HOUR * self.world.rng.uniform(2, 6), lambda: self._do(row.pk, asks.send_now))
        self._forget(row)

    def _give_word(self, row: Promise) -> None:
        self.world.at(self._in_time(row), lambda: self.give_word(row.pk))
        self._forget(row)

    def _call(self, row: Promise) -> None:
        self.world.at(
            self._in_time(row),
            lambda: self.call(row.case_id, by=row.owner_id, reached=True, next_due=self._next_word()),
        )
        self._forget(row)

    def _withdraw(self, row: Promise) -> None:
        edge = self.world.rng.choice([self._in_time(row), row.due - timedelta(seconds=1), row.due + MINUTE])
        self.world.at(
            edge,
            lambda: self._do(
                row.pk,
                promises.withdraw,
                disclosure=sayings.DISCLOSURE,
                after=self._close_or_word(row.case_id),
            ),
        )

    def _release(self, row: Promise) -> None:
        self.world.at(self._in_time(row), lambda: self.let_go(row.pk))

    def _delegate(self, row: Promise) -> None:
        def hand_on() -> None:
            heir = self.world.rng.choice(self.world.business.present())
            self._do(row.pk, promises.delegate, owner=heir)

        self.world.at(self._in_time(row), hand_on)
        self._finish(row.pk)

    def _undo(self, row: Promise) -> None:
        def take_back() -> None:
            waiting = Message.objects.of(row.organisation_id).filter(
                OF_CUSTOMER, case=row.case_id, state="queued"
            )
            for pk in list(waiting.values_list("pk", flat=True)):
                self.world.attempt(
                    lambda pk=pk: outbox.take_back(  # type: ignore[misc]
                        message_id=pk, by=self.world.somebody(row.owner_id), now=self.world.now
                    )
                )

        self.world.after(timedelta(seconds=5), take_back)
        self.world.at(row.due - 89 * MINUTE, take_back)
        self._finish(row.pk)

    def _await_condition(self, row: Promise) -> None:
        if self.world.rng.random() < 0.7 and row.condition_due:
            met = row.made_at + (row.condition_due - row.made_at) * self.world.rng.uniform(0.2, 0.95)

            def meet() -> None:
                if self._do(row.pk, promises.meet_condition):
                    self._finish(row.pk)

            self.world.at(met, meet)

    def _finish(self, pk: int) -> None:
        """Most are kept in the end; some are not, and are reported late."""
        row = self.world.promise(pk)
        kept = self.habits.finishes if self.habits.are_known else FINISHES
        self._keep(row) if self.world.rng.random() < kept else self._forget(row)

    # ── acts ──

    def report(self, pk: int) -> None:
        """Say that it is done, or give the answer that was promised; whoever is on holiday is stood in for."""
        note = self.world.rng.choice(["", sayings.NOTE])
        asked = _ASKED.first(self.world.organisation, pk)
        if asked is None:
            self._do(pk, promises.report, note=note)
            return
        by = self.world.somebody(self.world.promise(pk).owner_id)
        if asked.times and self.world.rng.random() < SUITS and self._moves(asked, by):
            return
        self.world.attempt(
            lambda: questions.answer(question_id=asked.pk, by=by, text=sayings.NOTE, now=self.world.now)
        )

    def _moves(self, asked: Question, by: Actor) -> object:
        """The time that they asked for suits, or the day after it does."""
        start = counter.begins(counter.of_interval(asked.times[0], zone=self.world.zone))
        if self.world.rng.random() < SUITS:
            return self.world.attempt(
                lambda: moves.accept(question_id=asked.pk, by=by, start=start, now=self.world.now)
            )
        later = sayings.moment(start + timedelta(days=1), self.world.zone)
        return self.world.attempt(
            lambda: moves.offer(
                question_id=asked.pk, by=by, start=later, due=later + HOUR, now=self.world.now
            )
        )

    def let_go(self, pk: int) -> None:
        """Write down that the creditor lets go of it."""
        after = self._close_or_word(self.world.promise(pk).case_id)
        self._do(pk, promises.release, proof=sayings.PROOF, after=after)

    def revise(self, pk: int, *, then: Callable[[int], None]) -> None:
        """Move it to later, and go on from there."""
        row = self.world.promise(pk)
        later = max(row.due, self.world.now) + HOUR * self.world.rng.choice([1, 3, 24, 48])
        due = sayings.moment(later, self.world.zone)
        reason = self.world.rng.choice(sayings.REASONS)
        if self.world.rng.random() < 0.1:
            self._do(pk, promises.revise, due=due, reason=self.world.rng.choice(sayings.VAGUE))
        if self._do(pk, promises.revise, due=due, reason=reason):
            self.think_better(pk)
            then(pk)

    def think_better(self, pk: int) -> None:
        """Some of what was just done or made is undone at once."""
        if self.world.rng.random() < UNDONE:
            self.world.after(timedelta(seconds=self.world.rng.randint(1, 12)), lambda: self.undo(pk))

    def undo(self, pk: int) -> None:
        """Think better of what was just done with it; now and then too late."""
        row = self.world.promise(pk)
        by = self.world.somebody(row.owner_id)
        wrote = Message.objects.of(row.organisation_id).filter(case=row.case_id, undoes__isnull=False)
        newest = wrote.order_by("-id").values_list("pk", flat=True).first()
        if newest is not None:
            self.world.attempt(lambda: undoing.act(message_id=newest, by=by, now=self.world.now))

    def give_word(self, pk: int) -> None:
        """Write to the customer how it stands, and when the next word comes."""
        row = self.world.promise(pk)
        due = self._next_word()
        text = self.world.rng.choice(sayings.NEWS)
        self.world.attempt(
            lambda: words.give(
                case_id=row.case_id,
                by=self.world.somebody(row.owner_id),
                text=text,
                next_due=due,
                now=self.world.now,
            )
        )

    def call(self, case_id: int, *, by: int | None, reached: bool, next_due: datetime | None = None) -> None:
        """Call the customer: the words of messages that no carrier took are told where they answer."""
        told = self.waits_to_be_told(case_id)
        logged = self.world.attempt(
            lambda: calls.log(
                case_id=case_id,
                by=self.world.somebody(by),
                reached=reached,
                note="דיברנו",
                next_due=next_due,
                now=self.world.now,
            )
        )
        if logged and reached:
            self.world.scene.by_hand.update(dict.fromkeys(told, self.world.now))

    def waits_to_be_told(self, case_id: int) -> list[int]:
        """The messages of a case whose words are told where the customer is spoken with."""
        theirs = Message.objects.of(self.world.organisation).filter(OF_CUSTOMER, case=case_id)
        waiting = theirs.filter(state="queued", call_by__isnull=False)
        unsettled = theirs.filter(state__in=UNSETTLED, settled_at=None)
        return list((unsettled | waiting).values_list("pk", flat=True))

    def _do(self, pk: int, act: Callable[..., Any], **said: Any) -> Any:
        """An act on a promise by its owner, or by who stands in for them."""
        by = self.world.somebody(self.world.promise(pk).owner_id)
        return self.world.attempt(lambda: act(promise_id=pk, by=by, now=self.world.now, **said))

    def _close_or_word(self, case_id: int) -> Next:
        """Close where nothing else is live, else go on."""
        live = Promise.objects.of(self.world.organisation).filter(
            case=case_id, state__in=["open", "waiting", "offered", "reported"]
        )
        if live.count() <= 1 and self.world.rng.random() < 0.6:
            return Next(close=True)
        return Next(word_by=self._next_word())

    def _next_word(self) -> datetime:
        """When the next word is due where a person names it: in some working days, in opening hours."""
        opens = self.world.calendar.next_opening(self.world.now + 24 * HOUR * self.world.rng.randint(1, 4))
        return sayings.moment(opens + 5 * MINUTE * self.world.rng.randint(1, 30), self.world.zone)

    def _in_time(self, row: Promise) -> datetime:
        """A moment before due; now and then the last that there is."""
        left = row.due - self.world.now
        if self.world.rng.random() < 0.05:
            return row.due - self.world.rng.choice([timedelta(seconds=1), timedelta(0), MINUTE, 2 * MINUTE])
        at = self.world.now + left * self.world.rng.uniform(0.4, 0.97)
        worked = self._working(at)
        return worked if worked < row.due else sayings.moment(at, self.world.zone)

    def _working(self, at: datetime) -> datetime:
        """The next moment from there on at which the business is open, on a round minute."""
        opens: datetime = self.world.calendar.next_opening(at)
        if opens > at:
            opens += 5 * MINUTE * self.world.rng.randint(0, 20)
        return sayings.moment(opens, self.world.zone)

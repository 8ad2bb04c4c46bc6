"""Customers answer letters by mail, and some write out of the blue; what has no case gets one, or is put aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from teum.actions import inbox, placing
from teum.core.inbox import Kind, Mail
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World
from teum.models import ContactPoint, Message, Question
from teum.models.message import OF_CUSTOMER

LOOK = timedelta(hours=5)
"""How often somebody writes, and how often somebody looks at what has no case."""
ANSWERS, WRITES, IS_A_MACHINE = 0.04, 0.02, 0.01
"""How likely a letter is answered, its reader writes of something else, or a machine answers it."""
MAILS = (*sayings.QUESTIONS, "תודה רבה!", "אפשר שהטכנאי יגיע אחרי ארבע?")


@dataclass
class Writers:
    """Who writes, and what becomes of it."""

    world: World
    owners: Owners
    seen: int = 0
    """The newest letter that was thought about."""
    written: int = 0

    def look(self, until: datetime) -> None:
        """Answer some letters, now and again until a moment, and see to what has no case."""
        letters = Message.objects.of(self.world.organisation).filter(pk__gt=self.seen, direction="out")
        told = letters.filter(OF_CUSTOMER, case__isnull=False, told_at__isnull=False)
        for letter in list(told.order_by("id")):
            self.seen = letter.pk
            self._wonder(letter)
        unplaced = Message.objects.of(self.world.organisation).filter(kind=Kind.UNPLACED, settled_at=None)
        for mail in list(unplaced.order_by("id")):
            self._see_to(mail)
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _wonder(self, letter: Message) -> None:
        draw = self.world.rng.random()
        if draw < ANSWERS:
            self._soon(lambda: self._write(letter, names=(letter.key,)))
        elif draw < ANSWERS + WRITES:
            self._soon(lambda: self._write(letter, names=()))
        elif draw < ANSWERS + WRITES + IS_A_MACHINE:
            self._soon(lambda: self._write(letter, names=(letter.key,), is_automatic=True))

    def _soon(self, act: Callable[[], None]) -> None:
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 400)), act)

    def _write(self, letter: Message, *, names: tuple[str, ...], is_automatic: bool = False) -> None:
        self.written += 1
        own = ContactPoint.objects.of(self.world.organisation).filter(
            customer=letter.customer, channel="email"
        )
        sender = own.values_list("address", flat=True).first() or "somebody@example.com"
        if self.world.rng.random() < 0.1:
            sender = "somebody@example.com"
        mail = Mail(
            name=f"rehearsed-{self.written}@example.com",
            sender=sender,
            subject=letter.subject,
            text=self.world.rng.choice(MAILS),
            names=names,
            is_automatic=is_automatic,
        )
        self._take_on(self.world.attempt(lambda: inbox.receive(mail, now=self.world.now)))

    def _see_to(self, mail: Message) -> None:
        by, now = self.world.somebody(mail.member_id), self.world.now
        if self.world.rng.random() < 0.5:
            self.world.attempt(lambda: placing.set_aside(message_id=mail.pk, by=by, now=now))
        else:
            self._take_on(self.world.attempt(lambda: placing.place(message_id=mail.pk, by=by, now=now)))

    def _take_on(self, came: Message | None) -> None:
        """Whoever promised the answer has it in mind."""
        if came is None or came.kind != Kind.QUESTION:
            return
        asked = Question.objects.of(self.world.organisation).filter(case=came.case).order_by("-id").first()
        if asked is not None:
            self.owners.take_on(asked.promise_id)

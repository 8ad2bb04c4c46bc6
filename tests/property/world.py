"""A business in virtual time: people act, time passes, the real clock and the real delivery run, or are away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.db import transaction

from tests import cast, cast_alignment, cast_process
from teum.actions.customers import Contact
from teum.channels import choose
from teum.clock import delivery, loop
from teum.clock.rates import Rates
from teum.core.delivery import A_CHANCE, LEASE, TIME_TO_CALL
from teum.core.refusal import Refused
from teum.management.rehearsal import picture
from teum.management.rehearsal.carrier import Crash
from teum.management.rehearsal.picture import Picture
from teum.management.rehearsal.scene import Scene
from teum.models import Customer, Member, Message, Timer
from teum.queries import delivery as outbox
from teum.queries import incidents

TICK = timedelta(seconds=1)
MOST_PASSES = 2_000


@dataclass(frozen=True)
class Stage:
    """Who is there, made once: examples begin from here and are rolled back to it."""

    galil: cast.Business
    other: cast.Business
    shula: Customer
    """Can be reached by phone only."""
    other_promise: int
    other_case: int


def stage() -> Stage:
    """Two businesses; the second one's promise is what nobody of the first may touch."""
    galil = cast.galil(now=cast.at("2026-01-04 09:00"))
    other = cast.galil(now=cast.at("2026-01-04 09:00"), name="דודי השרון", domain="sharon.example")
    theirs = cast.quote(
        other, now=cast.at("2026-01-05 10:00"), body="אשלח לך את החוזה", due=cast.at("2027-12-01 12:00")
    )
    cast_process.kept(galil)
    cast_alignment.template(galil)
    shula = cast.customer(galil.ruth, "שולה גבאי", [Contact(channel="phone", address="+972547650000")])
    return Stage(galil, other, shula, theirs.pk, theirs.case_id)


@dataclass(kw_only=True)
class World(Scene):
    """One run from the stage on. `now` only ever moves by `until`."""

    stage: Stage
    refusals: Counter[str] = field(default_factory=Counter)
    _stack: ExitStack = field(default_factory=ExitStack)
    _clock: loop.ClockPass = field(default_factory=loop.ClockPass)

    def __enter__(self) -> World:
        """Begin: everything from here on is rolled back."""
        self._stack.enter_context(transaction.atomic())
        self._stack.callback(lambda: transaction.set_rollback(True))
        self._stack.enter_context(mock.patch.object(choose, "carrier", return_value=self.carrier))
        self._stack.enter_context(mock.patch.object(delivery, "RATES", Rates(limit=lambda _: None)))
        self.picture = picture.take()
        self._ledger = picture.ledger_rows()
        return self

    def __exit__(self, *_: object) -> None:
        """Back to the stage."""
        self._stack.close()

    # ── acting ──

    def attempt(self, act: Callable[[], Any]) -> Any:
        """Act; a refusal must leave every row and the ledger as they were. None where it was refused."""
        try:
            result = act()
        except Refused as refused:
            after = picture.take(self.picture)
            changes = self.picture.differences(after)
            assert not changes, f"{refused.code} was refused and yet changed {changes}"
            self.refusals[refused.code] += 1
            return None
        self.look()
        return result

    def refused(self, acts: Mapping[str, Callable[[], Any]]) -> dict[str, str]:
        """Try acts that must all be refused; the code of each. Together they must leave everything as it was."""
        codes: dict[str, str] = {}
        for name, act in acts.items():
            try:
                act()
            except Refused as refused:
                codes[name] = refused.code
            else:
                raise AssertionError(f"{name} was not refused")
        changes = self.picture.differences(picture.take(self.picture))
        assert not changes, f"what was refused changed {changes}"
        self.refusals.update(codes.values())
        return codes

    def look(self) -> Picture:
        """Take the picture anew; the ledger may only have grown."""
        self.picture = picture.take(self.picture)
        return self.picture

    def require_ledger_unchanged(self) -> None:
        """What the ledger held at the start it holds still, to the letter."""
        assert picture.ledger_rows()[: len(self._ledger)] == self._ledger

    def remember_ledger(self) -> None:
        """Keep the ledger as it stands, for `require_ledger_unchanged`."""
        self._ledger = picture.ledger_rows()

    # ── time ──

    def until(self, moment: datetime) -> None:
        """Let time pass: whoever runs acts at every moment at which there is something to do."""
        is_moved = False
        for _ in range(MOST_PASSES):
            is_moved |= self._act()
            following = self._next_moment()
            if following is None or max(following, self.now + TICK) > moment:
                break
            self.now = max(following, self.now + TICK)
        else:
            raise AssertionError("the clock or delivery never comes to rest")
        self.now = max(moment, self.now)
        if self._act() or is_moved:
            self.look()

    def settle(self) -> None:
        """The clock and delivery at this moment, until neither has anything to do."""
        if self._act():
            self.look()

    def _act(self) -> bool:
        passes = 0
        while self._clock_pass() + self._delivery_pass():
            passes += 1
            assert passes < MOST_PASSES, "the clock or delivery never comes to rest"
        return passes > 0

    def _clock_pass(self) -> int:
        timers = Timer.objects.everywhere().filter(fire_at__lte=self.now)
        if self.is_away("clock") or not (timers.exists() or incidents.waiting(limit=1, now=self.now)):
            return 0
        fired = self._clock.run(self.now)
        assert fired.broken == 0, "a timer raised"
        return fired.fired + fired.told

    def _delivery_pass(self) -> int:
        by = self.now + TIME_TO_CALL
        called = len(list(outbox.waited_too_long(self.now, by)))
        called += len(list(outbox.left_behind(self.now, by, self.now - A_CHANCE)))
        if self.is_away("delivery") or not (called or self._is_due()):
            return 0
        handed = len(self.carrier.handed)
        try:
            done = delivery.once(self.now)
        except Crash:
            self.crashes.append(self.now)
            return 1
        return len(self.carrier.handed) - handed + done.uncertain + done.overtaken + done.waiting + called

    def _is_due(self) -> bool:
        messages = Message.objects.everywhere()
        expired = messages.filter(state="sending", claimed_at__lte=self.now - LEASE)
        return outbox.free(now=self.now).exists() or expired.exists()

    def _next_moment(self) -> datetime | None:
        moments: list[datetime | None] = []
        if not self.is_away("clock"):
            timers = Timer.objects.everywhere().order_by("fire_at")
            moments += [timers.values_list("fire_at", flat=True).first(), incidents.next_at()]
        if not self.is_away("delivery"):
            moments.append(outbox.next_at(now=self.now))
        return min((at for at in moments if at is not None), default=None)

    # ── people ──

    @property
    def members(self) -> list[Member]:
        """Everybody of the first business."""
        galil = self.stage.galil
        return [galil.yael, galil.dan, galil.amir, galil.ruth, galil.sami]

    def is_fair(self) -> bool:
        """Whether the clock always ran and the carrier took whatever it was handed."""
        return not self.outages and self.carrier.was_good()


def beginning(business: cast.Business, now: datetime) -> World:
    """A world of one business, for a single story."""
    return World(now=now, organisation=business.id, stage=Stage(business, business, business.dana, 0, 0))

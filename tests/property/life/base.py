"""The ground of the state machine: who is there, how an act is tried, how time passes, and what must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests import cast
from tests.property.words import BODIES, SPANS, STARTS, VAGUE, moment
from tests.property.world import Stage, World
from teum.actions import pulses
from teum.actions.promises import Draft
from teum.actions.promises.steps import Next
from teum.core import reach
from teum.core.actor import Actor
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.guarantees import Violation
from teum.management.rehearsal.guarantees.states import LIVE
from teum.management.rehearsal.picture import Row
from teum.models import Case, ContactPoint, Customer, Member, Promise

BOLD = st.data()


def require(found: Iterable[Violation]) -> None:
    """Fail at the first violation."""
    for violation in found:
        raise AssertionError(str(violation))


def one_of(data: Any, rows: list[Row], what: str) -> Row:
    """One of these rows, drawn by its id."""
    by_id = {row["id"]: row for row in rows}
    return by_id[data.draw(st.sampled_from(sorted(by_id)), label=what)]


class Base(RuleBasedStateMachine):
    """What every life has: people, time, and the five guarantees after every step."""

    stage: ClassVar[Stage]
    touched: int | None = None

    @initialize(start=st.sampled_from(STARTS), draft=st.data())
    def begin(self, start: Any, draft: Any) -> None:
        """A first case with its promise."""
        self.world = World(now=start, organisation=self.stage.galil.id, stage=self.stage, has_run=True)
        self.world.__enter__()
        pulses.beat("clock", now=start)
        self.open_case(draft)

    def open_case(self, data: Any) -> None:
        """A member opens a case; the acts say how."""
        raise NotImplementedError

    def teardown(self) -> None:
        """The ledger holds what it held; then back to the stage."""
        if hasattr(self, "world"):
            try:
                self.world.require_ledger_unchanged()
            finally:
                self.world.__exit__()

    # ── who, and what they act on ──

    def customers(self) -> list[Customer]:
        """Whose cases there may be."""
        return [self.stage.galil.dana, self.stage.galil.john]

    def reaching(self, whose: Customer, draft: Draft) -> Draft:
        """The promise on a channel on which the customer can be reached."""
        known = ContactPoint.objects.of(self.stage.galil.id).filter(customer=whose, is_broken=False)
        channels = reach.channels(known.values_list("channel", flat=True))
        return draft if draft.channel in channels else replace(draft, channel="visit")

    def someone(self, data: Any) -> Actor:
        """A member of the business, most often one of its agents."""
        galil = self.stage.galil
        here = [galil.yael, galil.yael, galil.dan, galil.amir, galil.ruth, galil.sami]
        present = [m for m in here if self.world.picture.of(Member)[m.pk]["is_active"]]
        return cast.by(data.draw(st.sampled_from(present), label="who"))

    def anyone(self, data: Any) -> Actor:
        """A member or the customer."""
        galil = self.stage.galil
        return data.draw(
            st.sampled_from([cast.by(galil.yael), galil.as_customer, cast.by(galil.amir)]), label="who"
        )

    def cases(self, state: str | None = None) -> list[Row]:
        """The cases of the first business."""
        rows = [
            row
            for row in self.world.picture.of(Case).values()
            if row["organisation_id"] == self.stage.galil.id
        ]
        return [row for row in rows if state in (None, row["state"])]

    def promises(self, *states: str) -> list[Row]:
        """The promises of the first business."""
        rows = [
            r for r in self.world.picture.of(Promise).values() if r["organisation_id"] == self.stage.galil.id
        ]
        return [row for row in rows if not states or row["state"] in states]

    def pick(self, data: Any, *states: str) -> Row:
        """One of them: most often in one of these states, now and then in any."""
        rows = self.promises(*states) or self.promises(*LIVE) or self.promises()
        return one_of(data, rows, "promise")

    def attempt(self, row: Row | None, act: Callable[[], Any]) -> Any:
        """Act on a case's promise, and look at the case afterwards."""
        if row and row["organisation_id"] == self.stage.galil.id:
            self.touched = row["case_id"] if "case_id" in row else row["id"]
        found = self.world.attempt(act)
        self.world.settle()
        return found

    def seen(self, data: Any, row: Row) -> int | None:
        """The version that the act names: none, the current one, or a stale one."""
        return data.draw(st.sampled_from([None, row["version"], row["version"] - 1]), label="seen")

    def following(self, data: Any) -> Next:
        """What is to come after: nothing named, another promise, the end of the case, or a next step that is none."""
        kind = data.draw(st.sampled_from(["nothing", "promise", "close", "both", "vague"]), label="after")
        if kind == "nothing":
            return Next()
        draft = self.draft(data)
        if kind == "vague":
            return Next(promise=replace(draft, body=VAGUE[0]))
        return Next(promise=draft if kind != "close" else None, close=kind in ("close", "both"))

    def draft(self, data: Any) -> Draft:
        """A whole promise of ours, open at once."""
        due = moment(self.world.now, data.draw(SPANS))
        return Draft(
            body=data.draw(st.sampled_from(BODIES)),
            includes=("מפרט",),
            channel=data.draw(st.sampled_from(["email", "visit"])),
            due=due,
            says_replaces=True,
        )

    # ── time ──

    @rule(span=SPANS)
    def time_passes(self, span: timedelta) -> None:
        """Minutes or days go by."""
        self.world.until(self.world.now + span)

    @rule(
        data=BOLD, before=st.sampled_from([timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=30)])
    )
    def just_before_due(self, data: Any, before: timedelta) -> None:
        """The moment shortly before something is due."""
        ahead = [r["due"] - before for r in self.promises("open") if r["due"] - before > self.world.now]
        if ahead:
            self.world.until(data.draw(st.sampled_from(sorted(ahead))))

    @rule()
    def next_due(self) -> None:
        """Until just after the next due moment."""
        ahead = [row["due"] for row in self.promises(*LIVE) if row["due"] > self.world.now]
        if ahead:
            self.world.until(min(ahead) + timedelta(seconds=1))

    # ── what holds after every step ──

    def is_begun(self) -> bool:
        """Whether there is a world to look at."""
        return hasattr(self, "world")

    @invariant()
    def guarantee_1(self) -> None:
        """Nothing vague."""
        if self.is_begun():
            require(guarantees.nothing_vague(self.world))

    @invariant()
    def guarantee_2(self) -> None:
        """No open case without a next step."""
        if self.is_begun():
            require(guarantees.always_a_next_step(self.world))

    @invariant()
    def guarantee_3(self) -> None:
        """No silent lateness."""
        if self.is_begun():
            require(guarantees.no_silent_lateness(self.world))
            require(guarantees.bad_news_is_called(self.world))

    @invariant()
    def guarantee_4(self) -> None:
        """No lost word."""
        if self.is_begun():
            require(guarantees.no_lost_word(self.world))

    @invariant()
    def guarantee_5(self) -> None:
        """One truth."""
        if self.is_begun():
            require(guarantees.one_truth(self.world))
            if self.touched in self.world.picture.of(Case):
                require(guarantees.same_for_everybody(self.world, self.touched))
            self.touched = None

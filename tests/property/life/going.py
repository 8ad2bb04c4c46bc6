"""A case goes by a process: into its stages and out of them, back and forth, while the process itself changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests import cast
from tests.cast_process import CHOICE, FITTING, PERMIT, SURVEY
from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of
from tests.property.words import SPANS, moment
from teum.actions import journeys, processes, promises
from teum.core.process import Stage
from teum.core.said import Said
from teum.models import Journey, Process, Promise

WAYS: tuple[tuple[Stage, ...], ...] = (
    (SURVEY, CHOICE, PERMIT, FITTING),
    (SURVEY, PERMIT, FITTING),
    (CHOICE, FITTING, SURVEY),
)


class Going(Life):
    """Rules of stages, for any weather."""

    def _process(self) -> Process:
        found: Process = Process.objects.of(self.stage.galil.id).earliest("id")
        return found

    @initialize(data=BOLD, sets_out=st.booleans())
    def set_out(self, data: Any, sets_out: bool) -> None:
        """The first case is on its way from the start, or not."""
        if self.is_begun() and sets_out:
            self.follow(data=data, span=None)

    @rule(data=BOLD)
    def go_on(self, data: Any) -> None:
        """What was promised in a stage is done, and the next one begins."""
        case, now = self._on_its_way(data), self.world.now
        yael, dana = cast.by(self.stage.galil.yael), self.stage.galil.as_customer
        passages = [
            row["passages"][-1]
            for row in self.world.picture.of(Journey).values()
            if row["id"] == case["journey_id"]
        ]
        for held in [passage["promise"] for passage in passages if passage["promise"]]:
            row = self.world.picture.of(Promise)[held]
            self.attempt(row, lambda held=held: promises.report(promise_id=held, by=yael, now=now))
            self.attempt(row, lambda held=held: promises.confirm(promise_id=held, by=yael, now=now))
            self.attempt(row, lambda held=held: promises.confirm(promise_id=held, by=dana, now=now))
        for passage in passages:
            self.attempt(
                case,
                lambda passage=passage: journeys.enter(
                    case_id=case["id"], stage=passage["stage"] + 1, by=yael, now=self.world.now
                ),
            )

    @rule(data=BOLD, span=st.one_of(st.none(), SPANS))
    def follow(self, data: Any, span: timedelta | None) -> None:
        """A case begins to follow the process."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        due = moment(self.world.now, span) if span else None
        self.attempt(
            case,
            lambda: journeys.begin(
                case_id=case["id"], process_id=self._process().pk, by=by, due=due, now=self.world.now
            ),
        )

    @rule(data=BOLD, stage=st.integers(0, 4), span=st.one_of(st.none(), SPANS))
    def enter(self, data: Any, stage: int, span: timedelta | None) -> None:
        """It enters a stage, whichever; one whose promise has not ended is not left."""
        case, by = self._on_its_way(data), self.someone(data)
        due = moment(self.world.now, span) if span else None
        self.attempt(
            case,
            lambda: journeys.enter(case_id=case["id"], stage=stage, by=by, due=due, now=self.world.now),
        )

    @rule(data=BOLD)
    def come_to_the_end(self, data: Any) -> None:
        """No other stage follows."""
        case, by = self._on_its_way(data), self.someone(data)
        self.attempt(case, lambda: journeys.finish(case_id=case["id"], by=by, now=self.world.now))

    @rule(data=BOLD)
    def follow_no_more(self, data: Any) -> None:
        """The process is left; what was promised stays promised."""
        case, by = self._on_its_way(data), self.someone(data)
        self.attempt(case, lambda: journeys.follow_no_more(case_id=case["id"], by=by, now=self.world.now))

    @rule(data=BOLD, stages=st.sampled_from(WAYS))
    def renew(self, data: Any, stages: tuple[Stage, ...]) -> None:
        """The process changes, and a case takes over what it has ahead now: no promise moves by that."""
        case, by = self._on_its_way(data), self.someone(data)
        entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=stages)
        ruth, process = cast.by(self.stage.galil.ruth), self._process()
        self.attempt(
            None,
            lambda: processes.change(process_id=process.pk, by=ruth, entry=entry, now=self.world.now),
        )
        before = [(row["id"], row["due"], row["version"]) for row in self.promises()]
        self.attempt(case, lambda: journeys.renew(case_id=case["id"], by=by, now=self.world.now))
        after = {row["id"]: (row["id"], row["due"], row["version"]) for row in self.promises()}
        assert all(after[row[0]] == row for row in before), "a promise moved"

    def _on_its_way(self, data: Any) -> Any:
        """Most often a case that follows it."""
        going = [row for row in self.cases() if row["journey_id"]]
        return one_of(data, going or self.cases(), "case")

"""Questions of both sides, and their answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.property.life.base import BOLD, one_of
from tests.property.life.undoing import Undoing
from tests.property.words import SPANS, VAGUE, moment
from teum.actions import questions
from teum.core.question import Kind
from teum.management.rehearsal.picture import Row
from teum.models import Promise, Question

WORDS = st.sampled_from(["באיזו קומה נמצאת הדירה?", "which floor is it?", " . ", VAGUE[0]])


class Life(Undoing):
    """All that people do."""

    @rule(data=BOLD, span=st.one_of(st.none(), SPANS), text=WORDS, kind=st.sampled_from(["text", "readback"]))
    def ask(self, data: Any, span: timedelta | None, text: str, kind: str) -> None:
        """One side asks the other."""
        case, by = one_of(data, self.cases(), "case"), self.anyone(data)
        due = moment(self.world.now, span) if span else None
        found = self.attempt(
            case,
            lambda: questions.ask(
                case_id=case["id"], by=by, text=text, kind=Kind(kind), due=due, now=self.world.now
            ),
        )
        assert not (found and text == " . "), "nothing was asked"
        assert not (found and by.kind == "member" and text in VAGUE), "a vague word went out"

    @rule(data=BOLD, text=WORDS, is_right=st.sampled_from([None, True, False]))
    def answer(self, data: Any, text: str, is_right: bool | None) -> None:
        """Whoever was asked answers, or somebody who was not."""
        asked = list(self.world.picture.of(Question).values())
        if not asked:
            return
        row, by = one_of(data, asked, "question"), self.anyone(data)
        self.attempt(
            self._promise(row),
            lambda: questions.answer(
                question_id=row["id"], by=by, text=text, is_right=is_right, now=self.world.now
            ),
        )

    @rule(data=BOLD, text=WORDS)
    def object_to(self, data: Any, text: str) -> None:
        """The customer was told otherwise, of a promise in any state."""
        row = one_of(data, list(self.world.picture.of(Promise).values()), "promise")
        by = self.stage.galil.as_customer
        self.attempt(
            row, lambda: questions.object_to(promise_id=row["id"], by=by, text=text, now=self.world.now)
        )

    def _promise(self, question: Row) -> Row:
        return self.world.picture.of(Promise)[question["promise_id"]]

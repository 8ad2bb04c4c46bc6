"""The end of matters: a date announced to who does not answer, how it was, and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of, require
from tests.property.life.weather import FairLife, FoulLife
from tests.property.words import VAGUE, moment
from teum.actions import closings, promises, surveys
from teum.actions.promises import Draft
from teum.core.promise import Debtor
from teum.core.survey import Gap
from teum.management.rehearsal import guarantees
from teum.models import Survey

DAYS = st.sampled_from([timedelta(hours=3), timedelta(days=3), timedelta(days=4, hours=5)])
MISSING = st.sampled_from(["חסר המפרט", " . ", ""])


class Ending(Life):
    """Rules of the end, for any weather."""

    @rule(data=BOLD, span=st.sampled_from([timedelta(hours=5), timedelta(days=1)]))
    def owe(self, data: Any, span: timedelta) -> None:
        """What only the customer owes: their promise, alone in its case."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        draft = Draft(
            body="אשלח לכם את הטופס החתום",
            includes=("הטופס",),
            channel="email",
            due=moment(self.world.now, span),
            says_replaces=True,
            debtor=Debtor.CUSTOMER,
        )
        self.attempt(case, lambda: promises.make(case_id=case["id"], by=by, draft=draft, now=self.world.now))
        for row in self.promises("open", "reported"):
            if row["case_id"] == case["id"] and row["debtor"] == "provider" and row["nature"] == "deed":
                self.attempt(row, lambda row=row: self._let_go(row))  # type: ignore[misc]

    def _let_go(self, row: Any) -> Any:
        return promises.release(promise_id=row["id"], by=self.stage.galil.as_customer, now=self.world.now)

    @rule(data=BOLD, span=DAYS, reason=st.sampled_from(["", "הטופס לא הגיע", VAGUE[2]]))
    def announce(self, data: Any, span: timedelta, reason: str) -> None:
        """A date on which the case is closed if nothing comes; most often where it waits for the customer."""
        waits = {row["case_id"] for row in self.promises("open") if row["debtor"] == "customer"}
        cases = [case for case in self.cases("open") if case["id"] in waits] or self.cases()
        case, by = one_of(data, cases, "case"), self.someone(data)
        found = self.attempt(
            case,
            lambda: closings.announce(
                case_id=case["id"],
                by=by,
                on=moment(self.world.now, span),
                reason=reason,
                now=self.world.now,
            ),
        )
        assert not (found and span < timedelta(days=1)), "no time was left to answer"
        assert not (found and reason == VAGUE[2])

    @rule(data=BOLD)
    def the_date_comes(self, data: Any) -> None:
        """Until just after an announced date."""
        ahead = [r["due"] for r in self.promises("open") if r["nature"] == "closing"]
        if ahead:
            self.world.until(max(self.world.now, min(ahead) + timedelta(minutes=1)))

    @rule(data=BOLD, score=st.integers(0, 6), gap=st.sampled_from([None, *Gap]), comment=MISSING)
    def find_it(self, data: Any, score: int, gap: Gap | None, comment: str) -> None:
        """Somebody answers how it was, with a score that there is, or not."""
        asked = list(self.world.picture.of(Survey).values())
        if not asked:
            return
        row, by = one_of(data, asked, "survey"), self.anyone(data)
        found = self.attempt(
            row,
            lambda: surveys.answer(
                survey_id=row["id"], by=by, score=score, gap=gap, comment=comment, now=self.world.now
            ),
        )
        assert not (found and (row["answered_at"] or score in (0, 6))), "answered twice, or with no score"

    @rule(data=BOLD, reason=st.sampled_from(["", "תיקנו אחרי תשובה לא טובה"]))
    def ask_again(self, data: Any, reason: str) -> None:
        """A member asks once more."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        before = sum(row["case_id"] == case["id"] for row in self.world.picture.of(Survey).values())
        found = self.attempt(
            case,
            lambda: surveys.ask(case_id=case["id"], by=by, reason=reason, now=self.world.now),
        )
        assert not (found and before and not reason), "asked twice for no reason"

    @rule(data=BOLD, missing=MISSING)
    def reopen(self, data: Any, missing: str) -> None:
        """Something is missing, or a member takes it up again."""
        case = one_of(data, self.cases("closed") or self.cases(), "case")
        by = data.draw(st.sampled_from([self.anyone(data), self.someone(data)]), label="by")
        self.attempt(
            case,
            lambda: closings.reopen(case_id=case["id"], by=by, missing=missing, now=self.world.now),
        )

    @invariant()
    def the_end_is_told(self) -> None:
        """Nobody is closed who was not told, and who found it not good hears from us."""
        if self.is_begun():
            require(guarantees.told_at_the_end(self.world))


class EndingLife(Ending, FairLife):
    """In fair weather."""


class FoulEndingLife(Ending, FoulLife):
    """In foul weather."""

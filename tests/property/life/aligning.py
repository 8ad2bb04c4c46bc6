"""What both sides expect is said, marked, asked for, approved by whom ever, let go of, and cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests import cast_alignment
from tests.property.life.asking import WORDS, Life
from tests.property.life.base import BOLD, one_of
from tests.property.words import SPANS, VAGUE, moment
from teum.actions import alignments, cancellations
from teum.core import alignment as core
from teum.core.alignment import Answer, Mark, facts
from teum.core.disclosure import How
from teum.core.price import Means
from teum.core.window import Window
from teum.management.rehearsal.picture import Row
from teum.models import Alignment, AlignmentTemplate, Promise

KEYS = st.sampled_from([item.key for item in cast_alignment.ITEMS] + ["none"])


class Aligning(Life):
    """Rules of what both sides expect, for any weather."""

    @initialize(data=BOLD, span=SPANS, how=st.sampled_from([None, How.PAGE, How.CALL]))
    def agree(self, data: Any, span: timedelta, how: How | None) -> None:
        """In the first case all was said and approved from the start, or nothing."""
        if self.is_begun() and how:
            self.align(data=data, span=span, is_whole=True)
            self.approve(data=data, how=how, is_stale=False)

    @rule(data=BOLD, span=SPANS, is_whole=st.booleans())
    def align(self, data: Any, span: timedelta, is_whole: bool) -> None:
        """A member begins to go through it; most is said at once."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        template = AlignmentTemplate.objects.of(self.stage.galil.id).earliest("id").pk
        begun = self.attempt(
            case,
            lambda: alignments.begin(case_id=case["id"], template_id=template, by=by, now=self.world.now),
        )
        if begun:
            answers = self._answers(data, span)
            if not is_whole:
                answers.pop("glass")
            self.attempt(
                case,
                lambda: alignments.say(alignment_id=begun.pk, answers=answers, by=by, now=self.world.now),
            )

    @rule(data=BOLD, key=KEYS, span=SPANS, text=WORDS)
    def say(self, data: Any, key: str, span: timedelta, text: str) -> None:
        """Somebody says something of an item, or nothing of one that is not there."""
        row, by = self._pick(data), self.anyone(data)
        if row is None:
            return
        answer = self._answers(data, span).get(key, Answer(text=text))
        found = self.attempt(
            row,
            lambda: alignments.say(alignment_id=row["id"], answers={key: answer}, by=by, now=self.world.now),
        )
        is_vague = by.kind == "member" and answer.text in VAGUE
        assert not (found and is_vague and answer.text != self._said(row, key)), "a vague word was written"

    @rule(data=BOLD, key=KEYS, mark=st.sampled_from(list(Mark)), text=WORDS, is_stale=st.booleans())
    def mark(self, data: Any, key: str, mark: Mark, text: str, is_stale: bool) -> None:
        """A side marks an item that it saw: what is not clear to the customer is a question with its promise."""
        row, by = self._pick(data), self.anyone(data)
        if row is None:
            return
        lines = {line.item.key: line for line in facts.lines(facts.items(row["items"]), row["lines"])}
        seen = "other words" if is_stale or key not in lines else core.seen(lines[key])
        found = self.attempt(
            row,
            lambda: alignments.mark(
                alignment_id=row["id"],
                item=key,
                mark=mark,
                seen=seen,
                counter=text,
                by=by,
                now=self.world.now,
            ),
        )
        assert not (found and is_stale), "what nobody saw was marked"

    @rule(data=BOLD, span=st.one_of(st.none(), SPANS))
    def show(self, data: Any, span: timedelta | None) -> None:
        """The customer is asked for their word."""
        row, by = self._pick(data), self.someone(data)
        due = moment(self.world.now, span) if span else None
        if row is not None:
            self.attempt(
                row, lambda: alignments.show(alignment_id=row["id"], by=by, due=due, now=self.world.now)
            )

    @rule(data=BOLD, how=st.sampled_from(list(How)), is_stale=st.booleans())
    def approve(self, data: Any, how: How, is_stale: bool) -> None:
        """All of it is approved: by the customer, or by a member who records it; never what they did not see."""
        row, by = self._pick(data), self.anyone(data)
        if row is None:
            return
        proof = "" if by.kind == "customer" else "בשיחה, אמרה כן להכול"
        found = self.attempt(
            row,
            lambda: alignments.approve(
                alignment_id=row["id"],
                by=by,
                seen=row["version"] - is_stale,
                how=how,
                proof=proof,
                now=self.world.now,
            ),
        )
        assert not (found and is_stale), "they approved what they had not seen"

    @rule(data=BOLD)
    def let_it_go(self, data: Any) -> None:
        """Nobody goes on with it."""
        row, by = self._pick(data), self.anyone(data)
        if row is not None:
            self.attempt(row, lambda: alignments.drop(alignment_id=row["id"], by=by, now=self.world.now))

    @rule(data=BOLD, got=st.one_of(st.none(), st.integers(-3, 20)), is_protected=st.booleans())
    def cancel(self, data: Any, got: int | None, is_protected: bool) -> None:
        """The customer cancels it: nothing of theirs is waited for any more, and their money comes by a day."""
        row, by = self._pick(data, "approved"), self.anyone(data)
        if row is None:
            return
        got_on: date | None = (self.world.now - timedelta(days=got)).date() if got is not None else None
        found = self.attempt(
            row,
            lambda: cancellations.cancel(
                alignment_id=row["id"], by=by, got_on=got_on, is_protected=is_protected, now=self.world.now
            ),
        )
        if found:
            assert by.kind == "customer"
            assert self.world.picture.of(Promise)[found.pk]["state"] == "open", "the refund is promised"

    # ── what they act on ──

    def _pick(self, data: Any, state: str = "open") -> Row | None:
        """One of them: most often one in that state."""
        rows = [
            row
            for row in self.world.picture.of(Alignment).values()
            if row["organisation_id"] == self.stage.galil.id
        ]
        fitting = [row for row in rows if row["state"] == state] or rows
        return one_of(data, fitting, "alignment") if fitting else None

    def _said(self, row: Row, key: str) -> str:
        answer = (row["lines"].get(key) or {}).get("answer") or {}
        return str(answer.get("text", ""))

    def _answers(self, data: Any, span: timedelta) -> dict[str, Answer]:
        """What is said of everything: a visit and two payments ahead."""
        first = Window(due=moment(self.world.now, span))
        later = Window(due=moment(self.world.now, span + timedelta(days=3)))
        means = data.draw(st.sampled_from(list(Means)), label="means")
        one, two = cast_alignment.PRICE.payments
        payments = (replace(one, window=first, means=means), replace(two, window=later))
        price = replace(cast_alignment.PRICE, payments=payments)
        return {**cast_alignment.ANSWERS, "visit": Answer(window=first), "cost": Answer(price=price)}

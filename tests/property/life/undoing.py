"""What was done a moment ago is undone, or it is too late for that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.property.life.base import BOLD, one_of
from tests.property.life.calling import Calling
from tests.property.words import REASONS, SPANS, moment
from teum.actions import promises, undo
from teum.management.rehearsal.picture import Row
from teum.models import Message, Promise


class Undoing(Calling):
    """Undo, at once and later."""

    @rule(data=BOLD)
    def undo_some_message(self, data: Any) -> None:
        """Whatever its act was, whenever it was written."""
        mine = [m for m in self.world.picture.of(Message).values() if m["customer_id"] and m["case_id"]]
        queued = [m for m in mine if m["state"] == "queued" and m["undoes"] is not None] or mine
        if not queued:
            return
        row, by = one_of(data, queued, "message"), self.someone(data)
        self.attempt(row, lambda: undo.act(message_id=row["id"], by=by, now=self.world.now))
        self._have_a_case(data)

    def _have_a_case(self, data: Any) -> None:
        """Where the only case was undone, there is another to go on with."""
        while not self.cases():
            self.open_case(data)

    @rule(
        data=BOLD,
        span=SPANS,
        act=st.sampled_from(["revise", "report", "withdraw"]),
        seconds=st.integers(0, 12),
    )
    def change_and_undo(self, data: Any, span: timedelta, act: str, seconds: int) -> None:
        """Within its seconds nothing of an act is left but that it was done and undone."""
        row, by = self.pick(data, "open"), self.someone(data)
        before = self._promise_as_it_is(row)
        if not self.attempt(row, lambda: self._act(act, row, by, span)):
            return
        theirs = [
            m
            for m in self.world.picture.of(Message).values()
            if str(row["id"]) in (m["undoes"] or {}).get("promises", {})
        ]
        if not theirs:
            return
        message = max(theirs, key=lambda m: m["id"])
        self.world.until(self.world.now + timedelta(seconds=seconds))
        found = self.attempt(message, lambda: undo.act(message_id=message["id"], by=by, now=self.world.now))
        assert not (found and seconds > 10), "its seconds were over"
        if found:
            assert self._promise_as_it_is(row) == before

    def _act(self, act: str, row: Row, by: Any, span: timedelta) -> object:
        now, pk = self.world.now, row["id"]
        if act == "revise":
            due = moment(now, span)
            return promises.revise(promise_id=pk, by=by, due=due, reason=REASONS[0], now=now)
        if act == "report":
            return promises.report(promise_id=pk, by=by, now=now)
        return promises.withdraw(promise_id=pk, by=by, disclosure="היצרן הפסיק לייצר את הדגם", now=now)

    def _promise_as_it_is(self, row: Row) -> Row:
        held = self.world.picture.of(Promise)[row["id"]]
        return {name: value for name, value in held.items() if name not in ("version", "verdict")}

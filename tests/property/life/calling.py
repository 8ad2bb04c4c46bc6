"""The call list: who was reached, who was not, and whose number is wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.property.life.base import BOLD, one_of
from tests.property.life.speaking import Speaking
from teum.actions import calls
from teum.core.calls import Result
from teum.management.rehearsal.picture import Row
from teum.models import Message, Promise, Task


class Calling(Speaking):
    """Calls, one by one."""

    @rule(data=BOLD, result=st.sampled_from(["reached", "no_answer", "no_answer", "wrong_number"]))
    def say_what_became_of_a_call(self, data: Any, result: str) -> None:
        """Of one that stands on the list, most often."""
        asked = [t for t in self.world.picture.of(Task).values() if t["kind"] == "call" and not t["done_at"]]
        if asked:
            task = one_of(data, asked, "call")
            self._call(data, Result(result), task["message_id"], task["promise_id"])
        else:
            self._call(data, Result(result), None, one_of(data, self.promises(), "promise")["id"])

    @rule(data=BOLD, result=st.sampled_from(["reached", "no_answer"]))
    def call_about_any_message(self, data: Any, result: str) -> None:
        """Also of one about which nobody was to call."""
        mine = [m for m in self.world.picture.of(Message).values() if m["customer_id"] and m["case_id"]]
        self._call(data, Result(result), one_of(data, mine, "message")["id"], None)

    def _call(self, data: Any, result: Result, message: int | None, promise: int | None) -> None:
        by, now = self.someone(data), self.world.now
        if message:
            row: Row = self.world.picture.of(Message)[message]
            found = self.attempt(
                row, lambda: calls.of_message(message_id=message, by=by, result=result, now=now)
            )
            assert not found or row["call_by"] or row["state"] != "queued", "it was no call's to tell"
            if found and result is Result.REACHED:
                self.world.by_hand[message] = now
        elif promise:
            row = self.world.picture.of(Promise)[promise]
            self.attempt(row, lambda: calls.of_promise(promise_id=promise, by=by, result=result, now=now))

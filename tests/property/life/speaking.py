"""Words, calls, undos and the end of a case; and what belongs to another business."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.property.life.base import BOLD, one_of
from tests.property.life.steps import Steps
from tests.property.words import SPANS, VAGUE, moment
from teum.actions import asks, calls, cases, outbox, promises, words
from teum.management.rehearsal.picture import Row
from teum.models import Message


def _is_told_by_a_call(message: Row, case_id: int) -> bool:
    states = ("failed", "uncertain", "shown_locally")
    return bool(
        message["case_id"] == case_id
        and message["customer_id"]
        and (message["state"] in states or (message["state"] == "queued" and message["call_by"]))
        and not message["settled_at"]
    )


class Speaking(Steps):
    """Words, calls, undos, and the end of a case."""

    @rule(
        data=BOLD,
        span=SPANS,
        text=st.sampled_from([None, "החלק הגיע ונבדק", "the part is here", "", *VAGUE[:2]]),
    )
    def give_word(self, data: Any, span: timedelta, text: str | None) -> None:
        """A member writes to the customer, in words of their own or in those that stand ready, and says when the next
        word comes.
        """
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        due = moment(self.world.now, span)
        found = self.attempt(
            case, lambda: words.give(case_id=case["id"], by=by, text=text, next_due=due, now=self.world.now)
        )
        assert not (found and (text == "" or text in VAGUE)), "an empty or vague word went out"

    @rule(data=BOLD, reached=st.booleans(), span=st.one_of(st.none(), SPANS))
    def call(self, data: Any, reached: bool, span: timedelta | None) -> None:
        """A member calls the customer."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        due = moment(self.world.now, span) if span else None
        unsettled = [
            m["id"] for m in self.world.picture.of(Message).values() if _is_told_by_a_call(m, case["id"])
        ]
        found = self.attempt(
            case,
            lambda: calls.log(
                case_id=case["id"], by=by, reached=reached, note="דיברנו", next_due=due, now=self.world.now
            ),
        )
        if found and reached:
            self.world.by_hand.update(dict.fromkeys(unsettled, self.world.now))

    @rule(data=BOLD, send=st.booleans())
    def answer_ask(self, data: Any, send: bool) -> None:
        """The owner says that all goes to plan, or sends the holding update now."""
        row, by = self.pick(data, "open"), self.someone(data)
        act = asks.send_now if send else asks.on_track
        self.attempt(row, lambda: act(promise_id=row["id"], by=by, now=self.world.now))

    @rule(data=BOLD)
    def take_back(self, data: Any) -> None:
        """A person undoes a message that has not left."""
        mine = [m for m in self.world.picture.of(Message).values() if m["customer_id"]]
        queued = [m for m in mine if m["state"] == "queued"] or mine
        row, by = one_of(data, queued, "message"), self.someone(data)
        self.attempt(row, lambda: outbox.take_back(message_id=row["id"], by=by, now=self.world.now))

    @rule(data=BOLD, reason=st.sampled_from(["", "הכול טופל", VAGUE[2]]))
    def close(self, data: Any, reason: str) -> None:
        """A member closes a case."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        self.attempt(case, lambda: cases.close(case_id=case["id"], by=by, reason=reason, now=self.world.now))

    # ── another business ──

    @rule(data=BOLD)
    def stranger(self, data: Any) -> None:
        """Nobody touches what belongs to another business, nor learns that it is there."""
        now, theirs, case = self.world.now, self.stage.other_promise, self.stage.other_case
        by, due, draft = self.anyone(data), moment(now, timedelta(hours=2)), self.draft(data)
        heir = self.stage.galil.dan.pk
        acts: dict[str, Callable[[], Any]] = {
            "revise": lambda: promises.revise(promise_id=theirs, by=by, due=due, reason="חסר נתון", now=now),
            "report": lambda: promises.report(promise_id=theirs, by=by, now=now),
            "confirm": lambda: promises.confirm(promise_id=theirs, by=by, now=now),
            "release": lambda: promises.release(promise_id=theirs, by=by, proof="כן", now=now),
            "delegate": lambda: promises.delegate(promise_id=theirs, by=by, owner=heir, now=now),
            "make": lambda: promises.make(case_id=case, by=by, draft=draft, now=now),
            "give": lambda: words.give(case_id=case, by=by, text="הכול מוכן", next_due=due, now=now),
            "call": lambda: calls.log(case_id=case, by=by, reached=True, now=now),
            "close": lambda: cases.close(case_id=case, by=by, now=now),
        }
        codes = set(self.world.refused(acts).values())
        assert codes <= {"not_found", "not_allowed"}, codes

"""Fair weather, in which nothing fails, and foul weather, in which everything may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of, require
from teum.actions import outbox
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Customer, Message


class FairLife(Life):
    """Fair weather, in which nothing is ever late in silence."""

    @invariant()
    def never_silent(self) -> None:
        """Guarantee 3 without exception."""
        if self.is_begun():
            assert self.world.is_fair()
            require(guarantees.never_silent(self.world))


class FoulLife(Life):
    """The clock and delivery go away and come back, the carrier does what carriers do, and processes die."""

    def customers(self) -> list[Customer]:
        """One of them has no address that a carrier of ours serves."""
        return [*super().customers(), self.stage.shula]

    @rule(what=st.sampled_from(["clock", "delivery"]))
    def goes_away(self, what: str) -> None:
        """The clock or delivery dies."""
        self.world.goes_away(what)

    @precondition(lambda self: self.is_begun() and any(o.until is None for o in self.world.outages))
    @rule(what=st.sampled_from(["clock", "delivery"]))
    def returns(self, what: str) -> None:
        """It is back."""
        self.world.returns(what)
        self.world.settle()

    @rule(how=st.sampled_from(["is_down", "is_away", ""]))
    def carrier_fails(self, how: str) -> None:
        """The carrier takes nothing for a while, or cannot be reached, or is back."""
        self.world.carrier.is_down = how == "is_down"
        self.world.carrier.is_away = how == "is_away"

    @rule(answers=st.lists(st.sampled_from(list(Answer)), min_size=1, max_size=4))
    def carrier_will(self, answers: list[Answer]) -> None:
        """What the carrier does with the next messages."""
        self.world.carrier.script.extend(answers)

    @rule(
        data=BOLD,
        answer=st.sampled_from([answer for answer in Answer if answer is not Answer.TAKEN]),
        wait=st.sampled_from([timedelta(minutes=minutes) for minutes in (1, 4, 20)]),
    )
    def word_goes_wrong(self, data: Any, answer: Answer, wait: timedelta) -> None:
        """A member writes to the customer, and of all messages it is this one that the carrier fails."""
        self.world.carrier.is_down = self.world.carrier.is_away = False
        self.world.carrier.script.clear()
        self.world.carrier.script.append(answer)
        self.give_word(data=data, span=timedelta(hours=9), text="החלק הגיע ונבדק")
        self.world.until(self.world.now + wait)

    @rule(data=BOLD, outcome=st.sampled_from(["told", "resend", "dropped", "sent_by_hand"]))
    def deal_with(self, data: Any, outcome: str) -> None:
        """A person deals with a message that failed or is uncertain."""
        mine = [m for m in self.world.picture.of(Message).values() if m["customer_id"]]
        bad = [m for m in mine if m["state"] in ("failed", "uncertain")] or mine
        row, by, now = one_of(data, bad, "message"), self.someone(data), self.world.now

        def act() -> Message:
            if outcome == "sent_by_hand":
                return outbox.sent_by_hand(message_id=row["id"], by=by, now=now)
            return outbox.settle(message_id=row["id"], by=by, outcome=outcome, now=now)

        if self.attempt(row, act):
            if outcome == "resend":
                self.world.resent[row["id"]] += 1
            elif outcome != "dropped":
                self.world.by_hand[row["id"]] = now
        self.world.settle()

"""All that customers and members do to one another in one business, in any order: no act has its matter to itself."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.asking import WORDS
from tests.property.life.base import BOLD, one_of, require
from tests.property.life.choosing import Choosing
from tests.property.life.closing import Ending
from tests.property.life.going import Going
from tests.property.life.signing import Signing
from tests.property.life.talking import Talking
from tests.property.life.telling import Telling
from tests.property.life.uploading import Uploading
from tests.property.life.weather import FairLife, FoulLife
from tests.property.life.wishing import Wishing
from teum.actions import their_part
from teum.management.rehearsal import guarantees


class Whole(Talking, Choosing, Wishing, Uploading, Telling, Ending, Going, Signing):
    """Rules for any weather: choices, talks, wishes, files, faults that touch many, ends, stages, what both sides
    expect and what they sign, all of the same few cases."""

    @rule(data=BOLD, text=st.one_of(st.just(""), WORDS))
    def their_part_is_done(self, data: Any, text: str) -> None:
        """A customer says that what they owe is done, or a member that they said so: nobody decides it by that."""
        theirs = [row for row in self.promises("open") if row["debtor"] == "customer"]
        row = one_of(data, theirs, "promise") if theirs else self.pick(data, "open")
        by = self.anyone(data)
        found = self.attempt(
            row, lambda: their_part.say_done(promise_id=row["id"], by=by, text=text, now=self.world.now)
        )
        assert not (found and row["debtor"] != "customer"), "it was ours to do"

    @invariant()
    def every_guarantee(self) -> None:
        """Each of them, also those that only some lives are held to."""
        if self.is_begun():
            for hold in guarantees.ALL:
                require(hold(self.world))

    def teardown(self) -> None:
        """And at the end every matter looks the same to everybody, also what nobody touched last."""
        if self.is_begun():
            for case in self.cases():
                require(guarantees.same_for_everybody(self.world, case["id"]))
        super().teardown()


class WholeLife(Whole, FairLife):
    """In fair weather."""


class FoulWholeLife(Whole, FoulLife):
    """In foul weather."""

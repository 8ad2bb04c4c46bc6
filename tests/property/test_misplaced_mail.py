"""Mails are put into cases, moved and taken out again, in any order with all else: no guarantee breaks by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis.stateful import invariant, rule

from tests.property.life import Life, WritingLife
from tests.property.life.base import BOLD, one_of, require
from tests.property.test_guarantees import attack
from tests.property.world import stage
from teum.actions import placing
from teum.management.rehearsal import guarantees
from teum.models import Question, Remark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    Life.stage = stage()
    yield
    del Life.stage


class MisplacedLife(WritingLife):
    """Whoever places mails may be wrong."""

    @rule(data=BOLD)
    def take_out(self, data: Any) -> None:
        """A mail is taken out of its case, unless it is surely its customer's or was answered."""
        came = self.mails("in")
        if not came:
            return
        row, by = one_of(data, [one for one in came if one["case_id"]] or came, "mail"), self.someone(data)
        case = next((one for one in self.cases() if one["id"] == row["case_id"]), None)
        found = self.attempt(case, lambda: placing.take_out(message_id=row["id"], by=by, now=self.world.now))
        assert not (found and row["reason"] == "proven"), (
            "what a customer proved to have written was taken away"
        )

    @invariant()
    def what_was_taken_out_asks_nothing_in_a_case(self) -> None:
        """The questions by mail that stand are of mails that stand in their case."""
        if not self.is_begun():
            return
        said = [
            (row["case_id"], f"{row['subject']} {row['text']} {row['address']}") for row in self.mails("in")
        ]
        remarks = self.world.picture.of(Remark)
        for question in self.world.picture.of(Question).values():
            asked = remarks[question["asked_id"]]
            mine = [words for case, words in said if case == question["case_id"]]
            assert asked["kind"] != "mail" or any(asked["text"] in words for words in mine), "it stays there"

    def teardown(self) -> None:
        """At the end every matter looks the same to everybody."""
        try:
            for case in self.cases() if self.is_begun() else ():
                require(guarantees.same_for_everybody(self.world, case["id"]))
        finally:
            super().teardown()


def test_whatever_is_put_into_a_wrong_case_leaves_nothing_behind() -> None:
    attack(MisplacedLife, examples=2)

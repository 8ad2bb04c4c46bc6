"""The history page is what really went to and fro: each letter that was taken, whole and once, and none that was not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.property.life import FoulEndingLife, Life, WritingLife
from tests.property.life.base import Base
from tests.property.test_guarantees import attack
from tests.property.world import stage
from teum.core import actor
from teum.models import Message
from teum.queries import history
from teum.queries.history import Item
from teum.web.customer_page.told import TOLD

pytestmark = pytest.mark.django_db
A_PAGE = 7
"""So few items that there are several pages."""


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    Life.stage = stage()
    yield
    del Life.stage


def news(text: str) -> str:
    """What a letter says first, behind the business's name; how a mail greets and ends is the envelope's."""
    return text.partition("\n\n")[0].partition(": ")[2].casefold()


class Reading(Base):
    """When all is done, every customer reads what lies behind their matters."""

    def teardown(self) -> None:
        """As the carrier and the people who told it by hand know it, not as the rows say."""
        try:
            for case in self.cases() if self.is_begun() else ():
                if case["state"] != "undone":
                    self.require_the_letters(case)
        finally:
            super().teardown()

    def require_the_letters(self, case: dict[str, Any]) -> None:
        """The letters of a case, against those that were sent in it."""
        mine = [row for row in self.world.picture.of(Message).values() if row["case_id"] == case["id"]]
        sent = {row["id"]: row for row in mine if row["direction"] == "out" and row["customer_id"]}
        items = self.read(case)
        assert [item.at for item in items] == sorted((item.at for item in items), reverse=True)
        letters = [item for item in items if item.letter and item.letter.direction == "out"]
        shown = {item.letter.id: item for item in letters if item.letter}
        assert len(shown) == len(letters), "a letter is shown twice"
        taken = {pk: at for pk, row in sent.items() if (at := self.world.carrier.taken_at(row["key"]))}
        told = {pk: self.world.by_hand[pk] for pk in sent.keys() & self.world.by_hand.keys()}
        # Of what is uncertain nobody knows whether it arrived; of what a call could tell, not whether it was said there.
        sure = {pk for pk in taken if sent[pk]["state"] != "uncertain"}
        assert sure <= shown.keys(), f"sent and not shown: {[sent[pk] for pk in sure - shown.keys()]}"
        reached = taken.keys() | told.keys()
        assert shown.keys() <= reached, f"shown and not sent: {[sent[pk] for pk in shown.keys() - reached]}"
        for pk, item in shown.items():
            assert item.letter
            assert item.letter.text == sent[pk]["text"]
            assert item.at in (taken.get(pk), told.get(pk)), "it is said to have come at another time"
            handed = self.world.carrier.handed_as(sent[pk]["key"])
            assert not handed or news(item.letter.text) in handed[-1].text.casefold(), "another was sent"

    def read(self, case: dict[str, Any]) -> list[Item]:
        """All pages, one after the other."""
        by = actor.customer(self.world.organisation, case["customer_id"])
        items, before = [], ""
        while True:
            page = history.history(case["id"], by=by, kinds=TOLD, before=before, limit=A_PAGE)
            items += page.items
            if page.next is None:
                return items
            before = page.next


class ReadingLife(Reading, WritingLife):
    """In fair weather, with mails of customers and strangers."""


class FoulReadingLife(Reading, FoulEndingLife):
    """In foul weather: letters fail, are sent again, are told by hand, or nobody knows."""


def test_in_fair_weather_the_history_shows_the_letters_that_were_sent() -> None:
    attack(ReadingLife, examples=2)


def test_in_foul_weather_it_shows_those_that_arrived() -> None:
    attack(FoulReadingLife, examples=2)

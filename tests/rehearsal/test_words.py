"""What a rehearsal says to whoever manages the business."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from tests.rehearsal.test_parts import NOON, said
from teum.core.verdict import Verdict
from teum.management.rehearsal import outcome, texts, words
from teum.management.rehearsal.habits import Habits
from teum.management.rehearsal.makers import KINDS
from teum.management.rehearsal.past import Made, Past

FEW = Past(made=(Made(NOON, NOON), Made(NOON, NOON, kind="offer")), habits=Habits(in_time=1, late=1))
MANY = replace(FEW, habits=Habits(in_time=30, moved=2, late=12))


def told(past: Past, lang: str = "en") -> str:
    both = {name: outcome.together([said()], seconds=3, taken=past.said) for name in texts.NAMES}
    return words.tell(both, is_tried=True, lang=lang)


def test_everything_that_is_counted_has_its_words() -> None:
    assert set(texts.ENDS) == set(Verdict)
    assert set(texts.KINDS) == set(KINDS)
    assert set(texts.TAKEN) == {each.name for each in fields(Habits)}


def test_it_is_said_what_is_taken_from_a_business_and_what_is_made_up() -> None:
    assert all("due by a time 1, offers 1\n" in told(past) for past in (FEW, MANY))
    assert "act as made-up ones do: of our promises the end of 2 alone is known" in told(FEW)
    assert "act as they did; of 44 promises of ours whose end is known\n" in told(MANY)
    assert re.search(r"^  done in time +30$", told(MANY), re.MULTILINE)
    assert "taken" not in outcome.together([said()], seconds=3, taken=Past().said).said


def test_the_same_is_said_in_hebrew() -> None:
    hebrew, english = told(MANY, "he"), told(MANY, "en")
    numbers = [[number.strip(".") for number in re.findall(r"[\d.]+", each)] for each in (hebrew, english)]
    assert numbers[0] == numbers[1]
    of_the_system = r"clock killed|lateness-untold|BROKEN .*|--promises"
    assert [line for line in hebrew.splitlines() if re.search("[a-z]", re.sub(of_the_system, "", line))] == []

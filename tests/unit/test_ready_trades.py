"""The ready processes and alignments of one trade know each other: nothing is promised twice."""

from __future__ import annotations

import pytest

from teum.core.alignment import Kind
from teum.core.process import lines
from teum.language import ready_alignments, ready_processes


@pytest.mark.parametrize("trade", ready_processes.KEYS)
def test_a_stage_names_only_items_of_its_trade_and_of_its_debtor(trade: str) -> None:
    items = {item.key: item for item in ready_alignments.read(trade).items}
    stages = ready_processes.read(trade).stages
    for stage in stages:
        if stage.item:
            assert items[stage.item].kind is Kind.DATED
            assert items[stage.item].debtor is stage.actor
        if stage.begins:
            assert items[stage.begins].kind is Kind.DATED
        assert len(stage.parts) in (0, len(lines(stage.brings.he)))
        for key in filter(None, stage.parts):
            assert items[key.partition(".")[0]].kind in (Kind.PRICE, Kind.DATED)


@pytest.mark.parametrize("trade", ready_processes.KEYS)
def test_what_both_promise_in_the_same_words_is_one_thing(trade: str) -> None:
    known = {stage.item for stage in ready_processes.read(trade).stages}
    said = {stage.promise for stage in ready_processes.read(trade).stages}
    for item in ready_alignments.read(trade).items:
        assert not (item.promise and item.promise in said) or item.key in known

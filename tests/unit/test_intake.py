"""What a form on a site asks a stranger, and how it tells people from programs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import SUNDAY_1000
from tests.cast_alignment import GLASS, ITEMS, NOTE, WISH
from tests.cast_intake import proof
from teum.core import intake
from teum.core.alignment import Topic
from teum.core.promise import Debtor
from teum.language import ready_alignments

SECOND = timedelta(seconds=1)


def test_a_stranger_is_asked_only_what_they_can_say_before_we_have_spoken() -> None:
    assert intake.asked(ITEMS) == (WISH, NOTE)  # which glass fits is said while one talks
    assert GLASS not in intake.asked(ITEMS)


def test_what_only_follows_from_a_talk_is_asked_where_somebody_chose_it() -> None:
    key = replace(NOTE, key="key", topic=Topic.THEIR_PART)
    channel = replace(NOTE, key="channel", topic=Topic.CHANNEL)
    items = (WISH, key, channel)
    assert intake.asked(items) == (WISH,)
    assert intake.asked(items, ["key", "channel", "gone"]) == (key,)  # the form asks by itself how to answer
    assert intake.asked((key,)) == (key,)
    assert intake.asked(items, ["gone"]) == (WISH,)


@pytest.mark.parametrize("trade", ready_alignments.KEYS)
def test_a_ready_form_asks_two_or_three_things(trade: str) -> None:
    asked = intake.asked(ready_alignments.read(trade).items)
    assert 2 <= len(asked) <= 3 and all(item.debtor is Debtor.PROVIDER for item in asked)


def test_what_they_want_must_be_said_and_the_rest_may_wait() -> None:
    assert intake.must_be_said(WISH) and not intake.must_be_said(NOTE)


@pytest.mark.parametrize(("after", "soon", "old"), [
    (SECOND, True, False), (2 * SECOND, False, False), (timedelta(days=1), False, False),
    (timedelta(days=1) + SECOND, False, True),
])  # fmt: skip
def test_a_form_comes_back_after_seconds_and_within_a_day(after: timedelta, soon: bool, old: bool) -> None:
    assert intake.is_too_soon(SUNDAY_1000, now=SUNDAY_1000 + after) is soon
    assert intake.is_too_old(SUNDAY_1000, now=SUNDAY_1000 + after) is old


def test_a_proof_holds_for_its_own_seal_alone() -> None:
    found = proof("seal")
    assert intake.is_proved("seal", found) and not intake.is_proved("another", found)


@pytest.mark.parametrize("said", ["", "-1", "1.5", "٣", "x", "9" * 13])
def test_what_is_no_number_proves_nothing(said: str) -> None:
    assert not intake.is_proved("seal", said, bits=0)

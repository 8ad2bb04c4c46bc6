"""The five guarantees under attack: a promise's life in any order of acts, in virtual time, on the real database.

`Life` (life.py) does whatever people, time, the clock, the carrier and bad luck may do; after each step all five
guarantees (`teum.management.rehearsal.guarantees`) are held against what the carrier, the callers and the rows say.
"""

from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.life import (
    ChoosingLife,
    EndingLife,
    FairLife,
    FoulEndingLife,
    FoulLife,
    FoulSigningLife,
    FoulTellingLife,
    FoulWholeLife,
    KeyLife,
    Life,
    SigningLife,
    TalkingLife,
    TellingLife,
    UndoneLife,
    UploadingLife,
    WholeLife,
    WishingLife,
    WritingLife,
)
from tests.property.world import stage

pytestmark = pytest.mark.django_db
STEPS = 30
NOUN = 3
"""Lives in the suite for each noun; the long runs try as many as they have time for."""


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    """The two businesses, from which every example begins."""
    Life.stage = stage()
    yield
    del Life.stage


def attack(machine: type[Life], *, examples: int) -> None:
    """Run the machine: `examples` lives in the suite (half of them on PostgreSQL), as many as the profile says where
    faults are searched for."""
    profile = settings.default
    assert profile is not None
    wanted = examples if profile is settings.get_profile("ci") else profile.max_examples
    if connection.vendor == "postgresql" and wanted == examples:
        wanted = -(-examples // 2)  # the rules are the same there, and each life takes twice as long
    run_state_machine_as_test(
        machine, settings=settings(profile, max_examples=wanted, stateful_step_count=STEPS, deadline=None)
    )


def test_in_fair_weather_nothing_is_ever_late_in_silence() -> None:
    attack(FairLife, examples=8)


def test_in_foul_weather_every_guarantee_holds_and_every_miss_is_told() -> None:
    attack(FoulLife, examples=8)


def test_what_customers_wish_for_breaks_no_guarantee() -> None:
    attack(WishingLife, examples=NOUN)


def test_no_link_goes_to_an_address_that_nobody_has_proven() -> None:
    attack(KeyLife, examples=NOUN)


def test_conversations_and_their_summaries_break_no_guarantee() -> None:
    attack(TalkingLife, examples=NOUN)


def test_what_was_made_and_undone_is_as_if_it_had_not_been() -> None:
    attack(UndoneLife, examples=NOUN)


def test_nothing_is_chosen_for_anybody_whatever_is_told_and_whoever_stays_silent() -> None:
    attack(ChoosingLife, examples=NOUN)


def test_in_fair_weather_nobodys_matter_ends_unsaid_or_with_an_open_end() -> None:
    attack(EndingLife, examples=NOUN)


def test_nor_in_foul_weather() -> None:
    attack(FoulEndingLife, examples=NOUN)


def test_what_customers_write_breaks_no_guarantee() -> None:
    attack(WritingLife, examples=NOUN)


def test_in_fair_weather_many_are_told_each_once() -> None:
    attack(TellingLife, examples=NOUN)


def test_in_foul_weather_many_are_told_each_once() -> None:
    attack(FoulTellingLife, examples=NOUN)


def test_what_customers_send_breaks_no_guarantee() -> None:
    attack(UploadingLife, examples=NOUN)


def test_nothing_holds_that_not_both_signed_and_all_that_does_is_promised() -> None:
    attack(SigningLife, examples=2)  # each signs at least once, with its files


def test_nor_does_anything_in_foul_weather() -> None:
    attack(FoulSigningLife, examples=1)


def test_whatever_is_done_to_one_matter_in_any_order_breaks_no_guarantee() -> None:
    attack(WholeLife, examples=NOUN)


def test_nor_does_it_in_foul_weather() -> None:
    attack(FoulWholeLife, examples=2)  # each takes as long as many of the others


def test_the_attack_can_be_repeated() -> None:
    assert hypothesis.settings.get_profile("ci").derandomize

"""What the law fixes: what holds on a day, what cancelling costs, and until when it can be done."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.core import law
from teum.core.law import Fact, Name
from teum.core.refusal import Invalid
from teum.core.said import Said
from teum.language import law as words

KNOWN = tuple(one.fact for one in words.known())
TODAY = law.in_force(KNOWN, date(2026, 11, 22))
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("on", "vat"), [(date(2020, 1, 1), 1_700), (date(2024, 12, 31), 1_700), (date(2025, 1, 1), 1_800)]
)
def test_vat_is_that_of_the_day(on: date, vat: int) -> None:
    assert law.in_force(KNOWN, on).vat == vat


def test_a_newer_value_of_the_business_holds_since_its_day_and_not_before() -> None:
    newer = Fact(name=Name.VAT, value=1_900, since=date(2027, 1, 1), is_own=True)
    assert law.in_force([*KNOWN, newer], date(2026, 12, 31)).vat == 1_800
    assert law.in_force([newer, *KNOWN], date(2027, 1, 1)).vat == 1_900


def test_of_two_values_since_the_same_day_that_of_the_business_holds() -> None:
    own = Fact(name=Name.VAT, value=1_750, since=date(2025, 1, 1), is_own=True)
    assert law.in_force([own, *KNOWN], date(2025, 1, 1)).vat == 1_750


@pytest.mark.parametrize(
    ("total", "fee"), [(420_000, 10_000), (200_000, 10_000), (100_000, 5_000), (19, 0), (1_999, 99)]
)
def test_cancelling_costs_at_most_the_lower_of_both_caps(total: int, fee: int) -> None:
    assert TODAY.fee(total) == fee


def test_the_day_of_the_deal_is_not_counted() -> None:
    assert law.last_day(TODAY, since=date(2026, 11, 22), is_protected=False) == date(2026, 12, 6)


def test_who_is_protected_further_has_four_months() -> None:
    assert law.last_day(TODAY, since=date(2026, 10, 31), is_protected=True) == date(2027, 2, 28)


def test_a_last_day_of_rest_moves_on() -> None:
    assert law.last_day(TODAY, since=date(2026, 11, 21), is_protected=False) == date(2026, 12, 6)
    assert law.last_day(TODAY, since=date(2026, 9, 12), is_protected=False) == date(2026, 9, 27)


@given(DAYS)
def test_who_is_protected_further_never_has_less_time(since: date) -> None:
    assert law.last_day(TODAY, since=since, is_protected=True) > law.last_day(
        TODAY, since=since, is_protected=False
    )


@given(st.integers(1, 10**11))
def test_the_fee_is_under_both_caps(total: int) -> None:
    fee = TODAY.fee(total)
    assert fee <= TODAY.fee_most
    assert fee * 20 <= total


def test_no_value_is_more_than_makes_sense() -> None:
    with pytest.raises(Invalid):
        law.require(Name.VAT, 10_001)


@pytest.mark.parametrize(
    ("name", "value", "he", "en"),
    [
        (Name.VAT, 1_800, "18%", "18%"),
        (Name.FEE_PERCENT, 550, "5.5%", "5.5%"),
        (Name.FEE_MOST, 10_000, "100 ₪", "₪100"),
        (Name.CANCEL_DAYS, 14, "14 ימים", "14 days"),
        (Name.PROTECTED_MONTHS, 4, "4 חודשים", "4 months"),
    ],
)
def test_values_are_said_as_people_say_them(name: Name, value: int, he: str, en: str) -> None:
    assert (words.worded(name, value, "he"), words.worded(name, value, "en")) == (he, en)


def test_a_text_says_the_values_that_it_names() -> None:
    said = Said("עד {fee_most}, {other}", "up to {fee_percent}")
    assert words.filled(said, TODAY) == Said("עד 100 ₪, {other}", "up to 5%")


def test_a_text_that_names_what_the_law_does_not_fix_is_refused() -> None:
    with pytest.raises(words.NoSuchValue):
        words.require_named(Said("{fee_most}", "{fee_mist}"))


def test_every_fact_that_ships_says_where_it_is_written() -> None:
    assert {one.fact.name for one in words.known()} == set(Name)
    assert all(one.source.he and one.source.en for one in words.known())
    assert {one.fact.name for one in words.known() if not one.read} == {Name.REFUND_DAYS}, "the page says so"

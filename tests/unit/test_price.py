"""A price is split in a tap, and its payments are always the price."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum.core import price as prices
from teum.core.price import Plan
from teum.core.refusal import Invalid

TOTALS = st.integers(1, 10**9)


@given(TOTALS, st.integers(1, 36))
def test_equal_parts_always_sum_and_the_last_one_has_what_is_left(total: int, count: int) -> None:
    if count > total:
        with pytest.raises(prices.BadAmount):
            prices.split(total, count)
        return
    *first, last = parts = prices.split(total, count)
    assert sum(parts) == total and len(set(first)) <= 1 and min(parts) > 0
    assert 0 <= last - parts[0] < count * prices.SHEKEL


@given(st.integers(2, 10**9), st.integers(1, 99))
def test_a_deposit_and_the_rest_always_sum(total: int, percent: int) -> None:
    first, rest = prices.deposit(total, percent)
    assert first + rest == total and first > 0 and rest > 0


@given(st.sampled_from(Plan), TOTALS, st.integers(-1, 40))
def test_every_plan_sums_or_is_refused(plan: Plan, total: int, months: int) -> None:
    try:
        parts = prices.parts(plan, total, months=months)
    except (prices.BadAmount, Invalid):
        assert total < 36 or not 0 < months <= 36
        return
    assert sum(parts) == total and min(parts) > 0 and len(parts) <= prices.MOST_PAYMENTS


def test_a_plan_is_what_it_is_called() -> None:
    assert prices.parts(Plan.DEPOSIT, 420_000) == (126_000, 294_000)
    assert prices.parts(Plan.HALVES, 420_001) == (210_000, 210_001)
    assert prices.parts(Plan.THIRDS, 100_000) == (33_300, 33_300, 33_400)
    assert prices.parts(Plan.THIRDS, 1_000) == (333, 333, 334)
    assert prices.parts(Plan.END, 420_000) == (420_000,)
    assert prices.parts(Plan.MONTHLY, 120_000, months=12) == (10_000,) * 12


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 36))
def test_the_same_day_of_a_later_month(day: date, months: int) -> None:
    later = prices.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and prices.months_after(later, 0).day >= 28)

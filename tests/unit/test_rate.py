"""A token bucket as values: so many at once, and so many a second after that."""

import pytest

from teum.core import rate
from teum.core.rate import Limit

LIMIT = Limit(a_second=10, burst=2)


def test_so_many_at_once_and_then_so_many_a_second() -> None:
    bucket = rate.full(LIMIT, at=100)
    waits = []
    for _ in range(4):
        waits.append(rate.wait_seconds(bucket, LIMIT, at=100))
        bucket = rate.taken(bucket, LIMIT, at=100)
    assert waits == pytest.approx([0, 0, 0.1, 0.2])


def test_it_fills_up_to_its_burst_and_no_further() -> None:
    bucket = rate.taken(rate.full(LIMIT, at=0), LIMIT, at=0)
    assert rate.refilled(bucket, LIMIT, at=0.05).level == pytest.approx(1.5)
    assert rate.refilled(bucket, LIMIT, at=60).level == 2

"""While nothing is due the loops cost next to nothing, however much is open: few passes, and few statements in each."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import Business
from tests.cast_page import deliver
from teum.actions import bell
from teum.clock import loop
from teum.clock.loop import ClockPass, DeliveryPass

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(minutes=5)
MOST_PASSES = A_WHILE / bell.NEXT_LOOK
MOST_STATEMENTS = 20
"""In a pass that finds nothing to do, its sign of life and transactions included."""


def idle(name: str, since: datetime) -> list[int]:
    """How many statements each pass takes from then on, in a while in which nothing falls due."""
    clock, delivery = ClockPass(), DeliveryPass()
    at, counts = since, []
    while at < since + A_WHILE:
        with CaptureQueriesContext(connection) as asked:
            done = clock.run(at).fired if name == "clock" else delivery.run(at).sent
            upcoming = clock.next_at() if name == "clock" else delivery.next_at(at)
        assert not done
        counts.append(len(asked))
        at += timedelta(seconds=loop.sleep_seconds(upcoming, began=at, moment=at))
    return counts


@pytest.mark.parametrize("name", ["clock", "delivery"])
def test_an_idle_loop_costs_the_same_however_much_is_open(galil: Business, name: str) -> None:
    cast.quote(galil)
    deliver(cast.SUNDAY_1000)
    few = idle(name, cast.MONDAY_1000)
    for _ in range(20):
        cast.quote(galil)
    deliver(cast.SUNDAY_1000)
    many = idle(name, cast.MONDAY_1000 + A_WHILE)
    assert many[2:] == few[2:], "what the first pass finds is new to it, and the second sees that it is done"
    assert len(many) <= MOST_PASSES and max(many[2:]) <= MOST_STATEMENTS

"""A long backlog: what is urgent comes first, and a customer is written to once (guarantee 3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import Business, at, of
from teum.clock import delivery, timers
from teum.models import Customer, Message, Promise

pytestmark = pytest.mark.django_db
BACK = at("2026-11-24 13:52")
"""The clock was away since the morning; this is when it is back."""


@pytest.fixture(autouse=True)
def batches_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timers, "BATCH", 3)
    monkeypatch.setattr(timers, "BROKEN", timers.Broken())


def promised(business: Business, whom: Customer, due: str) -> Promise:
    """Something that Yael promised by then."""
    opened = cast.case(business.yael, whom, promise=cast.quote_draft(due=at(f"2026-11-24 {due}"), body=BODY))
    return cast.promise_of(opened)


BODY = "אשלח לך את הצעת המחיר ואת המפרט"


def after(count: int) -> Callable[[], bool]:
    """The pass ends after so many timers: it has taken long enough."""
    left = iter(range(count))
    return lambda: next(left, None) is None


def told(kind: str, business: Business) -> list[int]:
    """Whom such a message was written to."""
    return list(of(Message, business, kind=kind).order_by("id").values_list("customer", flat=True))


def test_what_is_due_in_minutes_is_spoken_of_before_what_is_late_already(galil: Business) -> None:
    for hour in ("11:00", "11:30", "12:00", "12:30"):
        promised(galil, galil.dana, hour)
    promised(galil, galil.john, "14:00")
    timers.once(BACK, is_stopped=after(3))
    assert told("holding", galil) == [galil.john.pk]
    timers.once(BACK)
    assert told("holding", galil) == [galil.john.pk]
    assert galil.dana.pk in told("late", galil)


def test_a_customer_of_two_matters_far_apart_in_it_gets_one_letter(
    galil: Business, mailbox: list[object]
) -> None:
    promised(galil, galil.dana, "10:30")
    for hour in ("11:00", "11:30", "12:00", "12:30"):
        promised(galil, galil.john, hour)
    promised(galil, galil.dana, "13:00")
    passes(BACK)
    late = of(Message, galil, kind="late", customer=galil.dana)
    assert late.count() == 2
    assert len({message.envelope or message.key for message in late}) == 1


def passes(since: datetime) -> None:
    """Passes of which each fires little and takes long, with delivery beside them."""
    for minutes in range(0, 60, 3):
        moment = since + timedelta(minutes=minutes)
        timers.once(moment, is_stopped=after(6))
        for seconds in (0, 125):
            delivery.once(moment + timedelta(seconds=seconds))

"""The clock was away: that is on record before anything is fired, whatever breaks on its return (guarantee 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError

from tests import cast
from tests.cast import TUESDAY_1000, TUESDAY_1400, TUESDAY_1500, Business, by, of
from teum.actions import outages, promises, pulses
from teum.clock import timers
from teum.clock.loop import ClockPass
from teum.models import Event, Message, Promise, Timer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SOON = timedelta(milliseconds=500)
"""A loop that failed tries again after this."""


@pytest.fixture
def clock(galil: Business) -> ClockPass:
    """It ran, and went away before a promise was due."""
    cast.quote(galil)
    clock = ClockPass()
    clock.run(TUESDAY_1000)
    return clock


def told(business: Business) -> list[str]:
    """What the ledger says of the outage, in its order."""
    found = of(Event, business, kind__in=("ClockReturned", "PromiseMissed")).order_by("id")
    return [f"{event.kind} {event.facts.get('outage', '')}".strip() for event in found]


def test_a_return_that_the_database_breaks_off_is_noticed_at_the_next_pass(
    galil: Business, clock: ClockPass, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(*_: object, **__: object) -> None:
        raise OperationalError("the server is gone")

    with monkeypatch.context() as broken:
        broken.setattr(pulses, "_record_absence", breaks_off)
        with pytest.raises(OperationalError):
            clock.run(TUESDAY_1500)
    assert told(galil) == [], "nothing is fired of which nobody would know why it is late"
    clock.run(TUESDAY_1500 + SOON)
    assert told(galil) == ["ClockReturned", "PromiseMissed clock"]
    assert of(Message, galil, kind="outage").count() == 2, "a letter to each manager"


def test_an_absence_of_which_people_saw_all_that_passed_in_it_is_on_record_as_well(
    galil: Business, clock: ClockPass
) -> None:
    row = of(Promise, galil, nature="deed").get()
    promises.report(promise_id=row.pk, by=by(galil.yael), now=TUESDAY_1400 + HOUR / 2)
    assert told(galil) == ["PromiseMissed clock"]
    of(Timer, galil).exclude(kind="confirm").delete()
    clock.run(TUESDAY_1500)
    assert told(galil) == ["PromiseMissed clock", "ClockReturned"]
    assert not of(Message, galil, kind="outage").exists(), "nobody is told of what people saw themselves"


def test_of_several_clocks_one_notices_and_the_others_go_on_where_it_dies(
    galil: Business, clock: ClockPass, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(timers, "once", dies)
        with pytest.raises(KeyboardInterrupt):
            ClockPass().run(TUESDAY_1500)
    assert told(galil) == ["ClockReturned"]
    clock.run(TUESDAY_1500 + SOON)
    assert told(galil) == ["ClockReturned", "PromiseMissed clock"]


def test_one_business_whose_outage_cannot_be_told_holds_up_nobody(
    galil: Business, clock: ClockPass, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    cast.quote(other)
    written = outages.letters.queue_without_a_case

    def breaks(member: cast.Member, *rest: object, **others: object) -> object:
        if member.organisation_id == galil.id:
            raise ValueError("no such words")
        return written(member, *rest, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(outages.letters, "queue_without_a_case", breaks)
    clock.run(TUESDAY_1500)
    assert told(other) == ["ClockReturned", "PromiseMissed clock"]
    assert told(galil)[0] == "ClockReturned", "that it was away is on record all the same"
    assert of(Message, other, kind="outage").count() == 2
    assert "cannot be told" in caplog.text

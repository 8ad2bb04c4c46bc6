"""Bad news by voice first: until when somebody calls before the message goes."""

from dataclasses import replace
from datetime import time

import pytest

from tests.unit.test_calls import at, times
from teum.core import voice
from teum.core.quiet import Hours


@pytest.mark.parametrize(
    ("now", "needed_by", "expected"),
    [
        ("2026-11-24 10:00", None, "2026-11-24 11:00"),
        ("2026-11-24 10:00", "2026-11-26 14:00", "2026-11-24 11:00"),
        ("2026-11-24 13:00", "2026-11-24 14:00", "2026-11-24 13:30"),
        ("2026-11-24 13:00", "2026-11-24 13:40", None),
        ("2026-11-24 16:40", None, "2026-11-24 17:00"),
        ("2026-11-24 16:50", None, None),
        ("2026-11-24 07:00", None, "2026-11-24 10:00"),
        ("2026-11-24 22:00", None, "2026-11-25 10:00"),
        ("2026-11-24 22:00", "2026-11-25 09:30", None),
    ],
)
def test_the_message_waits_for_a_call_that_can_be_made(
    now: str, needed_by: str | None, expected: str | None
) -> None:
    found = voice.call_until(
        may_be_called=True, needed_by=at(needed_by) if needed_by else None, times=times(), now=at(now)
    )
    assert found == (at(expected) if expected else None)


def test_without_a_number_or_where_nobody_wants_it_the_message_goes_at_once() -> None:
    now = at("2026-11-24 10:00")
    assert voice.call_until(may_be_called=False, needed_by=None, times=times(), now=now) is None
    off = replace(times(), policy=replace(times().policy, voice_minutes=0))
    assert voice.call_until(may_be_called=True, needed_by=None, times=off, now=now) is None


def test_whom_we_may_not_call_today_is_not_kept_waiting_in_vain() -> None:
    morning = times(Hours(time(9), time(12)))
    now = at("2026-11-24 10:00")
    assert voice.call_until(may_be_called=True, needed_by=None, times=morning, now=now) == at(
        "2026-11-24 13:00"
    )
    soon = at("2026-11-24 12:30")
    assert voice.call_until(may_be_called=True, needed_by=soon, times=morning, now=now) is None

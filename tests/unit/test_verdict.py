"""The verdict: a pure function of a promise's events."""

from datetime import UTC, datetime

import pytest

from teum.core import events
from teum.core.events import Event
from teum.core.verdict import Verdict, verdict

DUE = datetime(2026, 11, 24, 12, tzinfo=UTC)

MADE = events.PromiseMade(
    nature="deed", state="open", debtor="provider", owner=1, channel="email", zone="UTC", due=DUE, digest="d"
)
REVISED = events.PromiseRevised(number=1, due=DUE, late=False, digest="d")
REPORTED = events.PromiseReported(answer_by=DUE, late=False)
KEPT = events.PromiseKept(by="creditor")
TOLD_MISS = events.PromiseMissed(number=0, told=True)
SILENT_MISS = events.PromiseMissed(number=0, told=False, outage="clock")
RELEASED = events.PromiseReleased()
WITHDRAWN = events.PromiseWithdrawn(digest="d", due=DUE)
TOLD_WITHDRAWN = events.PromiseTold(number=0, what="withdrawn", how="message")
TOLD_LATE = events.PromiseTold(number=0, what="withdrawn", how="message", late=True)


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ([MADE], None),
        ([MADE, REPORTED], None),
        ([MADE, REPORTED, KEPT], Verdict.KEPT),
        ([MADE, REVISED, REPORTED, KEPT], Verdict.KEPT_REVISED),
        ([MADE, TOLD_MISS, REPORTED, KEPT], Verdict.LATE_TOLD),
        ([MADE, TOLD_MISS, REVISED, REPORTED, KEPT], Verdict.LATE_TOLD),
        ([MADE, SILENT_MISS, REPORTED, KEPT], Verdict.LATE_SILENT),
        ([MADE, SILENT_MISS, RELEASED], Verdict.LATE_SILENT),
        ([MADE, TOLD_MISS, RELEASED], Verdict.RELEASED),
        ([MADE, RELEASED], Verdict.RELEASED),
        ([MADE, WITHDRAWN], Verdict.WITHDRAWN_SILENT),
        ([MADE, WITHDRAWN, TOLD_WITHDRAWN], Verdict.WITHDRAWN_TOLD),
        ([MADE, WITHDRAWN, TOLD_LATE], Verdict.WITHDRAWN_SILENT),
        ([MADE, events.PromiseDeclined()], Verdict.DECLINED),
        ([MADE, events.PromiseLapsed()], Verdict.LAPSED),
        ([MADE, REPORTED, events.PromiseDisputed(due=DUE, number=0, digest="d")], None),
    ],
)
def test_the_verdict_is_read_from_the_events(history: list[Event], found: Verdict | None) -> None:
    assert verdict(history) == found


def test_every_event_is_read_back_as_it_was_written() -> None:
    for event in (MADE, REVISED, REPORTED, KEPT, SILENT_MISS, WITHDRAWN, TOLD_LATE):
        assert events.read(event.kind, event.facts) == event

"""Guarantee 3 where the clock was away: that is on record before anything that it finds is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from teum.core import events
from teum.management.rehearsal.guarantees.lateness import Judged, judged
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.scene import Outage, Scene

SHORT = timedelta(minutes=2)
"""A clock that is back so soon after a moment has missed nothing."""


def absences_are_on_record(scene: Scene) -> Iterator[Violation]:
    """Guarantee 3: whatever the clock finds to have passed while it was away, the ledger says so, and before that.

    What somebody else looked at before it was back, it does not find: then the ledger says so once it is.
    """
    away = [
        one for one in scene.outages if one.what == "clock" and one.until and one.until - one.since > SHORT
    ]
    if not away or not scene.has_run or scene.is_away("clock"):
        return
    for passed in judged(scene):
        duty, *_ = passed
        if any(_is_over(one, passed) for one in away) and not _is_on_record(scene, passed, away):
            yield Violation(
                kind=Kind.ABSENCE_UNRECORDED,
                at=scene.now,
                case=duty.case,
                promise=duty.promise,
                expected="the ledger to say that the clock was away before what it found then"
                f" (window {duty.number}, due {duty.due.isoformat()})",
            )


def _is_over(outage: Outage, passed: Judged) -> bool:
    duty, *_ = passed
    return outage.until is not None and outage.since < duty.due <= outage.until - SHORT


def _is_on_record(scene: Scene, passed: Judged, away: Sequence[Outage]) -> bool:
    """Whether it is, or the clock did not find this."""
    duty, facts, miss = passed
    misses = (f for f in facts if isinstance(f.event, events.PromiseMissed) and f.event.number == duty.number)
    found = next(misses, None)
    if found is None or miss is None:
        return True
    mine = [
        fact.id
        for fact in scene.picture.facts
        if isinstance(fact.event, events.ClockReturned) and fact.event.since < duty.due <= fact.event.until
    ]
    # Delivery, which found it while no clock ran, acts in the clock's name.
    is_of_delivery = any(one.until and one.since < found.at < one.until for one in away)
    if (
        found.actor != "clock" or is_of_delivery
    ):  # somebody looked first, and found that the clock had let it pass
        return bool(mine) or miss.outage != "clock"
    return any(pk < found.id for pk in mine) or any(
        fact.case == duty.case and fact.actor != "clock" and duty.due <= fact.at <= found.at
        for fact in scene.picture.facts
    )

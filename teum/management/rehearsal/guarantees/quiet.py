"""Guarantee 4, in good time: no customer is written to in the depth of the night, or on Shabbat, without need.

Reckoned from fixed hours that are quiet under every calendar, not from those of the business: what is found is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from teum.core.events.message import MessageQueued
from teum.management.rehearsal.carrier import LEFT_US, Handed
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Customer, Message, Promise

SATURDAY, DAY_IS_OVER = 5, time(16)
SHABBAT_IS_KEPT = "Asia/Jerusalem"
LONGEST_REST = timedelta(days=4)
"""A holiday of two days before Shabbat, and the night after it: what is needed later than that could wait."""
A_WHILE = timedelta(minutes=30)
"""So long what could not wait, or answered somebody who was awake, is tried as if it were still so."""
THEIRS = ("customer", "visitor")


def left_alone(scene: Scene) -> Iterator[Violation]:
    """What leaves in their quiet hours is needed before they end, or answers what they did just then.

    Or it goes along with such a one: one envelope disturbs nobody twice.
    """
    awake = _answered(scene)
    messages = scene.picture.of(Message)
    by_key = {
        row["key"]: row for row in messages.values() if row["customer_id"] and row["direction"] == "out"
    }
    for row in by_key.values():
        for handed in scene.carrier.handed_as(row["key"]):
            together = [by_key[key] for key in handed.keys if key in by_key]
            # Of an envelope across cases perhaps not all are looked at now.
            is_known = len(together) == len(handed.keys)
            is_needed = any(
                _cannot_wait(part, handed.at) or _is_awake(part, awake, handed) for part in together
            )
            if handed.answer in LEFT_US and is_known and not is_needed and _is_quiet(scene, row, handed.at):
                yield Violation(
                    kind=Kind.SENT_IN_QUIET,
                    at=scene.now,
                    case=row["case_id"],
                    message=row["id"],
                    expected=f"to wait until its customer may be written to, and it left at {handed.at}",
                )


def _answered(scene: Scene) -> dict[int, list[datetime]]:
    """When each message was written because of what its customer did."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for fact in scene.picture.facts:
        if isinstance(fact.event, MessageQueued) and fact.actor.partition(":")[0] in THEIRS:
            found[fact.event.message].append(fact.at)
    return found


def _is_awake(row: Row, awake: dict[int, list[datetime]], handed: Handed) -> bool:
    return any(at <= handed.at <= at + A_WHILE for at in awake.get(row["id"], ()))


def _cannot_wait(row: Row, at: datetime) -> bool:
    by = row["needed_by"]
    return bool(by and by - LONGEST_REST <= at <= by + A_WHILE)


def _is_quiet(scene: Scene, row: Row, at: datetime) -> bool:
    zone = next(
        (one["zone"] for one in scene.picture.rows_by(Promise, "case_id").get(row["case_id"], ())), None
    )
    if zone is None:
        return False
    local, customer = at.astimezone(ZoneInfo(zone)), scene.picture.of(Customer)[row["customer_id"]]
    if zone == SHABBAT_IS_KEPT and customer["keeps_shabbat"] and local.weekday() == SATURDAY:
        return local.time() < DAY_IS_OVER
    return local.hour < scene.sends_from_hour

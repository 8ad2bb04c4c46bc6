"""Guarantee 4, in good time: no customer is written to in the evening, at night, or on Shabbat, without need.

Reckoned from fixed hours that are quiet under every calendar, not from those of the business: what is found is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from teum.core.events.message import MessageQueued
from teum.core.updates import DELIVERY
from teum.core.working_time.national import occasions
from teum.management.rehearsal.carrier import LEFT_US, Handed
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Customer, Message, Promise

SATURDAY, DAY_IS_OVER = 5, time(16)
"""On a day that is not of rest, nor the eve of one, everybody could be written to before then, whatever their hours."""
SHABBAT_IS_KEPT = "Asia/Jerusalem"
A_WHILE = timedelta(minutes=30)
"""So long what could not wait, or answered somebody who was awake, is tried as if it were still so."""
THEIRS = ("customer", "visitor")


def left_alone(scene: Scene) -> Iterator[Violation]:
    """What leaves in their quiet hours is needed before they end, or answers what they did just then.

    Or it goes along with such a one, or ahead of it: they read things as they happened.
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
            zone = _zone(scene, row)
            is_needed = any(
                _cannot_wait(part, handed.at, zone) or _is_awake(part, awake, handed)
                for part in (*together, *_goes_before(scene, row, handed))
            )
            if (
                handed.answer in LEFT_US
                and is_known
                and not is_needed
                and _is_quiet(scene, row, handed.at, zone)
            ):
                yield Violation(
                    kind=Kind.SENT_IN_QUIET,
                    at=scene.now,
                    case=row["case_id"],
                    message=row["id"],
                    expected=f"to wait until its customer may be written to, and it left at {handed.at}",
                )


Answers = dict[int | None, list[tuple[int, datetime]]]


def _answered(scene: Scene) -> Answers:
    """Which messages of a case were written because of what its customer did, and when."""
    found: defaultdict[int | None, list[tuple[int, datetime]]] = defaultdict(list)
    for fact in scene.picture.facts:
        if isinstance(fact.event, MessageQueued) and fact.actor.partition(":")[0] in THEIRS:
            found[fact.case].append((fact.event.message, fact.at))
    return found


def _is_awake(row: Row, awake: Answers, handed: Handed) -> bool:
    """Whether it answers what they did just then, or was written before what does, and leaves ahead of that."""
    answers = awake.get(row["case_id"], ())
    return any(message >= row["id"] and at <= handed.at <= at + A_WHILE for message, at in answers)


def _goes_before(scene: Scene, row: Row, handed: Handed) -> list[Row]:
    """What was written after it in the same case, and was to leave by then: it goes ahead of that."""
    return [
        later
        for later in scene.picture.rows_by(Message, "case_id").get(row["case_id"], ())
        if later["customer_id"] == row["customer_id"]
        and later["id"] > row["id"]
        and later["state"] != "overtaken"
        and later["send_at"] <= handed.at
    ]


def _cannot_wait(row: Row, at: datetime, zone: ZoneInfo | None) -> bool:
    by = row["needed_by"]
    return bool(by and zone and at <= by + A_WHILE and by < _awake_again(at, zone) + DELIVERY)


def _awake_again(at: datetime, zone: ZoneInfo) -> datetime:
    """By when, after a moment, they could be written to under every calendar."""
    on = at.astimezone(zone).date()
    while True:
        again = datetime.combine(on, DAY_IS_OVER, zone)
        if again > at and not _rests(on) and not _rests(on + timedelta(days=1)):
            return again
        on += timedelta(days=1)


def _rests(on: date) -> bool:
    return on.weekday() == SATURDAY or on in occasions("IL", on.year)


def _zone(scene: Scene, row: Row) -> ZoneInfo | None:
    """In which its promises were made; None for one of a case without any, which is not judged."""
    promised = scene.picture.rows_by(Promise, "case_id").get(row["case_id"], ())
    return next((ZoneInfo(one["zone"]) for one in promised), None)


def _is_quiet(scene: Scene, row: Row, at: datetime, zone: ZoneInfo | None) -> bool:
    if zone is None:
        return False
    local, customer = at.astimezone(zone), scene.picture.of(Customer)[row["customer_id"]]
    if zone.key == SHABBAT_IS_KEPT and customer["keeps_shabbat"] and local.weekday() == SATURDAY:
        return local.time() < DAY_IS_OVER
    return (
        not time(scene.sends_from_hour) <= local.time() < time(scene.sends_until_hour, A_WHILE.seconds // 60)
    )

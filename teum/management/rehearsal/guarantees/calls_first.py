"""Bad news by voice first, and what was undone: said so precisely that both can be false (guarantees 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator

from teum.core import events
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Member, Message, Task


def bad_news_is_called(scene: Scene) -> Iterator[Violation]:
    """What waits for a call is on somebody's day, and leaves before it is needed. What was undone never left."""
    for row in scene.picture.of(Message).values():
        if row["organisation_id"] != scene.organisation or row["state"] != "queued" or not row["call_by"]:
            continue
        if row["call_by"] > scene.now and not _is_asked(scene, row):
            yield _found(scene, row, Kind.CALL_FIRST_FORGOTTEN, "somebody to be asked to call with it first")
        if row["needed_by"] and row["at"] < row["needed_by"] <= row["call_by"]:
            yield _found(
                scene, row, Kind.CALL_FIRST_FORGOTTEN, "to leave before it is needed, call or no call"
            )
    yield from _undone(scene)


def _is_asked(scene: Scene, row: Row) -> bool:
    members = scene.picture.of(Member)
    return any(
        task["kind"] == "call" and task["done_at"] is None and members[task["member_id"]]["is_active"]
        for task in scene.picture.rows_by(Task, "message_id").get(row["id"], [])
    )


def _undone(scene: Scene) -> Iterator[Violation]:
    messages = scene.picture.of(Message)
    for fact in scene.picture.facts:
        if not isinstance(fact.event, events.ActUndone) or fact.event.message not in messages:
            continue
        row = messages[fact.event.message]
        if any(handed.answer in LEFT_US for handed in scene.carrier.handed_as(row["key"])):
            yield _found(scene, row, Kind.SENT_THOUGH_UNDONE, "not to be sent, for its act was undone")


def _found(scene: Scene, row: Row, kind: Kind, expected: str) -> Violation:
    return Violation(kind=kind, at=scene.now, case=row["case_id"], message=row["id"], expected=expected)

"""Bad news by voice first, and what was undone: said so precisely that both can be false (guarantees 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator

from teum.core import events
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Conversation, Member, Message, Promise, Question, Survey, Task, Timer, Upload

MADE: dict[str, tuple[type, str]] = {
    "PromiseMade": (Promise, ""),
    "QuestionAsked": (Question, "question"),
    "ConversationLogged": (Conversation, "conversation"),
    "SurveyAsked": (Survey, "survey"),
    "FileGiven": (Upload, "upload"),
}
"""Facts by which something begins to be, where its row is, and under which name the fact holds its id."""


def bad_news_is_called(scene: Scene) -> Iterator[Violation]:
    """What waits for a call is on somebody's day, and leaves before it is needed. What was undone never left."""
    for row in scene.picture.of(Message).values():
        if row["organisation_id"] != scene.organisation or row["state"] != "queued" or not row["call_by"]:
            continue
        if row["call_by"] > scene.now and not _is_asked(scene, row):
            yield _found(scene, row, Kind.CALL_FIRST_FORGOTTEN, "somebody to be asked to call with it first")
        is_in_vain = row["needed_by"] and row["at"] < row["needed_by"] <= row["call_by"]
        if is_in_vain and not _was_tried_late(scene, row):
            yield _found(
                scene, row, Kind.CALL_FIRST_FORGOTTEN, "to leave before it is needed, call or no call"
            )
    yield from _undone(scene)


def _was_tried_late(scene: Scene, row: Row) -> bool:
    """Whether somebody called in vain once it was too late already, and it waits for their next try."""
    return any(
        isinstance(fact.event, events.CallTried)
        and fact.event.message == row["id"]
        and fact.at >= row["needed_by"]
        for fact in scene.picture.facts
    )


def _is_asked(scene: Scene, row: Row) -> bool:
    members = scene.picture.of(Member)
    return any(
        task["kind"] == "call" and task["done_at"] is None and members[task["member_id"]]["is_active"]
        for task in scene.picture.rows_by(Task, "message_id").get(row["id"], [])
    )


def _undone(scene: Scene) -> Iterator[Violation]:
    """Nothing that an undone act wrote left, and nothing that it made is there for anybody."""
    undone = [fact for fact in scene.picture.facts if isinstance(fact.event, events.CaseRestored)]
    for fact in undone:
        act = fact.event
        assert isinstance(act, events.CaseRestored)
        for done in scene.picture.facts:
            if done.case == fact.case and act.first <= done.id <= act.last:
                yield from _still_there(scene, done)


def _still_there(scene: Scene, done: Fact) -> Iterator[Violation]:
    event, messages = done.event, scene.picture.of(Message)
    if isinstance(event, events.MessageQueued) and event.message in messages:
        row = messages[event.message]
        if any(handed.answer in LEFT_US for handed in scene.carrier.handed_as(row["key"])):
            yield _found(scene, row, Kind.SENT_THOUGH_UNDONE, "not to be sent, for its act was undone")
    made, name = MADE.get(done.kind, (None, ""))
    if made and (getattr(event, name) if name else done.promise) in scene.picture.of(made):
        expected = f"what the undone {done.kind} made to be there for nobody"
        yield Violation(kind=Kind.STANDS_THOUGH_UNDONE, at=scene.now, case=done.case, expected=expected)
    if done.kind == "PromiseMade" and scene.picture.rows_by(Timer, "promise_id").get(done.promise):
        expected = "no timers of what was not promised"
        yield Violation(kind=Kind.STANDS_THOUGH_UNDONE, at=scene.now, case=done.case, expected=expected)


def _found(scene: Scene, row: Row, kind: Kind, expected: str) -> Violation:
    return Violation(kind=kind, at=scene.now, case=row["case_id"], message=row["id"], expected=expected)

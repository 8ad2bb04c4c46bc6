"""Guarantee 4 of files: an acknowledged one is there as it came, and of a customer's somebody sees that it came."""

from __future__ import annotations

from collections.abc import Iterator

from teum.core.upload import Use
from teum.documents import store
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Promise, Question, Task, Upload


def no_lost_file(scene: Scene) -> Iterator[Violation]:
    """Guarantee 4: every file stands on the disk as its row says, the ledger knows of it, and whoever asked sees it."""
    recorded = {
        fact.event.upload  # type: ignore[attr-defined]
        for fact in scene.picture.facts
        if fact.kind in ("UploadReceived", "FileGiven", "PhotoKept", "AgreementWritten", "AgreementSealed")
    }
    for row in scene.picture.of(Upload).values():
        if row["organisation_id"] != scene.organisation:
            continue
        for kind, expected in _found(scene, row, is_recorded=row["id"] in recorded):
            yield Violation(kind=kind, at=scene.now, case=row["case_id"], expected=expected)


def _found(scene: Scene, row: Row, *, is_recorded: bool) -> Iterator[Found]:
    if not is_recorded:
        yield Kind.STEP_UNRECORDED, "the ledger to say that a file came"
    if store.sha256(row["organisation_id"], row["path"]) != row["sha256"]:
        yield Kind.FILE_LOST, "the file to be there as it came"
    if row["use"] != Use.ANSWER:
        return  # one of ours: nobody waits for it
    promise = scene.picture.of(Question)[row["question_id"]]["promise_id"]
    if scene.picture.of(Promise)[promise]["debtor"] == "provider":
        return  # it came with a mail, which waits for our answer
    told = scene.picture.rows_by(Task, "promise_id").get(promise, [])
    if row["by"] == "customer" and not any(task["kind"] == "answered" for task in told):
        yield Kind.UNSEEN, "whoever asked for it to see that it came"

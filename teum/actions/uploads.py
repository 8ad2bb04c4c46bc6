"""Files that customers send where we asked for a document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teum.actions import files, questions, tasks
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises.steps import GOES_ON, Next
from teum.core import digest, events, permissions
from teum.core import question as asked
from teum.core import upload as core
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.question import Kind, Standing
from teum.core.upload import Fit
from teum.documents import store
from teum.models import Question, Upload
from teum.queries import upload_view


def receive(
    *, question_id: int, by: Actor, name: str, content: bytes, after: Next = GOES_ON, now: datetime
) -> Upload:
    """A file comes: the first one is the answer, and more may follow it; a member also takes in what reached them.

    It lies on the disk before anything says that it came; one that nothing says anything of is swept away
    (`housekeeping`). Raises what `files.ready` does, `TooManyFiles`, `NoDocumentAsked`, `AlreadyAnswered`,
    `NoNextStep`, `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    _require_may(question_id, by=by)
    return take(
        question_id=question_id, by=by, fit=files.ready(name=name, content=content), after=after, now=now
    )


def take(*, question_id: int, by: Actor, fit: Fit, after: Next = GOES_ON, now: datetime) -> Upload:
    """A file comes that is ready to be kept. Raises what `receive` does."""
    _require_may(question_id, by=by)
    with (
        files.lying(by.organisation_id, fit, now=now) as path,
        questions.of_question(question_id, by=by, now=now) as (opened, question),
    ):
        return _take(opened, question, fit, path=path, after=after)


def _require_may(question_id: int, *, by: Actor) -> None:
    owner = upload_view.owner_of(question_id, by=by)
    if owner is None or not permissions.sees(by, owner_id=owner, has_promised=False):
        raise NoSuchThing(question=str(question_id))
    permissions.require(by, Act.UPLOAD, owner_id=owner)


def keep_with(opened: Matter, question: Question, came: Iterable[tuple[str, Fit]]) -> tuple[str, ...]:
    """Keep what came with a mail, as part of its act, as far as there is room; the names under which those came."""
    kept: list[str] = []
    count = Upload.objects.of(opened.organisation_id).filter(question=question).count()
    for name, fit in list(came)[: max(0, core.MOST_FILES - count)]:
        path = store.keep(opened.organisation_id, fit.content, now=opened.now)
        keep(opened, question, fit, path=path)
        kept.append(name)
    return tuple(kept)


def _take(opened: Matter, question: Question, fit: Fit, *, path: str, after: Next) -> Upload:
    opened.require_open()
    state = State(question.promise.state)
    asked.require_takes_files(state, kind=Kind(question.kind))
    core.require_room(Upload.objects.of(opened.organisation_id).filter(question=question).count())
    upload = keep(opened, question, fit, path=path)
    if asked.standing(state) is Standing.OPEN:
        questions.take(opened, question, "", after=after)
    elif opened.by.kind == "customer":
        until = opened.times.calendar.next_opening(opened.now)
        tasks.ask(opened, question.promise.owner, "answered", due=until, promise=question.promise)
    _tell_who_waits(opened, question)
    return upload


def keep(opened: Matter, question: Question, fit: Fit, *, path: str) -> Upload:
    """Keep a file that lies on the disk with what it came for, as part of an act."""
    upload = files.row(opened, fit, path=path, question=question)
    sealed = digest.of(upload.salt, fit.name, fit.media_type, upload.size, upload.sha256)
    came = events.UploadReceived(upload=upload.pk, question=question.pk, size=upload.size, digest=sealed)
    opened.record(came, promise=question.promise_id)
    return upload


def _tell_who_waits(opened: Matter, question: Question) -> None:
    """Whoever promised something for when the document is there looks at it, and starts with one tap."""
    waiting = question.about
    if waiting is None or waiting.state != State.WAITING or not upload_view.came_for(waiting):
        return
    due = min(opened.times.calendar.next_opening(opened.now), waiting.condition_due or opened.now)
    tasks.ask(opened, waiting.owner, "came", due=max(due, opened.now), promise=waiting)

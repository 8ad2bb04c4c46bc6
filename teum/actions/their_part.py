"""The customer says of what they owe that it is done: its owner confirms that it arrived, by a moment they are told."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime

from teum.actions import files, matter, questions, tasks, uploads
from teum.actions.promises import awaited, notice
from teum.core import permissions
from teum.core import their_part as core
from teum.core import upload as uploading
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.question import Kind
from teum.core.upload import Fit
from teum.language import text as texts
from teum.language.notices import arrival
from teum.models import Question, Upload
from teum.queries import rows


def say_done(
    *, promise_id: int, by: Actor, text: str = "", file: Fit | None = None, now: datetime
) -> Question:
    """They have sent or done it, with the file where it is one (`files.ready`); a member records what they said.

    The same once more is said once. Raises `NotPossible` where nothing of theirs is awaited, `AnswerNeeded` and
    `ChoiceNeeded` where it is done by an answer or a choice, `TooManyFiles`, `NotAllowed`, `NoSuchThing`.
    """
    with ExitStack() as held:
        path = held.enter_context(files.lying(by.organisation_id, file, now=now)) if file else ""
        opened, row = held.enter_context(matter.of_promise(promise_id, by=by, now=now))
        permissions.require(by, Act.ASK_QUESTION)
        core.require_awaited(rows.promise(row))
        awaited.require_none(row)
        notice.answered(opened, row)
        tasks.done(opened, promise=row, kinds=("call",))
        said = arrival.done(
            what=row.condition if row.state == State.WAITING else ", ".join(row.includes) or row.what,
            added=texts.clean(text).strip(),
            lang=opened.case.customer.language,
        )
        question = questions.open_as(opened, said, about=row) or questions.tell_us(
            opened, said, kind=Kind.DONE, about=row
        )
        if file:
            uploading.require_room(Upload.objects.of(by.organisation_id).filter(question=question).count())
            uploads.keep(opened, question, file, path=path)
        return question

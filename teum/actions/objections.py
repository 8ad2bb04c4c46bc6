"""To one customer it did matter: they are answered, and a manager is asked whether to tell it to all (A8)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import disclosures, questions, tasks
from teum.core import events, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import Question
from teum.queries import members


def object_to(*, disclosure_id: int, by: Actor, text: str, now: datetime) -> Question:
    """It does matter to this customer; the same words once more are one objection.

    Raises `Incomplete`, `NotAllowed`, `NoSuchThing`.
    """
    with disclosures.of_disclosure(disclosure_id, by=by, now=now) as (opened, row):
        permissions.require(by, Act.ASK_QUESTION)
        question = questions.take_in(opened, text)
        if row.objection_id == question.pk:
            return question
        opened.keep(row, "objection_id")
        row.objection = question
        row.save(update_fields=["objection"])
        objected = events.DisclosureObjected(disclosure=row.pk, question=question.pk)
        opened.record(objected, promise=question.promise_id)
        if row.standing_id is None:
            manager = members.managers(opened.organisation_id)[0]
            tasks.ask(opened, manager, "standing", due=question.promise.due, promise=question.promise)
        return question

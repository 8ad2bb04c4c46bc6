"""The customer asks whether an appointment can move: a question to us, while the agreed time stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from teum import language
from teum.actions import matter, questions
from teum.actions.matter import Matter
from teum.core import counter, permissions
from teum.core import promise as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.models import Promise, Question
from teum.queries import rows

CAN_IT_MOVE = {
    "he": "אפשר לקבוע מועד אחר, {window}? סיכמנו: {what}, {agreed}.",
    "en": "Could it be at another time, {window}? We agreed: {what}, {agreed}.",
}


def ask(*, promise_id: int, by: Actor, begins: datetime, now: datetime) -> Question:
    """Ask for the same width of time from another moment on; the same once more is one question.

    Raises `NotPossible` where it is no appointment of ours that is ahead, `SameWindow`, `OutsideHours`, the refusals
    of a window, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.ASK_QUESTION)
    with transaction.atomic():
        with matter.of_promise(promise_id, by=by, now=now) as (opened, row):
            said = _said(opened, row, begins)
        return questions.ask(case_id=row.case_id, by=by, text=said, now=now)


def _said(opened: Matter, row: Promise, begins: datetime) -> str:
    """The question in the customer's language."""
    agreed = rows.promise(row)
    counter.require_movable(agreed, now=opened.now)
    named = counter.window(begins, offered=agreed.window)
    named = windows.of(due=named.due, start=named.start, zone=agreed.window.zone, now=opened.now)
    if named == agreed.window:
        raise core.SameWindow()
    counter.require_open(named, calendar=opened.times.calendar)
    lang = opened.case.customer.language
    return CAN_IT_MOVE[lang].format(
        what=", ".join(row.includes),
        window=language.in_words(named, lang, opened.now),
        agreed=language.in_words(agreed.window, lang, opened.now),
    )

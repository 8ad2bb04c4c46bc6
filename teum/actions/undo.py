"""Undo an act that wrote to the customer, as long as its message waits in its seconds (`core.undo`)."""

from __future__ import annotations

from datetime import datetime

from teum.actions import letters, matter, questions
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import notice
from teum.core import events, history, permissions
from teum.core import undo as core
from teum.core.actor import Actor
from teum.core.conversation import SITTING
from teum.core.history import PromiseState
from teum.core.permissions import Act
from teum.core.promise import Debtor, State
from teum.core.undo import TooLate
from teum.core.updates import Kind
from teum.models import Event as EventRow
from teum.models import Message, Promise, Question, Revision, Summary, Task, Telling, Timer, prepared
from teum.queries import ledger, rows

_FOLDED = (
    "state",
    "start",
    "due",
    "answer_by",
    "condition_due",
    "term",
    "proposed_start",
    "proposed_due",
    "version",
    "number",
    "revisions",
    "verdict",
)


def act(*, message_id: int, by: Actor, now: datetime) -> Message:
    """Undo what was done with this message: it does not leave, and each promise is as it was before.

    Raises `TooLate`, `NoSuchThing`, `NotAllowed`.
    """
    found = Message.objects.of(by.organisation_id).filter(pk=message_id, case__isnull=False)
    case_id = found.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(message=str(message_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        message = found.get()
        changed = _changed(opened, message)
        before = {row.pk: _before(row, message) for row in changed}
        dues = [at for row in changed for at in (row.due, before[row.pk].due)]
        core.require_in_time(
            wrote_at=message.at,
            undo_seconds=opened.times.policy.undo_seconds,
            is_waiting=message.state == "queued",
            has_moved=_has_moved(message, changed, before),
            dues=dues,
            now=now,
        )
        if not letters.overtake(opened, message):
            raise TooLate(why="left")
        for row in changed:
            _restore(opened, row, message)
        for row in changed:
            _tell_anew(opened, row)
        _tell_by_itself(opened, message)
        return message


def _changed(opened: Matter, message: Message) -> list[Promise]:
    """The promises that the act changed, each of which whoever undoes it may change."""
    if message.undoes is None:
        raise TooLate(why="moved")
    if not message.undoes:
        permissions.require(opened.by, Act.RECORD)
    listed = Promise.objects.of(opened.organisation_id).select_related("owner", "answerable")
    found = list(listed.filter(pk__in=[int(pk) for pk in message.undoes]).order_by("id"))
    for row in found:
        permissions.require(opened.by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        row.case = opened.case
    return found


def _versions(row: Promise, message: Message) -> tuple[int, int]:
    before, after = (message.undoes or {})[str(row.pk)]
    return before, after


def _undoing(row: Promise, message: Message) -> events.ActUndone:
    return events.ActUndone(to_version=_versions(row, message)[0], message=message.pk)


def _before(row: Promise, message: Message) -> PromiseState:
    """The promise as the ledger tells it without the act: no other record of it is needed."""
    return history.promise([*ledger.of_promise(row.organisation_id, row.pk), _undoing(row, message)])


def _has_moved(message: Message, changed: list[Promise], before: dict[int, PromiseState]) -> bool:
    """Whether a promise went on from there, or the customer was told something of a window that would not have been."""
    if any(row.version != _versions(row, message)[1] for row in changed):
        return True
    if Summary.objects.of(message.organisation_id).filter(message=message).exclude(answer="").exists():
        return True
    tellings = Telling.objects.of(message.organisation_id).exclude(message=message)
    return any(
        tellings.filter(promise=row, number__gt=before[row.pk].number, at__isnull=False).exists()
        for row in changed
    )


def _restore(opened: Matter, row: Promise, message: Message) -> None:
    """The row as it was, with its timers, and what stood on people's days."""
    state = _before(row, message)
    for name in _FOLDED:
        setattr(row, name, getattr(state, name))
    row.owner_id, row.answerable_id = state.owner, state.answerable
    row.ended_at = None if row.state in rows.LIVE else row.ended_at
    prepared.update(row)
    opened.record(_undoing(row, message), promise=row.pk)
    questions.take_answer_back(opened, row, given_at=message.at)
    _restore_revisions(row)
    _restore_timers(opened, row, message)
    mine = Task.objects.of(opened.organisation_id).filter(promise=row, message=None)
    mine.filter(made_at=message.at, done_at=None).update(done_at=opened.now)
    mine.filter(made_at__lte=message.at, done_at=message.at).update(done_at=None)


def _restore_revisions(row: Promise) -> None:
    mine = Revision.objects.of(row.organisation_id).filter(promise=row)
    mine.filter(number__gt=row.number, consent="given").update(consent="undone")
    for asked in mine.filter(consent="pending"):
        if asked.due != row.proposed_due:
            asked.consent = "undone"
            asked.save(update_fields=["consent"])
    if row.proposed_due and not mine.filter(consent="pending").exists():
        earlier = mine.filter(consent="overtaken", due=row.proposed_due).last()
        assert earlier is not None
        earlier.consent = "pending"
        earlier.save(update_fields=["consent"])


def _restore_timers(opened: Matter, row: Promise, message: Message) -> None:
    """Planned anew; a due moment that passed before the act was looked at by it, and those ahead are still to be."""
    opened.plan(row)
    if row.state not in (State.OPEN, State.REPORTED):
        return
    mine = Timer.objects.of(opened.organisation_id).filter(promise=row)
    if row.state == State.OPEN and row.due <= opened.now:
        mine.filter(number=row.number).exclude(kind=Kind.DUE, fire_at=row.due).delete()
        if _was_looked_at(row):
            mine.filter(number=row.number).delete()
    facts = [*ledger.of_promise(row.organisation_id, row.pk), _undoing(row, message)]
    known = history.open_windows(facts)
    for number, due in known.items():
        if number < row.number and due > opened.now:
            mine.get_or_create(
                organisation_id=opened.organisation_id,
                promise=row,
                kind=str(Kind.DUE),
                number=number,
                defaults={"case": opened.case, "fire_at": due},
            )


def _was_looked_at(row: Promise) -> bool:
    missed = EventRow.objects.of(row.organisation_id).filter(promise=row.pk, kind="PromiseMissed")
    return any(event.facts["number"] == row.number for event in missed)


def _tell_anew(opened: Matter, row: Promise) -> None:
    """What was agreed and was to be told with the act is still to be told."""
    agreed = Telling.objects.of(opened.organisation_id).filter(promise=row, what="agreed", number=row.number)
    is_untold = all(
        telling.at is None and _is_overtaken(telling) for telling in agreed.select_related("message")
    )
    if row.state in rows.LIVE and agreed.exists() and is_untold:
        notice.tell_agreed(opened, row)


def _tell_by_itself(opened: Matter, message: Message) -> None:
    """What a summary said in place of the notices of its sitting waits for another summary, or is told by itself."""
    if message.kind != "summary":
        return
    told = Telling.objects.of(opened.organisation_id).filter(message=message, what="agreed")
    waits = int(SITTING.total_seconds())
    for telling in told.select_related("promise", "promise__owner").order_by("id"):
        row = telling.promise
        row.case = opened.case
        asked = (
            Question.objects.of(opened.organisation_id).select_related("asked").filter(promise=row).first()
        )
        if asked and row.debtor == Debtor.CUSTOMER:
            asked.promise = row
            questions.tell_asked(opened, asked, wait_seconds=waits)
        elif row.state in rows.LIVE:
            notice.tell_agreed(opened, row, wait_seconds=waits)


def _is_overtaken(telling: Telling) -> bool:
    return telling.message is not None and telling.message.state == "overtaken"

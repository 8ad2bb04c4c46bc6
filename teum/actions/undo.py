"""Undo an act that wrote to the customer, as long as its messages wait in their seconds (`core.undo`).

The message knows what its act did (`Message.undoes`, written by `matter`): promises are folded anew from the ledger,
what was changed is put back, and what was made is there for nobody any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teum.actions import bell, drafts, letters, matter, tasks, tellings
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.undoes import OF_A_LETTER, TABLES
from teum.core import events, history, permissions
from teum.core import undo as core
from teum.core.actor import Actor
from teum.core.history import PromiseState
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.undo import NOT_MADE, Thing, TooLate
from teum.models import Event as EventRow
from teum.models import Message, Promise, Revision, Task, Telling, Timer, prepared
from teum.models.tenancy import OrganisationRows
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


@dataclass(frozen=True, kw_only=True)
class _Done:
    """What the act of a message did: its facts, its messages, and the promises that it made or changed."""

    message: Message
    facts: list[EventRow]
    letters: list[Message]
    promises: list[Promise]

    @property
    def undoes(self) -> dict[str, Any]:
        """As the message knows it."""
        found: dict[str, Any] = self.message.undoes or {}
        return found

    def versions(self, row: Promise) -> tuple[int, int]:
        """Of a promise before the act, and after it."""
        before, after = self.undoes["promises"][str(row.pk)]
        return before, after

    @property
    def opens(self) -> bool:
        """Whether the case came about by it."""
        return any(event.kind == "CaseOpened" for event in self.facts)

    @property
    def made(self) -> set[Thing]:
        """What began to be with it, promises included."""
        found = {core.made(event.kind, event.facts) for event in self.facts}
        kept = {(name, pk) for name, pk, _ in self.undoes["rows"]}
        mine = {("promise", row.pk) for row in self.promises if self.versions(row)[0] == NOT_MADE}
        return {thing for thing in found if thing and thing not in kept} | mine

    @property
    def changed(self) -> set[Thing]:
        """What there was before, and is not as it was."""
        return {(name, pk) for name, pk, _ in self.undoes["rows"]}

    @property
    def added_to(self) -> set[Thing]:
        """What counts otherwise since, and has the version that it had."""
        found = {core.added_to(event.kind, promise=event.promise) for event in self.facts}
        return {thing for thing in found if thing}

    @property
    def moved(self) -> dict[int, dict[str, Any]]:
        """The messages that it stopped or moved because of its own, as they were."""
        return {int(pk): values for pk, values in self.undoes["letters"].items()}


def act(*, message_id: int, by: Actor, now: datetime) -> Message:
    """Undo what was done with this message: it does not leave, and all is as it was before.

    Raises `TooLate`, `NoSuchThing`, `NotAllowed`.
    """
    found = Message.objects.of(by.organisation_id).filter(pk=message_id, case__isnull=False)
    case_id = found.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(message=str(message_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        done = _done(opened, found.get())
        before = {row.pk: _before(row, done) for row in done.promises}
        dues = [at for row in done.promises for at in (row.due, before[row.pk].due)]
        core.require_in_time(
            wrote_at=done.message.at,
            undo_seconds=opened.times.policy.undo_seconds,
            is_waiting=all(letter.state == "queued" for letter in done.letters),
            has_moved=_has_moved(done, before),
            dues=dues,
            now=now,
        )
        _undo(opened, done)
        _require_sound(opened, done)
        message = next(letter for letter in done.letters if letter.pk == message_id)
        message.case = opened.case
        return message


def _undo(opened: Matter, done: _Done) -> None:
    for letter in done.letters:
        if not letters.overtake(opened, letter):
            raise TooLate(why="left")
    for row in done.promises:
        _restore(opened, row, done)
    tellings.look_again(
        opened, [(fact.promise, fact.facts["number"]) for fact in done.facts if fact.kind == "PromiseMissed"]
    )
    _restore_rows(opened, done)
    _restore_case(opened, done)
    _restore_letters(opened, done)
    _restore_tasks(opened, done)
    for draft in done.undoes["drafts"]:
        drafts.keep(case_id=opened.case.pk, by=opened.by, now=opened.now, **draft)
    first, last = done.undoes["facts"]
    opened.record(events.CaseRestored(message=done.message.pk, first=first, last=last))


# ── what the act did, and what rests on it ──


def _done(opened: Matter, message: Message) -> _Done:
    """What whoever undoes it may change."""
    undoes = message.undoes
    if undoes is None or "facts" not in undoes:
        raise TooLate(why="moved")
    listed = Promise.objects.of(opened.organisation_id).select_related("owner", "answerable")
    found = list(listed.filter(pk__in=[int(pk) for pk in undoes["promises"]]).order_by("id"))
    if not found:
        permissions.require(opened.by, Act.RECORD)
    for row in found:
        is_made = undoes["promises"][str(row.pk)][0] == NOT_MADE
        permissions.require(opened.by, Act.RECORD if is_made else Act.CHANGE_PROMISE, owner_id=row.owner_id)
        row.case = opened.case
    first, last = undoes["facts"]
    facts = EventRow.objects.of(opened.organisation_id).filter(case=opened.case.pk, pk__range=(first, last))
    return _Done(
        message=message,
        facts=list(facts.order_by("id")),
        letters=list(_messages(opened).filter(pk__in=undoes["messages"]).order_by("id")),
        promises=found,
    )


def _messages(opened: Matter) -> OrganisationRows[Message]:
    return Message.objects.of(opened.organisation_id).filter(case=opened.case)


def _undoing(row: Promise, done: _Done) -> events.ActUndone:
    return events.ActUndone(to_version=done.versions(row)[0], message=done.message.pk)


def _before(row: Promise, done: _Done) -> PromiseState:
    """The promise as the ledger tells it without the act: no other record of it is needed."""
    return history.promise([*ledger.of_promise(row.organisation_id, row.pk), _undoing(row, done)])


def _has_moved(done: _Done, before: dict[int, PromiseState]) -> bool:
    """Whether a promise went on from there, the customer was told something that would not have been, or another act
    rests on what this one made or changed.
    """
    if any(row.version != done.versions(row)[1] for row in done.promises):
        return True
    if len(done.promises) != len(done.undoes["promises"]):
        return True
    tellings = Telling.objects.of(done.message.organisation_id).exclude(message__in=done.letters)
    for row in done.promises:
        since = -1 if ("promise", row.pk) in done.made else before[row.pk].number
        if tellings.filter(promise=row, number__gt=since, at__isnull=False).exists():
            return True
    things, of_case = done.made | done.changed | done.added_to, done.undoes["case"] is not None
    changed = {row.pk for row in done.promises}
    return any(
        core.rests_on(
            event.kind,
            event.facts,
            promise=event.promise,
            things=things,
            changed=changed,
            of_case=of_case,
            opens=done.opens,
        )
        for event in _later(done)
    )


def _later(done: _Done) -> Iterable[EventRow]:
    """What people did in the case since, and did not undo."""
    first, _ = done.undoes["facts"]
    since = EventRow.objects.of(done.message.organisation_id).filter(case=done.message.case_id)
    own = {event.pk for event in done.facts}
    return [
        event
        for event in ledger.standing(since.filter(pk__gte=first).order_by("id"))
        if event.pk not in own and event.actor != "clock" and event.kind not in core.STAY
    ]


def _require_sound(opened: Matter, done: _Done) -> None:
    """No open case is left without a next step, and no closed one with an open end: an act since rests on this one.

    Nor is a word left that was promised since of what is undone.
    """
    live = opened.live()
    undone = {row.pk for row in done.promises if row.state == State.UNDONE}
    if any(row.about_id in undone for row in live):
        raise TooLate(why="moved")
    ends = opened.open_ends()
    if opened.case.state == "closed" and (live or ends):
        raise TooLate(why="moved")
    if opened.case.state == "open" and not any(_is_watched(opened, row) for row in live):
        raise TooLate(why="moved")


def _is_watched(opened: Matter, row: Promise) -> bool:
    """Whether its next moment lies ahead, or passed just now and is still to be looked at."""
    return rows.promise(row).next_at > opened.now or bool(_PLANNED(opened.organisation_id, row.pk))


_PLANNED = prepared.rows(
    lambda organisation, promise: Timer.objects.of(organisation).filter(promise=promise, kind="due")
)


# ── as it was ──


def _restore(opened: Matter, row: Promise, done: _Done) -> None:
    """The row as it was, with its timers; what was not there before is over."""
    state = _before(row, done)
    for name in _FOLDED:
        setattr(row, name, getattr(state, name))
    row.owner_id, row.answerable_id = state.owner, state.answerable
    row.ended_at = None if row.state in rows.LIVE else row.ended_at
    prepared.update(row)
    opened.record(_undoing(row, done), promise=row.pk)
    if row.state == State.UNDONE:
        Timer.objects.of(opened.organisation_id).filter(promise=row).delete()
        return
    _restore_revisions(row)
    _restore_timers(opened, row, done)


def _restore_revisions(row: Promise) -> None:
    mine = Revision.objects.of(row.organisation_id).filter(promise=row)
    mine.filter(number__gt=row.number, consent="given").update(consent="undone")
    for asked in mine.filter(consent="pending"):
        if asked.due != row.proposed_due:
            asked.consent = "undone"
            asked.save(update_fields=["consent"])
    if row.proposed_due and not mine.filter(consent="pending").exists():
        same = mine.filter(due=row.proposed_due, start=row.proposed_start).order_by("id")
        # What another took the place of; else what they had agreed to.
        earlier = same.filter(consent="overtaken").last() or same.filter(consent="undone").last()
        assert earlier is not None
        earlier.consent, earlier.number = "pending", row.number
        earlier.save(update_fields=["consent", "number"])


def _restore_timers(opened: Matter, row: Promise, done: _Done) -> None:
    """Planned anew, and the due moments ahead that were agreed before; one that passed is left to `look_again`."""
    opened.plan(row)
    if row.state not in (State.OPEN, State.REPORTED):
        return
    if row.state == State.OPEN and row.due <= opened.now:
        Timer.objects.of(opened.organisation_id).filter(promise=row, number=row.number).delete()
    facts = [*ledger.of_promise(row.organisation_id, row.pk), _undoing(row, done)]
    for number, due in history.open_windows(facts).items():
        if number < row.number and due > opened.now:
            tellings.watch(opened, row, number=number, due=due)


def _restore_rows(opened: Matter, done: _Done) -> None:
    """What was changed is as it was; what was made stays for the ledger alone."""
    for name, pk, values in done.undoes["rows"]:
        TABLES[name].objects.with_undone(opened.organisation_id).filter(pk=pk).update(**values)
    for name, pk in done.made:
        if name != "promise":
            TABLES[name].objects.of(opened.organisation_id).filter(pk=pk).update(is_undone=True)
    opened.case.files -= sum(name == "upload" for name, _ in done.made)


def _restore_case(opened: Matter, done: _Done) -> None:
    """Open or closed as it was, with whoever answered for it; what the act had opened is no case."""
    case = opened.case
    for name, value in (done.undoes["case"] or {}).items():
        setattr(case, name, datetime.fromisoformat(value) if value and name == "closed_at" else value)
    if done.opens:
        case.state = "undone"


def _restore_letters(opened: Matter, done: _Done) -> None:
    """What waited before the act waits again, as it did: it is told after all, or somebody calls with it."""
    for letter in (
        _messages(opened).filter(pk__in=done.moved, state__in=("queued", "overtaken")).order_by("id")
    ):
        was = done.moved[letter.pk]
        is_stopped, letter.state = letter.state == "overtaken", was["state"]
        letter.send_at = datetime.fromisoformat(was["send_at"])
        letter.call_by = datetime.fromisoformat(was["call_by"]) if was["call_by"] else None
        prepared.update(letter, *OF_A_LETTER)
        if not is_stopped:
            continue
        about = Telling.objects.of(opened.organisation_id).filter(message=letter).order_by("id")
        letters.record_queued(opened, letter, promise=about.values_list("promise", flat=True).first())
        if letter.state == "failed":
            opened.record(events.MessageFailed(message=letter.pk, reason=letter.reason))
        else:
            bell.ring("delivery", at=letter.send_at, now=opened.now)


def _restore_tasks(opened: Matter, done: _Done) -> None:
    """What stands on people's days: what the act asked of them is not asked, and what it did is to be done."""
    at = done.message.at
    mine = Task.objects.of(opened.organisation_id).filter(case=opened.case)
    told = Telling.objects.of(opened.organisation_id).filter(message__in=done.letters)
    promises = {row.pk for row in done.promises} | set(told.values_list("promise", flat=True))
    about = mine.filter(promise__in=promises, message=None)
    about.filter(made_at=at, done_at=None).update(done_at=opened.now)
    about.filter(made_at__lte=at, done_at=at).update(done_at=None)
    tasks.put_back(mine.filter(done_at=at), messages=done.moved)
    gone = [row.pk for row in done.promises if row.state == State.UNDONE]
    mine.filter(promise__in=gone, done_at=None).update(done_at=opened.now)

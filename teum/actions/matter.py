"""A case under change: its row is locked, its events, timers and messages are written with it or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.db import transaction

from teum.actions import bell, undoes, written
from teum.actions.undoes import Undoes
from teum.core import case as cases
from teum.core import closing, digest, events, history, permissions, reach, updates, verdict
from teum.core import promise as promises
from teum.core.actor import Actor
from teum.core.case import After, CaseClosed, OpenEnd
from teum.core.events import Event
from teum.core.promise import FINAL, Change, Nature, State
from teum.core.refusal import Missing
from teum.core.updates import Kind, Times
from teum.language import Vocabulary
from teum.models import Case, ContactPoint, Message, Promise, Remark, Task, Timer, prepared
from teum.models import Event as EventRow
from teum.models.message import OF_CUSTOMER
from teum.models.tenancy import MayBeUndone
from teum.queries import journeys, ledger, message_view, rows, sight, terms

_LOCKED = prepared.rows(
    lambda organisation, case: (
        Case.objects.with_undone(organisation)
        .select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "customer", "owner")
        .filter(pk=case)
    )
)
_LIVE = prepared.rows(
    lambda organisation, case: (
        Promise.objects.of(organisation)
        .filter(case=case, state__in=rows.LIVE)
        .select_related("owner", "answerable")
        .order_by("due", "id")
    )
)
_UNSETTLED = prepared.rows(
    lambda organisation, case: Message.objects.of(organisation).filter(
        OF_CUSTOMER, case=case, state__in=["failed", "uncertain"], settled_at=None
    )
)

_FORGET = prepared.deleting(
    lambda organisation, promise, number: (
        Timer.objects.of(organisation).filter(promise=promise).exclude(kind=Kind.DUE, number__lt=number)
    )
)


@prepared.changing
def _ask_no_more(organisation: int, promise: int, now: datetime) -> prepared.Change:
    asked = Task.objects.of(organisation).filter(promise=promise, message=None, done_at=None)
    return asked.filter(kind__in=("ask", "missing", "call", "came")), {"done_at": now}


class NoSuchThing(Missing):
    """No such case or promise in this organisation."""

    code = "not_found"


_CONTACTS = prepared.rows(
    lambda organisation, customer: (
        ContactPoint.objects.of(organisation)
        .filter(customer=customer, is_broken=False)
        .select_related("given_on")
    )
)


@dataclass
class Matter:
    """One case, locked, and what this act adds to it."""

    case: Case
    by: Actor
    now: datetime
    written: list[EventRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.undoes = Undoes(case=undoes.of_case(self.case))

    @property
    def organisation_id(self) -> int:
        """The tenant."""
        return self.case.organisation_id

    @cached_property
    def times(self) -> Times:
        """Calendar, quiet time and policy for this customer."""
        return terms.times(self.case.organisation, self.case.customer)

    def times_of(self, row: Promise) -> Times:
        """What a promise is timed by: the policy under which it was made, whatever became of that since."""
        return terms.times(self.case.organisation, self.case.customer, made_at=row.made_at)

    @cached_property
    def words(self) -> Vocabulary:
        """The words that are vague for this organisation."""
        return terms.vocabulary(self.case.organisation)

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        """The ways to reach the customer that work and take words, in the order in which they prefer them."""
        found = _CONTACTS(self.organisation_id, self.case.customer_id)
        return [
            point for point in found if reach.takes_words(point.given_on, case=self.case.pk, now=self.now)
        ]

    def record(self, *events: Event, promise: int | None = None) -> None:
        """Add facts to the ledger, in this order, when the act is written."""
        for event in events:
            self.written.append(
                prepared.new(
                    EventRow,
                    organisation_id=self.organisation_id,
                    kind=event.kind,
                    case=self.case.pk,
                    promise=promise,
                    actor=self.by.label,
                    at=self.now,
                    facts=event.facts,
                )
            )

    def remark(self, kind: str, text: str, *, promise_id: int | None = None) -> Remark:
        """Keep a typed text in its erasable row."""
        return Remark.objects.of(self.organisation_id).create(
            case=self.case,
            promise_id=promise_id,
            kind=kind,
            text=text,
            salt=digest.salt(),
            by=self.by.label,
            at=self.now,
        )

    def keep(self, row: MayBeUndone, *names: str) -> None:
        """Keep these values of a row as they are, before an act changes them: undoing it puts them back."""
        self.undoes.keep(row, names, written=self.written)

    # ── promises ──

    def live(self) -> list[Promise]:
        """The live promises of the case."""
        return _LIVE(self.organisation_id, self.case.pk)

    def apply(self, row: Promise, change: Change) -> None:
        """Write what the core decided for a promise: row, events, timers, verdict."""
        before = rows.promise(row)
        self.undoes.changes(row.pk, before=before.version, after=change.promise.version)
        written.write(row, change.promise)
        self.record(*change.events, promise=row.pk)
        if change.promise.state in FINAL:
            row.ended_at = self.now
            self.judge(row)
            self.ask_no_more(row)
        prepared.update(row)
        if written.timed_by(before) != written.timed_by(change.promise):
            self.plan(row)

    def let_go(self, row: Promise) -> None:
        """We no longer wait for what the customer owed us; nobody is asked about it any more."""
        self.apply(row, promises.release(rows.promise(row), by_creditor=True, proof="", digest=None))
        Task.objects.of(self.organisation_id).filter(promise=row, done_at=None).update(done_at=self.now)

    def ask_no_more(self, row: Promise) -> None:
        """Whatever ended it, nobody is asked any more how it stands, what was missing in it, or to call about it."""
        _ask_no_more(self.organisation_id, row.pk, self.now)

    def judge(self, row: Promise) -> None:
        """Set the verdict from the promise's events, those of this act included."""
        mine = [ledger.value(event) for event in self.written if event.promise == row.pk]
        past = history.standing([*ledger.of_promise(self.organisation_id, row.pk), *mine])
        found = verdict.verdict(past)
        row.verdict = str(found or "")

    def plan(self, row: Promise) -> None:
        """Replace the promise's timers; a due moment that was agreed before stays, to find whether it was told.

        It stays behind a report, too: who denies that it is done counts on that moment again.
        """
        value = rows.promise(row)
        is_looked_at = value.state in (State.OPEN, State.REPORTED)
        _FORGET(self.organisation_id, row.pk, value.number if is_looked_at else 0)
        self.set_timers(row)

    def set_timers(self, row: Promise) -> None:
        """Write the timers of a promise that has none."""
        planned = updates.plan(rows.promise(row), times=self.times_of(row), now=self.now)
        timers = [
            prepared.new(
                Timer,
                organisation_id=self.organisation_id,
                case_id=self.case.pk,
                promise_id=row.pk,
                kind=str(timer.kind),
                number=timer.number,
                fire_at=timer.fire_at,
            )
            for timer in planned
        ]
        Timer.objects.add(self.organisation_id, timers)
        if planned:
            bell.ring("clock", at=min(timer.fire_at for timer in planned), now=self.now)

    # ── the case's next step (guarantee 2) ──

    def open_ends(self, *, without: tuple[int, ...] = ()) -> tuple[OpenEnd, ...]:
        """What is not finished in this case."""
        unsettled = _UNSETTLED(self.organisation_id, self.case.pk)
        live = [row for row in self.live() if row.pk not in without and not is_announcement(row)]
        messages = {message.pk: message_view.subject(message) for message in unsettled}
        words: dict[str, dict[int, str]] = {
            "promise": {row.pk: row.what for row in live},
            "message": messages,
            "stage": {},
        }
        ends = cases.open_ends(
            [rows.promise(row) for row in live],
            unsettled=messages,
            journey=self.case.journey_id if self._has_stages_to_come() else None,
        )
        return tuple(replace(end, what=words[end.kind].get(end.id, "")) for end in ends)

    def settle_next_step(
        self, *, wants_close: bool, has_next: bool, why: str = "member", asks: bool = True
    ) -> After:
        """Hold guarantee 2 after an act: refuse, go on, close, or say that an update must be made.

        Where a member acts they are asked for the next step, unless the act is about something else (`asks`).
        """
        after = cases.after_act(
            self.open_ends(),
            wants_close=wants_close,
            has_next=has_next or (self.by.kind == "clock" and self._is_announced()),
            somebody_to_ask=asks and self.by.kind == "member",
            now=self.now,
        )
        if after is After.CLOSES:
            self.close(why=why)
        return after

    def _has_stages_to_come(self) -> bool:
        """Whether the case follows a process, and is not through it."""
        return bool(journeys.to_come(self.case))

    def _is_announced(self) -> bool:
        """Whether a date lies ahead on which the case is closed, as its customer was told."""
        return any(is_announcement(row) and row.due > self.now for row in self.live())

    def close(self, *, why: str) -> None:
        """Close the case; its open ends were looked at before. An announced date has nothing more to wait for."""
        for row in self.live():
            if is_announcement(row):
                self.let_go(row)
        self.leave_process()
        self.case.state, self.case.closed_at = "closed", self.now
        self.record(events.CaseClosed(why=why))

    def leave_process(self) -> None:
        """Follow no longer a process whose end the case has not reached."""
        if self._has_stages_to_come() and self.case.journey_id:
            self.record(events.ProcessLeft(journey=self.case.journey_id))
            self.case.journey = None

    def require_open(self) -> None:
        """Refuse to act on a closed case."""
        if self.case.state == "closed":
            raise CaseClosed(case=str(self.case.pk))


@contextmanager
def of_case(case_id: int, *, by: Actor, now: datetime, also_undone: bool = False) -> Iterator[Matter]:
    """Lock a case for an act; what the act recorded is written when it ends, and nothing if it is refused."""
    with transaction.atomic():
        case = _LOCKED.first(by.organisation_id, case_id)
        if case is None or (case.state == "undone" and not also_undone) or not sight.reaches(case, by=by):
            raise NoSuchThing(case=str(case_id))
        terms.see(case.organisation)
        matter = Matter(case=case, by=by, now=now)
        yield matter
        finish(matter)


PARTS = ("service", "journey", "alignment", "agreement")
"""What a case is about, follows, and agreed to: one of each."""
ENDINGS: list[Callable[[Matter], None]] = []
"""What every act ends with; `teum.actions` says which."""


def finish(matter: Matter) -> None:
    """End the act, and write the events, and the case as it stands now."""
    if matter.written:
        for end in ENDINGS:
            end(matter)
        EventRow.objects.add(matter.organisation_id, matter.written)
        matter.case.version += 1
        prepared.update(matter.case, "version", "state", "closed_at", "owner", "files", *PARTS)
        matter.undoes.save(matter.case, matter.written)
        matter.written = []


_CASE_OF = prepared.column(
    lambda organisation, promise: (
        Promise.objects.of(organisation).filter(pk=promise).values_list("case", flat=True)
    )
)
_PROMISE = prepared.rows(
    lambda organisation, promise: (
        Promise.objects.of(organisation).select_related("owner", "answerable").filter(pk=promise)
    )
)


@contextmanager
def of_promise(
    promise_id: int, *, by: Actor, now: datetime, seen: int | None = None
) -> Iterator[tuple[Matter, Promise]]:
    """Lock a promise's case for an act on it; a stale view is refused."""
    case_id = _CASE_OF.first(by.organisation_id, promise_id)
    if case_id is None:
        raise NoSuchThing(promise=str(promise_id))
    with of_case(case_id, by=by, now=now) as matter:
        (row,) = _PROMISE(by.organisation_id, promise_id)
        row.case = matter.case
        if not permissions.sees(by, owner_id=row.owner_id, has_promised=False):
            raise NoSuchThing(promise=str(promise_id))
        promises.require_version(rows.promise(row), seen)
        yield matter, row


def is_announcement(row: Promise) -> bool:
    """Whether it announces to a silent customer when the case is closed."""
    return closing.is_announcement(rows.promise(row))


def is_update(row: Promise) -> bool:
    """Whether a promise is one of a word."""
    return row.nature == Nature.UPDATE

"""Fold promises anew from the ledger, and compare with what their rows say, and the rows that hang on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from teum.core import events, history
from teum.core.history import BrokenHistory, PromiseState, maybe_utc, utc
from teum.core.promise import FINAL, Nature, State
from teum.core.updates import Kind
from teum.models import Promise, Revision, Telling, Timer
from teum.models.tenancy import OrganisationRows
from teum.queries.verify import facts
from teum.queries.verify.facts import Fact
from teum.queries.verify.report import Break, Broken

Row = TypeVar("Row", Revision, Telling, Timer)


def compare(organisation_id: int, run: Sequence[Promise], *, is_timed: bool) -> None:
    """Raise `Break` at the first promise that is not what its facts say. Without `is_timed` no clock runs for them."""
    past = facts.of(organisation_id, "promise", [row.pk for row in run])
    revisions = _by_promise(Revision.objects.of(organisation_id), run)
    tellings = _by_promise(Telling.objects.of(organisation_id), run)
    timers = _by_promise(Timer.objects.of(organisation_id), run)
    for row in run:
        _row(row, past[row.pk])
        _revisions(row, past[row.pk], revisions[row.pk])
        _tellings(row, past[row.pk], tellings[row.pk])
        if is_timed and row.state not in FINAL:
            _timer(row, past[row.pk], timers[row.pk])


def _by_promise(rows: OrganisationRows[Row], run: Sequence[Promise]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows.filter(promise__in=[promise.pk for promise in run]).order_by("id"):
        found[row.promise_id].append(row)
    return found


def _broken(what: str, row: Promise, detail: str) -> Break:
    return Break(
        Broken(what=what, organisation=row.organisation_id, case=row.case_id, promise=row.pk, detail=detail)
    )


def _row(row: Promise, past: Iterable[Fact]) -> None:
    try:
        folded = history.promise(fact.event for fact in past)
    except BrokenHistory as impossible:
        raise _broken("history_impossible", row, str(impossible)) from impossible
    different = folded.differs_from(_held(row))
    if different:
        raise _broken("row_differs", row, ", ".join(different))


def _held(row: Promise) -> PromiseState:
    return PromiseState(
        state=row.state,
        nature=row.nature,
        debtor=row.debtor,
        channel=row.channel,
        zone=row.zone,
        start=maybe_utc(row.start),
        due=utc(row.due),
        original_start=maybe_utc(row.original_start),
        original_due=utc(row.original_due),
        owner=row.owner_id,
        answerable=row.answerable_id,
        replaces=row.replaces_id,
        about=row.about_id,
        round=row.round,
        number=row.number,
        version=row.version,
        revisions=row.revisions,
        answer_by=maybe_utc(row.answer_by),
        condition_due=maybe_utc(row.condition_due),
        term=row.term,
        proposed_start=maybe_utc(row.proposed_start),
        proposed_due=maybe_utc(row.proposed_due),
        verdict=row.verdict,
    )


def _revisions(row: Promise, past: Iterable[Fact], revisions: Iterable[Revision]) -> None:
    """Each change of a window that took effect, or was put to the customer, has its row, and no other has."""
    moved, proposed, dues = {}, set(), set()
    for event in history.standing(fact.event for fact in past):
        match event:
            case events.PromiseRevised(number=number, start=start, due=due):
                moved[number] = maybe_utc(start), utc(due)
                dues.add(utc(due))
            case events.PromiseCountered(number=number, start=start, due=due):
                moved[number] = maybe_utc(start), utc(due)
                dues.add(utc(due))
            case events.RevisionProposed(proposed_start=start, proposed_due=due):
                proposed.add((maybe_utc(start), utc(due)))
            case events.PromiseMade(due=due) | events.ConditionMet(due=due) | events.PromiseDisputed(due=due):
                dues.add(utc(due))
    given, windows = set(), set()
    for revision in revisions:
        if revision.consent == "undone":
            continue  # no fact that stands is behind it
        window = maybe_utc(revision.start), utc(revision.due)
        is_given = revision.consent == "given"
        is_known = moved.get(revision.number) == window if is_given else window in proposed
        if not is_known or utc(revision.from_due) not in dues:
            raise _broken("row_differs", row, f"revision {revision.pk}")
        windows.add(window)
        if is_given:
            given.add(revision.number)
    for number in sorted(moved.keys() - given):
        raise _broken("row_missing", row, f"revision to window {number}")
    if proposed - windows:
        raise _broken("row_missing", row, "revision that was proposed")


def _tellings(row: Promise, past: Sequence[Fact], tellings: Iterable[Telling]) -> None:
    """What the customer was told, and when, is what the ledger says of it."""
    told = {
        (fact.event.number, fact.event.what, fact.event.message, fact.at)
        for fact in past
        if isinstance(fact.event, events.PromiseTold)
    }
    moved_at = {fact.at for fact in past if isinstance(fact.event, events.PromiseRevised)}
    held = set()
    for telling in tellings:
        # Who agrees to another time knows of it by that: the fact is the change itself.
        is_agreed = telling.message_id is None and telling.what == "revised" and telling.at in moved_at
        if telling.at is not None and not is_agreed:
            held.add((telling.number, telling.what, telling.message_id, telling.at))
    for number, what, *_ in held - told:
        raise _broken("row_differs", row, f"telling of window {number}: {what}")
    for number, what, *_ in told - held:
        raise _broken("row_missing", row, f"telling of window {number}: {what}")


def _timer(row: Promise, past: Iterable[Fact], timers: Iterable[Timer]) -> None:
    """What is live has the timer that ends its wait, unless that has fired."""
    match row.state:
        case State.OPEN if not _due_was_looked_at(row, past):
            kind, at = Kind.DUE, row.due
        case State.WAITING if row.condition_due:
            kind, at = Kind.LAPSE, row.condition_due
        case State.OFFERED:
            kind, at = Kind.LAPSE, row.answer_by or row.due
        case State.REPORTED if row.answer_by:
            kind, at = Kind.CONFIRM, row.answer_by
        case _:
            return
    standing = {timer.fire_at for timer in timers if timer.kind == kind and timer.number == row.number}
    if at not in standing:
        what = "timer_moved" if standing else "timer_missing"
        raise _broken(what, row, f"{kind} of window {row.number}")


def _due_was_looked_at(row: Promise, past: Iterable[Fact]) -> bool:
    """Whether the clock, or an act before it, found the due moment of this window passed.

    A promised word that was given in time leaves no miss behind; telling it keeps it.
    """
    looked_at: tuple[type[events.Event], ...] = (events.PromiseMissed,)
    if row.nature == Nature.UPDATE:
        looked_at = (events.PromiseMissed, events.PromiseTold)
    return any(
        isinstance(fact.event, looked_at) and getattr(fact.event, "number", None) == row.number
        for fact in past
    )

"""Fold every promise and case anew from the ledger, and compare with what its row says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from teum.core import history
from teum.core.events import Event
from teum.core.history import BrokenHistory, CaseState, PromiseState
from teum.models import Case, Promise
from teum.models import Event as EventRow
from teum.models.tenancy import OrganisationRows
from teum.queries import ledger
from teum.queries.verify.report import Break, Broken, Report

AT_A_TIME = 500
Row = TypeVar("Row", Case, Promise)


def compare(organisation_id: int, report: Report) -> None:
    """Count the rows that say what their facts say. Raises `Break` at the first that does not."""
    for promises in _in_runs(Promise.objects.of(organisation_id)):
        facts = _facts(organisation_id, "promise", promises)
        for promise in promises:
            _compare_promise(promise, facts[promise.pk])
            report.rebuilt += 1
    for cases in _in_runs(Case.objects.of(organisation_id)):
        facts = _facts(organisation_id, "case", cases)
        for case in cases:
            _compare_case(case, facts[case.pk])
            report.rebuilt += 1


def _in_runs(rows: OrganisationRows[Row]) -> Iterator[list[Row]]:
    last = 0
    while True:
        run = list(rows.filter(pk__gt=last).order_by("id")[:AT_A_TIME])
        if not run:
            return
        yield run
        last = run[-1].pk


def _facts(organisation_id: int, of: str, rows: Sequence[Case] | Sequence[Promise]) -> dict[int, list[Event]]:
    """The facts about each of these rows, in the order of the ledger."""
    found: dict[int, list[Event]] = defaultdict(list)
    named = EventRow.objects.of(organisation_id).filter(**{f"{of}__in": [row.pk for row in rows]})
    for event in named.order_by("id"):
        found[getattr(event, of)].append(ledger.value(event))
    return found


def _compare_promise(row: Promise, facts: list[Event]) -> None:
    try:
        folded = history.promise(facts)
    except BrokenHistory as impossible:
        raise Break(_broken("history_impossible", row, str(impossible))) from impossible
    held = PromiseState(
        state=row.state,
        start=history.utc(row.start) if row.start else None,
        due=history.utc(row.due),
        owner=row.owner_id,
        answerable=row.answerable_id,
        number=row.number,
        version=row.version,
        answer_by=history.utc(row.answer_by) if row.answer_by else None,
        verdict=row.verdict,
    )
    different = folded.differs_from(held)
    if different:
        raise Break(_broken("row_differs", row, ", ".join(different)))


def _broken(what: str, row: Promise, detail: str) -> Broken:
    return Broken(
        what=what, organisation=row.organisation_id, case=row.case_id, promise=row.pk, detail=detail
    )


def _compare_case(row: Case, facts: list[Event]) -> None:
    try:
        folded = history.case(facts)
    except BrokenHistory as impossible:
        broken = Broken(
            what="history_impossible",
            organisation=row.organisation_id,
            case=row.pk,
            detail=str(impossible),
        )
        raise Break(broken) from impossible
    if folded != CaseState(state=row.state, owner=row.owner_id):
        raise Break(
            Broken(what="row_differs", organisation=row.organisation_id, case=row.pk, detail="state or owner")
        )

"""Fold every promise, case and message anew from the ledger, and compare with what their rows say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from teum.core import case_history, events
from teum.core.case_history import CaseState
from teum.core.history import BrokenHistory
from teum.models import Case, Member, Organisation, Promise
from teum.models.tenancy import OrganisationRows
from teum.queries.verify import (
    agreements,
    alignments,
    conversations,
    disclosures,
    facts,
    incidents,
    journeys,
    messages,
    promises,
    questions,
    receipts,
    surveys,
)
from teum.queries.verify.facts import Fact
from teum.queries.verify.report import Break, Broken, Report

AT_A_TIME = 500
Row = TypeVar("Row", Case, Promise)


def compare(organisation_id: int, report: Report) -> None:
    """Count the rows that say what their facts say. Raises `Break` at the first that does not."""
    is_timed = not _is_put_aside(organisation_id)
    incidents.compare(organisation_id)
    for run in _in_runs(Promise.objects.with_undone(organisation_id)):
        promises.compare(organisation_id, run, is_timed=is_timed)
        report.rebuilt += len(run)
    for cases in _in_runs(Case.objects.with_undone(organisation_id)):
        past = facts.of(organisation_id, "case", [case.pk for case in cases])
        for case in cases:
            _compare_case(case, past[case.pk])
            report.rebuilt += 1
        questions.compare(organisation_id, past)
        surveys.compare(organisation_id, past)
        report.messages += messages.compare(organisation_id, past)
        report.rebuilt += conversations.compare(organisation_id, past)
        report.rebuilt += disclosures.compare(organisation_id, past)
        report.rebuilt += journeys.compare(organisation_id, past)
        report.rebuilt += alignments.compare(organisation_id, past)
        report.rebuilt += agreements.compare(organisation_id, past)
        report.rebuilt += receipts.compare(organisation_id, past)


def _is_put_aside(organisation_id: int) -> bool:
    """Whether it is a demo that was replaced by a fresh one: its clock stopped, and nobody is in it."""
    is_demo = Organisation.objects.filter(pk=organisation_id, is_demo=True).exists()
    return is_demo and not Member.objects.of(organisation_id).filter(is_active=True).exists()


def _in_runs(rows: OrganisationRows[Row]) -> Iterator[list[Row]]:
    last = 0
    while True:
        run = list(rows.filter(pk__gt=last).order_by("id")[:AT_A_TIME])
        if not run:
            return
        yield run
        last = run[-1].pk


def _compare_case(row: Case, past: Iterable[Fact]) -> None:
    listed = [fact.event for fact in past]
    if row.state == "undone" and not any(isinstance(fact, events.CaseOpened) for fact in listed):
        return
    try:
        folded = case_history.case(listed)
    except BrokenHistory as impossible:
        broken = Broken(
            what="history_impossible",
            organisation=row.organisation_id,
            case=row.pk,
            detail=str(impossible),
        )
        raise Break(broken) from impossible
    held = CaseState(
        state=row.state,
        owner=row.owner_id,
        service=row.service_id,
        journey=row.journey_id,
        alignment=row.alignment_id,
        agreement=row.agreement_id,
    )
    if folded != held:
        raise Break(
            Broken(
                what="row_differs",
                organisation=row.organisation_id,
                case=row.pk,
                detail="state, owner, service, journey, alignment or agreement",
            )
        )

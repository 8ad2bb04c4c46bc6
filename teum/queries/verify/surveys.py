"""Compare what customers said at the end with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import history
from teum.core.history import BrokenHistory, SurveyState
from teum.models import Survey
from teum.queries.verify.facts import Fact
from teum.queries.verify.report import Break, Broken


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> None:
    """Raise `Break` at the first question of these cases that is not what its facts say, or has no row."""
    held: dict[int, dict[int, SurveyState]] = {case: {} for case in past}
    for row in Survey.objects.of(organisation_id).filter(case__in=list(past)).order_by("id"):
        held[row.case_id][row.pk] = _held(row)
    for case, facts in past.items():
        try:
            folded = history.surveys((fact.at, fact.event) for fact in facts)
        except BrokenHistory as impossible:
            raise _broken("history_impossible", organisation_id, case, str(impossible)) from impossible
        for pk in sorted(folded.keys() | held[case].keys()):
            if pk not in held[case]:
                raise _broken("row_missing", organisation_id, case, f"survey {pk}")
            if folded.get(pk) != held[case][pk]:
                raise _broken("row_differs", organisation_id, case, f"survey {pk}")


def _held(row: Survey) -> SurveyState:
    return SurveyState(
        asked_at=row.asked_at,
        is_again=row.reason_id is not None,
        score=row.score,
        gap=row.gap,
        question=row.question_id,
        answered_at=row.answered_at,
    )


def _broken(what: str, organisation_id: int, case: int, detail: str) -> Break:
    return Break(Broken(what=what, organisation=organisation_id, case=case, detail=detail))

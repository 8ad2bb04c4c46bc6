"""Compare what was asked of whom with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import events
from teum.models import Question
from teum.queries.verify.facts import Fact
from teum.queries.verify.report import Break, Broken


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> None:
    """Raise `Break` at the first question of these cases that has no row, or another than its facts say."""
    held = {row.pk: row for row in Question.objects.of(organisation_id).filter(case__in=list(past))}
    for case, facts in past.items():
        for fact in facts:
            if isinstance(fact.event, events.QuestionAsked):
                asked, row = fact.event, held.get(fact.event.question)
                if row is None:
                    raise _broken("row_missing", organisation_id, case, asked)
                said = (fact.promise, asked.kind_of, asked.about, asked.times or [])
                if said != (row.promise_id, row.kind, row.about_id, row.times):
                    raise _broken("row_differs", organisation_id, case, asked)


def _broken(what: str, organisation_id: int, case: int, asked: events.QuestionAsked) -> Break:
    return Break(
        Broken(what=what, organisation=organisation_id, case=case, detail=f"question {asked.question}")
    )

"""Who turns to us about what we owed and had not told them is surprised: a fact of that promise, however they came."""

from __future__ import annotations

from collections.abc import Iterable

from teum.actions import tellings
from teum.actions.matter import Matter
from teum.core import conversation as core
from teum.core import events
from teum.models import Conversation, Promise, Question
from teum.models import Event as EventRow
from teum.queries import ledger, rows


def found(opened: Matter) -> list[Promise]:
    """The promises of which they had to ask, as it stands before the act makes any of its own."""
    return [
        row
        for row in opened.live()
        if core.is_surprise(rows.promise(row), words=tellings.words_about(row), now=opened.now)
    ]


def in_talk(opened: Matter, row: Conversation, surprised: Iterable[Promise]) -> None:
    """They asked in a conversation."""
    for promise in surprised:
        opened.record(
            events.CustomerSurprised(conversation=row.pk, number=promise.number), promise=promise.pk
        )


def by_question(opened: Matter, row: Question, surprised: Iterable[Promise]) -> None:
    """They wrote to us."""
    _once(opened, surprised, question=row.pk)


def by_call(opened: Matter, row: Promise, surprised: Iterable[Promise]) -> None:
    """They asked us to call."""
    _once(opened, surprised, call=row.pk)


def _once(
    opened: Matter, surprised: Iterable[Promise], *, question: int | None = None, call: int | None = None
) -> None:
    """What is said of a window once, in however many mails, questions and wishes for a call, is one surprise."""
    for promise in surprised:
        if not _is_known(promise):
            fact = events.CustomerSurprised(number=promise.number, question=question, call=call)
            opened.record(fact, promise=promise.pk)


def _is_known(promise: Promise) -> bool:
    """Whether it counts already; one of a question that was undone, or of a mail that was taken out, does not."""
    facts = EventRow.objects.of(promise.organisation_id).filter(
        case=promise.case_id, kind__in=("CustomerSurprised", "CaseRestored")
    )
    return any(
        fact.kind == "CustomerSurprised"
        and (fact.promise, fact.facts["number"]) == (promise.pk, promise.number)
        for fact in ledger.standing(facts)
    )

"""The ledger, read: a promise's history as values."""

from collections.abc import Iterable, Iterator

from teum.core import events, undo
from teum.core.events import Event
from teum.models import Event as EventRow
from teum.models import prepared


def value(row: EventRow) -> Event:
    """A row of the ledger as the fact that it is."""
    return events.read(row.kind, row.facts)


def standing(found: Iterable[EventRow]) -> list[EventRow]:
    """The facts of cases that count: without those of acts that were undone."""
    listed = {row.pk: row for row in found}
    count = undo.standing_of_case({pk: (row.case or 0, value(row)) for pk, row in listed.items()})
    return [row for pk, row in listed.items() if pk in count]


def undone(organisation_id: int, case_id: int) -> list[tuple[int, int]]:
    """The acts on a case that were undone: each its first fact and its last."""
    facts = _RESTORED(organisation_id, case_id)
    return [(row.facts["first"], row.facts["last"]) for row in facts]


def of_promise(organisation_id: int, promise_id: int) -> Iterator[Event]:
    """A promise's history, in order."""
    return map(value, _OF_PROMISE(organisation_id, promise_id))


def misses(organisation_id: int, promise_id: int) -> dict[int, events.PromiseMissed]:
    """The windows of a promise whose end was looked at and found it open, by their numbers."""
    facts = of_promise(organisation_id, promise_id)
    return {fact.number: fact for fact in facts if isinstance(fact, events.PromiseMissed)}


_OF_PROMISE = prepared.rows(
    lambda organisation, promise: EventRow.objects.of(organisation).filter(promise=promise).order_by("id")
)
_RESTORED = prepared.rows(
    lambda organisation, case: (
        EventRow.objects.of(organisation).filter(case=case, kind="CaseRestored").order_by("id")
    )
)

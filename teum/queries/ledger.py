"""The ledger, read: a promise's history as values."""

from collections.abc import Iterator

from teum.core import events
from teum.core.events import Event
from teum.models import Event as EventRow
from teum.models import prepared


def value(row: EventRow) -> Event:
    """A row of the ledger as the fact that it is."""
    return events.read(row.kind, row.facts)


def of_promise(organisation_id: int, promise_id: int) -> Iterator[Event]:
    """A promise's history, in order."""
    return map(value, _OF_PROMISE(organisation_id, promise_id))


_OF_PROMISE = prepared.rows(
    lambda organisation, promise: EventRow.objects.of(organisation).filter(promise=promise).order_by("id")
)

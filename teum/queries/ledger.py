"""The ledger, read: a promise's history as values."""

from collections.abc import Iterator

from teum.core import events
from teum.core.events import Event
from teum.models import Event as EventRow


def value(row: EventRow) -> Event:
    """A row of the ledger as the fact that it is."""
    return events.read(row.kind, row.facts)


def of_promise(organisation_id: int, promise_id: int) -> Iterator[Event]:
    """A promise's history, in order."""
    for row in EventRow.objects.of(organisation_id).filter(promise=promise_id).order_by("id"):
        yield value(row)

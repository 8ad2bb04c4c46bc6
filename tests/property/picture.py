"""All rows of the businesses as they stand: what a refused act must leave as it was, and what the guarantees are read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teum.core.events import Event
from teum.models import (
    Case,
    ContactPoint,
    Draft,
    Member,
    Message,
    Promise,
    Remark,
    Revision,
    Task,
    Telling,
    Timer,
)
from teum.models import Event as EventRow
from teum.queries import ledger

Row = dict[str, Any]
TABLES = (Case, ContactPoint, Draft, Member, Message, Promise, Remark, Revision, Task, Telling, Timer)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the ledger, with the event that it is."""

    id: int
    kind: str
    organisation: int
    case: int | None
    promise: int | None
    actor: str
    at: Any
    event: Event


@dataclass(frozen=True, slots=True)
class Picture:
    """Every table, by primary key; the ledger as a tuple in its order."""

    tables: dict[str, dict[int, Row]]
    facts: tuple[Fact, ...]

    def of(self, model: type) -> dict[int, Row]:
        """The rows of one table."""
        return self.tables[model.__name__]

    def facts_of(self, promise: int) -> list[Fact]:
        """A promise's history."""
        return [fact for fact in self.facts if fact.promise == promise]

    def differences(self, other: Picture) -> list[str]:
        """What is not the same, in words."""
        found = [
            f"{name} {pk}: {mine.get(pk)} → {other.tables[name].get(pk)}"
            for name, mine in self.tables.items()
            for pk in sorted(mine.keys() | other.tables[name].keys())
            if mine.get(pk) != other.tables[name].get(pk)
        ]
        return found + [f"event {fact.id}: {fact.kind}" for fact in other.facts[len(self.facts) :]]


def take(before: Picture | None = None) -> Picture:
    """Read everything; of the ledger only what came after `before`."""
    known = before.facts if before else ()
    last = known[-1].id if known else 0
    new = EventRow.objects.everywhere().filter(pk__gt=last).order_by("id")
    tables = {
        model.__name__: {row["id"]: row for row in model.objects.everywhere().values()} for model in TABLES
    }
    return Picture(tables, (*known, *map(_fact, new)))


def _fact(row: EventRow) -> Fact:
    return Fact(
        row.pk, row.kind, row.organisation_id, row.case, row.promise, row.actor, row.at, ledger.value(row)
    )


def ledger_rows() -> list[Row]:
    """The ledger as it is stored, whole."""
    return list(EventRow.objects.everywhere().order_by("id").values())

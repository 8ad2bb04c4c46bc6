"""What the ledger says of some rows, each fact with its moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from teum.core.events import Event
from teum.models import Event as EventRow
from teum.queries import ledger


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, and when; `promise` is the one that it is about."""

    at: datetime
    event: Event
    promise: int | None = None


def of(organisation_id: int, name: str, ids: Iterable[int]) -> dict[int, list[Fact]]:
    """The facts about each of these promises or cases (`name` says which), in the order of the ledger.

    Of a case those that count: a promise tells itself what was undone of it (`core.history`).
    """
    found: dict[int, list[Fact]] = defaultdict(list)
    named = EventRow.objects.of(organisation_id).filter(**{f"{name}__in": list(ids)})
    for row in ledger.standing(named.order_by("id")) if name == "case" else named.order_by("id"):
        found[getattr(row, name)].append(Fact(row.at, ledger.value(row), row.promise))
    return found

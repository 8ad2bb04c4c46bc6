"""Offers: whether the window that stands is ours, or the one that the customer named in answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from teum.core.promise import State
from teum.models import Promise, Revision


def is_countered(row: Promise, named_by: Iterable[str]) -> bool:
    """Whether an offer waits for our answer; `named_by` are those who recorded its other windows, in order.

    What the customer records is theirs. A member records what the customer said, and after that what we answer.
    """
    theirs = False
    for label in named_by if row.state == State.OFFERED else ():
        theirs = label == "customer" or not theirs
    return theirs


def countered(listed: Iterable[Promise]) -> set[int]:
    """The ids of those offers that wait for our answer; no query where no other window was named."""
    moved = {row.pk: row for row in listed if row.state == State.OFFERED and row.number}
    if not moved:
        return set()
    organisation_id = next(iter(moved.values())).organisation_id
    changes = Revision.objects.of(organisation_id).filter(promise__in=list(moved)).order_by("id")
    labels: dict[int, list[str]] = defaultdict(list)
    for promise, by in changes.values_list("promise", "by"):
        labels[promise].append(by)
    return {pk for pk, row in moved.items() if is_countered(row, labels[pk])}

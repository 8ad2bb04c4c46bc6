"""The promises of a version as they stand by now, and what is said of them where a next version names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import agreement as core
from teum.core.agreement import Fate
from teum.core.alignment import Due
from teum.core.promise import State
from teum.models import Agreement, Promise
from teum.queries import rows
from teum.queries.heirs import Heirs
from teum.queries.promise_view import PromiseView


def as_they_stand(row: Agreement) -> dict[str, Promise]:
    """The promises of a version by their keys; where another took the place of one, that other."""
    found = {one.pk: one for one in Promise.objects.of(row.organisation_id).filter(case=row.case_id)}
    heirs = Heirs((one.pk, one.replaces_id) for one in found.values())
    return {key: found[heirs.last(pk)] for key, pk in row.promises.items() if pk in found}


def _seen(row: Agreement, promises: Sequence[PromiseView]) -> dict[str, PromiseView]:
    """The same of the promises of its case that are at hand."""
    found = {one.id: one for one in promises}
    heirs = Heirs((one.id, one.replaces) for one in promises)
    return {key: found[heirs.last(pk)] for key, pk in row.promises.items() if pk in found}


def fates(
    row: Agreement,
    before: Mapping[str, Due],
    after: Mapping[str, Due],
    promises: Sequence[PromiseView] | None = None,
) -> dict[str, Fate]:
    """By the key of what a next version names, what became of it, where something has to be said of that.

    `before` is what `row` names, in the words of the next one's language; `promises` are those of its case, where they
    are at hand.
    """
    if promises is None:
        was = {key: rows.promise(one) for key, one in as_they_stand(row).items()}
        stands = {key: (one.state, one.window) for key, one in was.items()}
    else:
        stands = {key: (State(one.state), one.window) for key, one in _seen(row, promises).items()}
    said = {
        key: core.fate(before[old], after[key], state=stands[old][0], window=stands[old][1])
        for key, old in core.successors(before, after).items()
        if old in stands
    }
    return {key: one for key, one in said.items() if one}

"""The promises of a version as they stand by now, and what is said of them where a next version names them."""

from __future__ import annotations

from collections.abc import Mapping

from teum.core import agreement as core
from teum.core.agreement import Fate
from teum.core.alignment import Due
from teum.models import Agreement, Promise
from teum.queries import rows
from teum.queries.heirs import Heirs


def as_they_stand(row: Agreement) -> dict[str, Promise]:
    """The promises of a version by their keys; where another took the place of one, that other."""
    found = {one.pk: one for one in Promise.objects.of(row.organisation_id).filter(case=row.case_id)}
    heirs = Heirs((one.pk, one.replaces_id) for one in found.values())
    return {key: found[heirs.last(pk)] for key, pk in row.promises.items() if pk in found}


def fates(row: Agreement, before: Mapping[str, Due], after: Mapping[str, Due]) -> dict[str, Fate]:
    """By the key of what a next version names, what became of it, where something has to be said of that.

    `before` is what `row` names, in the words of the next one's language.
    """
    was = {key: rows.promise(one) for key, one in as_they_stand(row).items()}
    said = {
        key: core.fate(before[old], after[key], state=was[old].state, window=was[old].window)
        for key, old in core.successors(before, after).items()
        if old in was
    }
    return {key: one for key, one in said.items() if one}

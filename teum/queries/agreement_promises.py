"""What of a version is promised: by the version before it, as these promises stand now, and by which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from teum.core import agreement as core
from teum.core.actor import Actor
from teum.core.alignment import Alignment, Due
from teum.core.price import Means
from teum.core.promise import State
from teum.models import Agreement, Promise
from teum.models import Alignment as AlignmentRow
from teum.queries import agreements, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Promises of the version before, each by its id: by the key of what it stays (`stands`) or is replaced in;
    and those that the next version no longer names.
    """

    stands: Mapping[str, int] = field(default_factory=dict)
    replaced: Mapping[str, int] = field(default_factory=dict)
    gone: tuple[int, ...] = ()


def carried(row: Agreement) -> Carried:
    """What becomes of the promises of the version that this one replaces, once it is in force.

    One stays where it is kept, or still to be kept at the very time that this version names.
    """
    if row.replaces is None:
        return Carried()
    # Both in one language: what is owed is no other because its customer reads another one by now.
    before, after = (core.keyed(agreements.alignment(one), lang=row.language) for one in (row.replaces, row))
    was, same = as_they_stand(row.replaces), core.successors(before, after)
    stands = {
        key: was[old].pk
        for key, old in same.items()
        if old in was and _holds(was[old], before[old], after[key])
    }
    live = {old: one.pk for old, one in was.items() if one.state in rows.LIVE}
    replaced = {key: live[old] for key, old in same.items() if old in live and key not in stands}
    staying = {*stands.values(), *replaced.values()}
    return Carried(
        stands=stands, replaced=replaced, gone=tuple(sorted(pk for pk in live.values() if pk not in staying))
    )


def as_they_stand(row: Agreement) -> dict[str, Promise]:
    """The promises of a version by their keys; where another took the place of one, that other."""
    found = {one.pk: one for one in Promise.objects.of(row.organisation_id).filter(case=row.case_id)}
    heirs = {one.replaces_id: one.pk for one in found.values() if one.replaces_id}
    return {key: found[_last(pk, heirs)] for key, pk in row.promises.items() if pk in found}


def _last(pk: int, heirs: Mapping[int, int]) -> int:
    while pk in heirs:
        pk = heirs[pk]
    return pk


def _holds(promise: Promise, old: Due, new: Due) -> bool:
    if promise.state not in rows.LIVE:
        return promise.state == State.KEPT and old == new
    is_then = (promise.start, promise.due) == (new.window.start, new.window.due)
    return is_then and core.is_same_deed(old, new)


def as_promised(row: Agreement) -> Alignment:
    """What a version agreed, with the times of what is still to be kept as they are promised by now."""
    live = {key: one for key, one in as_they_stand(row).items() if one.state in rows.LIVE}
    windows = {key: rows.promise(one).window for key, one in live.items()}
    return core.as_promised(agreements.alignment(row), windows)


PAID = (State.REPORTED, State.KEPT)


def paid(alignment: AlignmentRow) -> tuple[tuple[int, Means], ...]:
    """What the customer paid of what was agreed there, or in a version before it: how much, and how."""
    listed = Agreement.objects.of(alignment.organisation_id).filter(case=alignment.case_id)
    every = {row.pk: row for row in listed}
    found: dict[int, tuple[int, Means]] = {}
    for last in [row for row in every.values() if row.alignment_id == alignment.pk]:
        version: Agreement | None = last
        while version:
            found |= _paid(version)
            version = every.get(version.replaces_id or 0)
    return tuple(found.values())


def _paid(version: Agreement) -> dict[int, tuple[int, Means]]:
    dues = agreements.terms(version).dues
    return {
        row.pk: (dues[key].amount or 0, dues[key].means or Means.TRANSFER)
        for key, row in as_they_stand(version).items()
        if dues[key].amount and row.state in PAID
    }


def signed_for(promise_id: int, *, by: Actor) -> int | None:
    """The agreement in force, signed by both, that names a promise."""
    signed = Agreement.objects.of(by.organisation_id).filter(form=core.Form.SIGNED, state=core.State.IN_FORCE)
    promise = Promise.objects.of(by.organisation_id).filter(pk=promise_id)
    listed = signed.filter(case__in=promise.values("case")).values_list("pk", "promises")
    return next((pk for pk, promises in listed if promise_id in promises.values()), None)

"""What of a version is promised: by the version before it, as these promises stand now, and by which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from teum.core import agreement as core
from teum.core.actor import Actor
from teum.core.alignment import Alignment, Due
from teum.models import Agreement, Promise
from teum.queries import agreements, rows
from teum.queries.agreement_fates import as_they_stand


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
        if old in was and _stays(was[old], before[old], after[key])
    }
    live = {old: one.pk for old, one in was.items() if core.gives_way(rows.promise(one).state)}
    replaced = {key: live[old] for key, old in same.items() if old in live and key not in stands}
    staying = {*stands.values(), *replaced.values()}
    return Carried(
        stands=stands, replaced=replaced, gone=tuple(sorted(pk for pk in live.values() if pk not in staying))
    )


def _stays(promise: Promise, old: Due, new: Due) -> bool:
    value = rows.promise(promise)
    return core.stays(old, new, state=value.state, window=value.window)


def as_promised(row: Agreement) -> Alignment:
    """What a version agreed, with the times of what is still to be kept as they are promised by now."""
    live = {key: one for key, one in as_they_stand(row).items() if one.state in rows.LIVE}
    windows = {key: rows.promise(one).window for key, one in live.items()}
    return core.as_promised(agreements.alignment(row), windows)


def signed_for(promise_id: int, *, by: Actor) -> int | None:
    """The agreement in force, signed by both, that names a promise."""
    signed = Agreement.objects.of(by.organisation_id).filter(form=core.Form.SIGNED, state=core.State.IN_FORCE)
    promise = Promise.objects.of(by.organisation_id).filter(pk=promise_id)
    listed = signed.filter(case__in=promise.values("case")).values_list("pk", "promises")
    return next((pk for pk, promises in listed if promise_id in promises.values()), None)

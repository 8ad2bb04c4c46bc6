"""The verdict on a finished promise: a pure function of its events, in the order of the ledger."""

from collections.abc import Iterable
from enum import StrEnum

from teum.core import events
from teum.core.events import Event


class Verdict(StrEnum):
    """How a promise ended, seen from the customer's side."""

    KEPT = "kept"
    KEPT_REVISED = "kept_revised"
    LATE_TOLD = "late_told"
    LATE_SILENT = "late_silent"
    RELEASED = "released"
    WITHDRAWN_TOLD = "withdrawn_told"
    WITHDRAWN_SILENT = "withdrawn_silent"
    DECLINED = "declined"
    LAPSED = "lapsed"


_ENDS: dict[type[Event], Verdict] = {
    events.PromiseReleased: Verdict.RELEASED,
    events.PromiseDeclined: Verdict.DECLINED,
    events.PromiseLapsed: Verdict.LAPSED,
}


def verdict(history: Iterable[Event]) -> Verdict | None:
    """The verdict, or None while the promise is not finished.

    A silent miss is never erased, whatever came after; a miss that was told marks what was kept.
    """
    past = tuple(history)
    end = next(
        (e for e in reversed(past) if isinstance(e, (events.PromiseKept, events.PromiseWithdrawn, *_ENDS))),
        None,
    )
    if end is None:
        return None
    misses = [e for e in past if isinstance(e, events.PromiseMissed)]
    if any(not miss.told for miss in misses):
        return Verdict.LATE_SILENT
    if isinstance(end, events.PromiseKept):
        return _kept(past, missed=bool(misses))
    if isinstance(end, events.PromiseWithdrawn):
        told = any(isinstance(e, events.PromiseTold) and e.what == "withdrawn" and not e.late for e in past)
        return Verdict.WITHDRAWN_TOLD if told else Verdict.WITHDRAWN_SILENT
    return _ENDS[type(end)]


def _kept(past: tuple[Event, ...], *, missed: bool) -> Verdict:
    if missed:
        return Verdict.LATE_TOLD
    moved = any(isinstance(e, (events.PromiseRevised, events.PromiseDisputed)) and e.number > 0 for e in past)
    return Verdict.KEPT_REVISED if moved else Verdict.KEPT

"""What a case's facts say of it, in the order of the ledger (guarantee 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from teum.core import events
from teum.core.events import Event
from teum.core.history import BrokenHistory


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What a case's facts say of it."""

    state: str
    owner: int
    service: int | None = None
    journey: int | None = None
    alignment: int | None = None
    agreement: int | None = None


def case(facts: Iterable[Event]) -> CaseState:
    """Fold a case's facts, in the order of the ledger. Raises `BrokenHistory`."""
    first, *others = tuple(facts) or (None,)
    if not isinstance(first, events.CaseOpened):
        raise BrokenHistory("it does not begin with the opening of the case")
    opened = CaseState(state="open", owner=first.owner, service=first.service)
    return reduce(lambda found, fact: _with_parts(_with_life(found, fact), fact), others, opened)


def _with_life(found: CaseState, fact: Event) -> CaseState:
    match fact:
        case events.CaseClosed():
            return replace(found, state="closed")
        case events.CaseReopened():
            return replace(found, state="open")
        case events.CaseAssigned():
            return replace(found, owner=fact.owner)
        case events.CaseServiceSet():
            return replace(found, service=fact.service)
    return found


def _with_parts(found: CaseState, fact: Event) -> CaseState:
    match fact:
        case events.ProcessBegun():
            return replace(found, journey=fact.journey)
        case events.ProcessLeft():
            return replace(found, journey=None)
        case events.AlignmentBegun():
            return replace(found, alignment=fact.alignment)
        case events.AlignmentDropped():
            return replace(found, alignment=fact.stands)
        case events.AgreementMade():
            return replace(found, agreement=fact.agreement)
        case events.AgreementDeclined() | events.AgreementVoided() if fact.stands:
            return replace(found, agreement=fact.stands)
    return found

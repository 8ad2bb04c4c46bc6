"""Facts of a case."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A matter of a customer began."""

    customer: int
    owner: int
    source: str
    digest: str
    service: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """No end was left open; `why` says who closed it: `member`, `confirmed`, `lapsed`, `silent_customer`."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    """A closed matter went on."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned(Event):
    """Another member answers for the case."""

    owner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRestored(Event):
    """Within its seconds an act on the case was undone: the facts `first` to `last` of the case, its own, do not count.

    Some stay all the same: `core.undo.STAY`. Or, at any time, a mail was taken out of it: what it asked (`why` is
    `misplaced`) and what came with it (`misplaced_files`) does not count.
    """

    message: int
    first: int
    last: int
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseServiceSet(Event):
    """It was said what an open case is about, or something else; nothing that was promised moves by it."""

    service: int
    former: int | None = None

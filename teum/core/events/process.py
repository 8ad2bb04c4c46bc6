"""Facts of the way of a case through a process."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessBegun(Event):
    """A case follows a process; `digest` is of the stages as they were then."""

    journey: int
    process: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntered(Event):
    """The case is in a stage (counted from 1); `holds` is the promise that was made for it."""

    journey: int
    stage: int
    holds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLeft(Event):
    """The stage (counted from 1) is behind it."""

    journey: int
    stage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRenewed(Event):
    """Its first stages, so many as it `keeps`, stayed; the others are those of the process now. `digest` is of all."""

    journey: int
    keeps: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLeft(Event):
    """The case follows the process no longer."""

    journey: int

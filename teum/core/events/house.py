"""Facts of the house."""

from dataclasses import dataclass
from datetime import datetime

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """Somebody became a member."""

    member: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDeactivated(Event):
    """A member left; everything that they owned was handed over to `heir`."""

    member: int
    heir: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReturned(Event):
    """The clock was away."""

    since: datetime
    until: datetime

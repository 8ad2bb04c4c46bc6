"""Facts of a customer."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceChanged(Event):
    """A customer said which way they like best, and in which hours nothing is sent; never an address."""

    customer: int
    channel: str
    quiet_from: str | None = None
    quiet_until: str | None = None
    in_writing: bool | None = None
    """Bad news is written to them, and nobody calls first; absent where they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactProven(Event):
    """A member heard from the customer that an address given on the page is theirs; never the address itself."""

    customer: int
    contact: int
    channel: str

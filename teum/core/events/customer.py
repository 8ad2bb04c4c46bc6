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

"""Facts of the links to customers' pages; never the links themselves."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRenewed(Event):
    """A link had ended, and its customer asked for a new one, which went to their own address."""

    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRevoked(Event):
    """A member ended a link; `successor` is the one that was made in its stead."""

    page: int
    customer: int
    successor: int | None = None

"""Facts of an alignment. `digest` is of its items and of all that was said of them, as they are then."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentBegun(Event):
    """Both sides begin to say what they expect, by the items of a template."""

    alignment: int
    template: int
    digest: str
    amends: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentShown(Event):
    """The customer was asked for their word on it; the fact's promise is that word."""

    alignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentChanged(Event):
    """Something was said or marked."""

    alignment: int
    version: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentApproved(Event):
    """The customer approved all of it; `how` as a choice is made: on the page, at the counter, in a call."""

    alignment: int
    version: int
    digest: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentDropped(Event):
    """Nobody goes on with it. `stands`: the one that is in force as before, where this was to change it."""

    alignment: int
    version: int
    digest: str
    stands: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellingHeard(Event):
    """A member heard from the customer, on which day, that they cancel; `digest` covers how that was, and why."""

    alignment: int
    asked_on: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentCancelled(Event):
    """The customer cancelled what they had approved at a distance: as they say, a product came on `got_on`, or the
    law gives them more time (`is_protected`)."""

    alignment: int
    version: int
    digest: str
    is_protected: bool
    got_on: str | None = None

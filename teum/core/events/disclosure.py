"""Facts of a disclosure and of what was chosen; its choice's promise is the fact's own."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureMade(Event):
    """Something was told whole, with what can be chosen; once more where it was set right before a choice.

    `digest` is that of all that is shown; `about` is the promise that it is about.
    """

    disclosure: int
    kind_of: str
    digest: str
    about: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Event):
    """The customer chose: which `option`, of what was `shown` (its digest), and `how`.

    `digest` is that of the words that prove it; `made` is the promise that came of it.
    """

    disclosure: int
    option: str
    shown: str
    how: str
    digest: str
    made: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureObjected(Event):
    """It does matter to this customer; `question` is what they wrote, and is answered."""

    disclosure: int
    question: int

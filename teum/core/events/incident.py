"""Facts of an incident."""

from dataclasses import dataclass
from datetime import datetime

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened(Event):
    """A fault that touches many was made known; `digest` covers its name and who found it."""

    incident: int
    known_at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentWorded(Event):
    """A word goes out to `count` promises by one rule; `digest` covers its texts."""

    incident: int
    word: int
    rule: str
    count: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentUndone(Event):
    """Within its seconds the yes to a word was undone: nobody was told, and it is a draft again.

    With the first word the incident is one as well. Either may be thrown away or written anew since.
    """

    incident: int
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyOffered(Event):
    """With a word of an incident a remedy was offered: `value` percent of the price, or agorot."""

    incident: int
    kind_of: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTold(Event):
    """The customer was told of an incident, so many seconds after the business knew of it."""

    incident: int
    word: int
    seconds: int
    message: int

"""The shapes of standing disclosures, callbacks and preferences in answers."""

from __future__ import annotations

from pydantic import BaseModel

from teum.api.disclosure_shapes import OptionAnswer
from teum.api.fields import WindowAnswer
from teum.api.shapes import PromiseAnswer


class StandingAnswer(BaseModel):
    """What a service keeps to be told, with the dates that count from now; `shown` is the digest that a sale names."""

    id: str
    is_active: bool
    kind: str
    what: str
    matters: str
    affects: list[str]
    no_date: str | None
    options: list[OptionAnswer]
    recommended: str | None
    interest: str | None
    shown: str


class StandingList(BaseModel):
    """All that it keeps, those in use first."""

    items: list[StandingAnswer]
    next: None


class CallbackList(BaseModel):
    """The call that is promised, else when one can be."""

    promised: PromiseAnswer | None
    offered: list[WindowAnswer]


class ReachAnswer(BaseModel):
    """A way to reach the customer; one that `is_broken` reached nobody, or somebody else.

    One that was given over their page `is_proven` once a member heard from them that it is theirs; until then no link
    goes there.
    """

    id: str
    channel: str
    address: str
    is_broken: bool
    is_proven: bool


class PreferenceAnswer(BaseModel):
    """How the customer is reached, what goes first first, and the hours in which nothing is sent."""

    contacts: list[ReachAnswer]
    quiet_from: str | None
    quiet_until: str | None
    in_writing: bool

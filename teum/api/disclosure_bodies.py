"""What requests of disclosures carry; what is missing of them the core says."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, StringConstraints

from teum.api.fields import Channel, Id, Moment, Name, NoNul, ShortText, Text
from teum.core.disclosure import Affects, Kind, Option, Shown, Way
from teum.core.window import Window


class OptionBody(BaseModel):
    """One of the things between which the customer chooses.

    `price` is in agorot, and null where it does not change; `due` and `channel` belong to what is promised where it is
    chosen: doing nothing and cancelling promise nothing.
    """

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,20}$")]
    way: Literal["as_is", "other", "do_nothing", "cancel"]
    what: ShortText
    price: Annotated[int, Field(strict=True, ge=0, le=10**10)] | None = None
    start: Moment | None = None
    due: Moment | None = None
    channel: Channel | None = None

    def option(self) -> Option:
        """The option as the core takes it."""
        return Option(
            key=self.key,
            way=Way(self.way),
            what=self.what,
            price=self.price,
            window=Window(due=self.due, start=self.start) if self.due else None,
            channel=self.channel or "",
        )


class DisclosureCorrectionBody(BaseModel):
    """What is told, whole: `due` is when it is expected to be resolved, else `no_date` says why nobody can say.

    `recommended` is an option's key, and `interest` what the business gains by it; `photos` are those of the case that
    are shown, and null leaves them as they stand.
    """

    kind: Literal["fault", "limitation", "delay", "before_sale"]
    what: Text
    matters: Text
    affects: Annotated[list[Literal["price", "time", "safety", "looks"]], Field(max_length=4)]
    found_on: date
    found_by: Name
    start: Moment | None = None
    due: Moment | None = None
    no_date: Text | None = None
    options: Annotated[list[OptionBody], Field(max_length=10)] = []
    recommended: Annotated[str, StringConstraints(max_length=20), NoNul] | None = None
    interest: Text | None = None
    photos: Annotated[list[Id], Field(max_length=10)] | None = None

    def shown(self) -> Shown:
        """All of it as the core takes it."""
        return Shown(
            kind=Kind(self.kind),
            what=self.what,
            matters=self.matters,
            affects=tuple(Affects(it) for it in self.affects),
            found_on=self.found_on,
            found_by=self.found_by,
            zone=ZoneInfo("UTC"),  # the action puts the business's own in its place
            window=Window(due=self.due, start=self.start) if self.due else None,
            no_date=self.no_date or "",
            options=tuple(option.option() for option in self.options),
            recommended=self.recommended or "",
            interest=self.interest or "",
        )


class DisclosureBody(DisclosureCorrectionBody):
    """The same, and what it is about: `about` is a live promise, `decide_by` until when the customer chooses."""

    about: Id | None = None
    decide_by: Moment | None = None


class DecisionBody(BaseModel):
    """What the customer chose, of what they were `shown` (the disclosure's digest), and how; never a default."""

    option: Annotated[str, StringConstraints(max_length=20), NoNul]
    shown: Annotated[str, StringConstraints(max_length=64), NoNul]
    how: Literal["counter", "call", "mail"]
    proof: Text | None = None

"""What is sent about processes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from teum.actions.processes import Entry
from teum.api.fields import Id, Moment
from teum.core.process import MOST_STAGES, NAME, TEXT, Stage
from teum.core.promise import Debtor
from teum.core.said import Said

Term = Annotated[str, Field(max_length=40)]
Key = Annotated[str, Field(max_length=40)]


class NameBody(BaseModel):
    """A name in both languages."""

    he: Annotated[str, Field(max_length=NAME)]
    en: Annotated[str, Field(max_length=NAME)]


class BothLanguagesBody(BaseModel):
    """A text in both languages."""

    he: Annotated[str, Field(max_length=TEXT)] = ""
    en: Annotated[str, Field(max_length=TEXT)] = ""

    def said(self) -> Said:
        """As the core knows it."""
        return Said(self.he, self.en)


class StageTemplateBody(BaseModel):
    """A stage: who acts, how long it usually takes (terms, as `3 business days` or `P14D`), what comes of it.

    `item` is the alignment's item that its promise is, `begins` the one by whose time it begins, and `parts` are, line
    by line, those that the customer's part is (a second payment: `cost.2`). `is_before_agreement`: it leads to one.
    """

    name: NameBody
    actor: Literal["provider", "customer", "third_party"]
    low: Term
    high: Term
    party: BothLanguagesBody = BothLanguagesBody()
    promise: BothLanguagesBody = BothLanguagesBody()
    includes: BothLanguagesBody = BothLanguagesBody()
    brings: BothLanguagesBody = BothLanguagesBody()
    within: Term = ""
    hears: BothLanguagesBody = BothLanguagesBody()
    every: Term = ""
    channel: Literal["", "email", "phone", "sms", "whatsapp", "visit", "post", "portal"] = ""
    item: Key = ""
    begins: Key = ""
    parts: Annotated[list[Key], Field(max_length=20)] = []
    is_before_agreement: Annotated[bool, Field(strict=True)] = False

    def stage(self) -> Stage:
        """As the core knows it."""
        return Stage(
            name=Said(self.name.he, self.name.en),
            actor=Debtor(self.actor),
            low=self.low,
            high=self.high,
            party=self.party.said(),
            promise=self.promise.said(),
            includes=self.includes.said(),
            brings=self.brings.said(),
            within=self.within,
            hears=self.hears.said(),
            every=self.every,
            channel=self.channel,
            item=self.item,
            begins=self.begins,
            parts=tuple(self.parts),
            is_before_agreement=self.is_before_agreement,
        )


class ProcessBody(BaseModel):
    """A process; without a service it is offered whatever a case is about."""

    name: NameBody
    stages: Annotated[list[StageTemplateBody], Field(min_length=1, max_length=MOST_STAGES)]
    service: Id | None = None

    def entry(self, *, is_active: bool = True) -> Entry:
        """The process as the actions take it."""
        return Entry(
            name=Said(self.name.he, self.name.en),
            stages=[stage.stage() for stage in self.stages],
            service=self.service,
            is_active=is_active,
        )


class ProcessChangeBody(ProcessBody):
    """All of it, and whether cases may begin it."""

    is_active: Annotated[bool, Field(strict=True)]


class JourneyBody(BaseModel):
    """The process that a case follows; `owner` and `due` are those of what its first stage promises."""

    process: Id
    owner: Id | None = None
    due: Moment | None = None


class StageBody(BaseModel):
    """The stage that a case enters, counted from 1; `owner` and `due` are those of what it promises."""

    stage: Annotated[int, Field(ge=1, le=MOST_STAGES, strict=True)]
    owner: Id | None = None
    due: Moment | None = None

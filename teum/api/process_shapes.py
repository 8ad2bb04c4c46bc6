"""The shapes of processes, and of the way of a case through one, in answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class SaidAnswer(BaseModel):
    """The same in both languages."""

    he: str
    en: str


class StageTemplateAnswer(BaseModel):
    """A stage as its process knows it: `low` and `high` are terms, as `3 business days` or `P14D`.

    `item`, `begins` and `parts` are what an alignment knows of it by the keys of its items.
    """

    name: SaidAnswer
    actor: str
    party: SaidAnswer
    low: str
    high: str
    promise: SaidAnswer
    includes: SaidAnswer
    brings: SaidAnswer
    within: str
    hears: SaidAnswer
    every: str
    channel: str
    item: str
    begins: str
    parts: list[str]
    is_before_agreement: bool


class ProcessAnswer(BaseModel):
    """A process; without a service it is offered whatever a case is about."""

    id: str
    name: SaidAnswer
    service: str | None
    stages: list[StageTemplateAnswer]
    is_active: bool
    version: int


class ProcessList(BaseModel):
    """All of them; they are few, so that `next` is always null."""

    items: list[ProcessAnswer]
    next: str | None


class StageAnswer(BaseModel):
    """A stage of a case, counted from 1. `state` is `done`, `here`, `ahead` or `skipped`.

    `earliest` and `latest` are between when it is expected to end: an estimate, unless it `is_promised`.
    """

    number: int
    name: str
    state: str
    actor: str
    who: str
    brings: list[str]
    hears: str
    entered_at: datetime | None
    left_at: datetime | None
    earliest: datetime | None
    latest: datetime | None
    in_words: str
    is_promised: bool
    promise: str | None


class JourneyAnswer(BaseModel):
    """The way of a case through its process: the stage in which it is, and the one that follows, by their numbers.

    `has_changed`: the process has other stages ahead now; they are taken over when asked.
    """

    process: str
    here: int | None
    following: int | None
    is_over: bool
    has_changed: bool
    stages: list[StageAnswer]

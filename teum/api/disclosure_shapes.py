"""The shapes of disclosures and their options in answers."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel

from teum.api.fields import WindowAnswer


class OptionAnswer(BaseModel):
    """An option: `price` in agorot, null where it does not change; `window` is when what is chosen is done."""

    key: str
    way: str
    what: str
    price: int | None
    window: WindowAnswer | None
    channel: str | None


class PhotoAnswer(BaseModel):
    """A photo that is shown: `alt` is what is seen in it, in words; `url` answers with its bytes."""

    id: str
    alt: str
    url: str


class DisclosureAnswer(BaseModel):
    """What was told, whole; `state` is `told`, `open` (a choice is awaited), `decided` or `dropped`.

    `shown` is the digest of all that is shown, which a decision names. Nothing is chosen while `chosen` is null.
    """

    id: str
    kind: str
    state: str
    promise: str | None
    about: str | None
    shown: str
    what: str
    matters: str
    affects: list[str]
    found_on: date | None
    found_by: str
    expected: WindowAnswer | None
    no_date: str | None
    options: list[OptionAnswer]
    recommended: str | None
    interest: str | None
    photos: list[PhotoAnswer]
    told_at: datetime
    decide_by: datetime | None
    chosen: str | None
    how: str | None
    decided_at: datetime | None

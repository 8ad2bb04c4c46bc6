"""The shapes of the call list in answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class NumberAnswer(BaseModel):
    """A number on which a customer is called."""

    contact: str
    address: str


class CallAnswer(BaseModel):
    """A call about a message or a promise, with its words ready; `goes_at` is when the message goes by itself."""

    why: str
    at: datetime
    due: datetime
    is_later: bool
    tries: int
    case: str
    customer: str
    name: str
    owner: str
    what: str
    language: str
    words: list[str]
    numbers: list[NumberAnswer]
    message: str | None
    promise: str | None
    goes_at: datetime | None


class CallList(BaseModel):
    """The call list; it is never so long that it has pages."""

    items: list[CallAnswer]
    next: str | None


class CallFateAnswer(BaseModel):
    """What happens after a call: the next try, or whether a message goes in its place."""

    next_try: datetime | None
    is_written: bool

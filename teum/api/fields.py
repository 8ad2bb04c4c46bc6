"""The kinds of fields that requests and answers are made of."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Strict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from teum.core.refusal import Missing
from teum.core.window import MomentOutOfRange, NaiveMoment, Window
from teum.language.text import NulCharacter

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Between these years a moment can be carried to every zone; a promise for a later one is a slip of the finger."""

LARGEST_ID = 2**63 - 1


def _id(given: Any, info: ValidationInfo) -> Any:
    """An id as the database knows it; one that no row can have is of nothing here."""
    if isinstance(given, bool) or not isinstance(given, str | int):
        return given
    text = str(given) if isinstance(given, str) or abs(given) <= LARGEST_ID else ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    if not 0 < number <= LARGEST_ID:
        named = (info.field_name or "id").removesuffix("_id")
        raise Missing(**{named: text[:40]})
    return number


Id = Annotated[
    int,
    Strict(),
    BeforeValidator(_id),
    WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]{0,17}$", "examples": ["7"]}),
]
"""An id in a request: a string of digits; a number is understood too. Anything else names nothing: 404."""


def _moment(given: Any, info: ValidationInfo) -> Any:
    if isinstance(given, datetime) or not isinstance(given, str):
        return given
    try:
        moment = datetime.fromisoformat(given.strip())
    except ValueError as unreadable:
        raise ValueError("a moment in ISO 8601 with an offset, as 2026-11-24T14:00:00+02:00") from unreadable
    if moment.utcoffset() is None:
        raise NaiveMoment(field=info.field_name, moment=given.strip())
    if not EARLIEST_YEAR < moment.year < LATEST_YEAR:
        raise MomentOutOfRange(field=info.field_name, moment=given.strip())
    return moment


Moment = Annotated[
    datetime,
    Strict(),
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-24T14:00:00+02:00"]}),
]
"""A moment in a request: ISO 8601 with its offset. A naive one is refused: two readers would read two moments."""


def _no_nul(given: str, info: ValidationInfo) -> str:
    if "\0" in given:
        raise NulCharacter(field=info.field_name, at=given.index("\0"))
    return given


NoNul = AfterValidator(_no_nul)
ShortText = Annotated[str, StringConstraints(max_length=300), NoNul]
Name = Annotated[str, StringConstraints(max_length=200), NoNul]
Text = Annotated[str, StringConstraints(max_length=10_000), NoNul]
Term = Annotated[
    str,
    StringConstraints(pattern=r"^([1-9]\d{0,2} business (days|hours)|PT[1-9]\d{0,3}H|P[1-9]\d{0,2}[DW])$"),
]
"""How long after a condition: `3 business days`, `8 business hours`, `PT24H`, `P7D`, `P2W`."""

Version = Annotated[int, Strict()]
Language = Literal["he", "en"]
Channel = Literal["email", "phone", "sms", "whatsapp", "post", "visit", "portal"]
Debtor = Literal["provider", "customer", "third_party"]
State = Literal[
    "offered", "waiting", "open", "reported", "kept", "declined", "lapsed", "released", "withdrawn"
]


class WindowAnswer(BaseModel):
    """From `start`, where one was said, until `due`."""

    start: datetime | None
    due: datetime


def window(value: Window) -> WindowAnswer:
    """A window in the zone in which it was promised."""
    return WindowAnswer(start=value.start, due=value.due)


def maybe_id(value: int | None) -> str | None:
    """An id as the API writes it, where there is one."""
    return None if value is None else str(value)

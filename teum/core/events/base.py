"""What every fact of the ledger is, and how it is written and read back."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, get_args, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; `facts` is its JSON-ready content."""

    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        # slots=True makes a second class of the same name; the later one, which is the real one, stays.
        Event.registry[cls.__name__] = cls

    @property
    def kind(self) -> str:
        """The event's name in the ledger."""
        return type(self).__name__

    @property
    def facts(self) -> dict[str, Any]:
        """The content as the ledger stores it; moments in ISO 8601 with offset, absent values left out."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: _plain(value) for name, value in values if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def read(kind: str, facts: dict[str, Any]) -> Event:
    """Read an event back from the ledger."""
    moments = _moments(kind)
    return Event.registry[kind](
        **{name: datetime.fromisoformat(it) if name in moments else it for name, it in facts.items()}
    )


@cache
def _moments(kind: str) -> frozenset[str]:
    """The values of an event that are moments."""
    return frozenset(
        name
        for name, hint in get_type_hints(Event.registry[kind]).items()
        if datetime in (hint, *get_args(hint))
    )

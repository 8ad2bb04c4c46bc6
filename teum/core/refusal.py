"""Refusals: what the rules do not allow, said with a stable code and a way forward.

Refused
├── Invalid      what was sent cannot be recorded (422)
├── Conflict     it could be, but not in the state things are in (409)
├── Forbidden    this person may not (403)
└── Missing      there is no such thing here (404)
"""

from typing import Any, ClassVar


class Refused(Exception):
    """The rules do not allow it; `code` is stable, `details` are JSON-ready."""

    code: ClassVar[str] = "refused"

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details


class Invalid(Refused):
    """What was sent cannot be recorded as it is."""

    code = "invalid"


class Conflict(Refused):
    """It cannot be done in the state that things are in."""

    code = "conflict"


class Forbidden(Refused):
    """This person may not do it."""

    code = "forbidden"


class Missing(Refused):
    """There is no such thing here, or not for this person."""

    code = "not_found"

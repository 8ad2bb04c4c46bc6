"""What passes of delivery did."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one pass did; `failed` counts every try that was not taken, also those that are tried again; `waiting`
    those whose carrier was away."""

    sent: int = 0
    shown: int = 0
    failed: int = 0
    uncertain: int = 0
    overtaken: int = 0
    waiting: int = 0

    def plus(self, name: str, count: int = 1) -> Delivered:
        """One more of a kind."""
        return replace(self, **{name: getattr(self, name) + count})

    def and_then(self, later: Delivered) -> Delivered:
        """Two passes as one."""
        return Delivered(**{name: count + getattr(later, name) for name, count in asdict(self).items()})

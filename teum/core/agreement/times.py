"""By when a side is asked to sign: before the first time that is agreed on passes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from teum.core.refusal import Conflict

LEFT = timedelta(hours=1)
"""So long before the first time there still is for what comes after a signature, or half of what there is."""


class TermOver(Conflict):
    """A time that it names has passed: signed now, it could not be promised any more. Carries `item`."""

    code = "term_over"


def sign_by(usual: datetime, *, first: datetime | None, now: datetime) -> datetime:
    """The usual moment, or an earlier one that leaves time before the `first` time that is agreed on."""
    if first is None:
        return usual
    at, begins = now.astimezone(UTC), first.astimezone(UTC)
    latest = (begins - min(LEFT, (begins - at) / 2)).replace(second=0, microsecond=0)
    return usual if usual.astimezone(UTC) <= latest else max(latest, at)

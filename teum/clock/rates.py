"""How fast this process hands messages over: a bucket for each business and channel, so that none holds up another."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from teum.core import rate
from teum.core.rate import Bucket, Limit

Line = tuple[str, int]
"""A channel, and the business that sends on it."""


def limit_of(channel: str) -> Limit | None:
    """The limit of a channel; None where a person sends by hand."""
    if channel != "email":
        return None
    return Limit(a_second=settings.TEUM.email_a_minute / 60, burst=settings.TEUM.email_burst)


@dataclass(slots=True)
class Rates:
    """What each business has left. Who has nothing left is passed over, and the others' messages go on."""

    limit: Callable[[str], Limit | None] = limit_of
    seconds: Callable[[], float] = time.monotonic
    _buckets: dict[Line, Bucket] = field(default_factory=dict, init=False)

    def take(self, line: Line) -> bool:
        """Take leave for one message; False where nothing is left just now."""
        limit = self.limit(line[0])
        if limit is None:
            return True
        at = self.seconds()
        bucket = self._buckets.get(line) or rate.full(limit, at=at)
        if rate.wait_seconds(bucket, limit, at=at) > 0:
            return False
        self._buckets[line] = rate.taken(bucket, limit, at=at)
        return True

    def waits(self) -> dict[Line, float]:
        """Who may not send now, and for how many seconds; who has a full bucket again is forgotten."""
        found = {}
        at = self.seconds()
        for line, bucket in list(self._buckets.items()):
            limit = self.limit(line[0])
            if limit is None or rate.refilled(bucket, limit, at=at).level >= limit.burst:
                del self._buckets[line]
            elif wait := rate.wait_seconds(bucket, limit, at=at):
                found[line] = wait
        return found

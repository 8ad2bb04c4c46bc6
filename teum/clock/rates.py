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
        if self.is_spent(line):
            return False
        self.took(line)
        return True

    def is_spent(self, line: Line) -> bool:
        """Whether nothing may leave just now."""
        limit, at = self.limit(line[0]), self.seconds()
        return limit is not None and rate.wait_seconds(self._bucket(line, limit, at), limit, at=at) > 0

    def took(self, line: Line, *, letters: int = 1) -> None:
        """Count what the carrier was handed, also where it was more than is left."""
        limit, at = self.limit(line[0]), self.seconds()
        if limit is None:
            return
        for _ in range(letters):
            self._buckets[line] = rate.taken(self._bucket(line, limit, at), limit, at=at)

    def _bucket(self, line: Line, limit: Limit, at: float) -> Bucket:
        return self._buckets.get(line) or rate.full(limit, at=at)

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

"""How often one place may ask: a bucket for each, in this process alone; no database is asked."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from teum.core import rate
from teum.core.agreement import Traces
from teum.core.rate import Bucket, Limit

MOST = 10_000
"""Places remembered at once; the one that has been quiet for longest is forgotten first."""


@dataclass(slots=True)
class Limiter:
    """What each place has left."""

    limit: Limit
    seconds: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, Bucket] = field(default_factory=OrderedDict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def wait_seconds(self, place: str) -> float:
        """How long until it may ask again; nothing where it may now."""
        with self._lock:
            bucket = self._buckets.get(place)
            return rate.wait_seconds(bucket, self.limit, at=self.seconds()) if bucket else 0.0

    def count(self, place: str) -> None:
        """It has asked once more."""
        at = self.seconds()
        with self._lock:
            bucket = self._buckets.pop(place, None) or rate.full(self.limit, at=at)
            self._buckets[place] = rate.taken(bucket, self.limit, at=at)
            if len(self._buckets) > MOST:
                self._buckets.popitem(last=False)

    def forget(self) -> None:
        """Everybody may ask as if for the first time."""
        with self._lock:
            self._buckets.clear()


def traces(request: HttpRequest) -> Traces:
    """From where somebody acts, as a signature keeps it."""
    return Traces(ip=place(request), agent=request.headers.get("User-Agent", ""))


def home(request: HttpRequest) -> str:
    """The same as a limit counts it: whoever has many addresses is one."""
    return rate.home(place(request))


def place(request: HttpRequest) -> str:
    """The address from which somebody asks."""
    return rate.place(
        str(request.META.get("REMOTE_ADDR", "")),
        request.headers.get("X-Forwarded-For", ""),
        proxies=settings.TEUM.trusted_proxies,
    )

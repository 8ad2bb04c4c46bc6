"""What stands in the database, read past all of the product's code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from tests.e2e.chaos.times import LAST_DUE


@dataclass(frozen=True, kw_only=True)
class Work:
    """How much is left to do, and when there is more."""

    left: int
    """Timers of the day that have not fired, be they due or not."""
    timers: int
    """Timers that are due."""
    messages: int
    """Messages that wait for delivery."""
    in_the_air: int
    """Messages that a delivery has claimed."""
    oldest_claim: datetime | None
    next_at: datetime | None
    waits_since: datetime | None
    """Since when the first of the timers and messages that are due has been so."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing is to be done just now."""
        return not (self.timers or self.messages or self.in_the_air)


_WORK = """
SELECT (SELECT count(*) FROM teum_timer WHERE fire_at <= %(last)s),
       (SELECT count(*) FROM teum_timer WHERE fire_at <= %(now)s),
       (SELECT count(*) FROM teum_message WHERE state = 'queued' AND send_at <= %(now)s),
       (SELECT count(*) FROM teum_message WHERE state = 'sending'),
       (SELECT min(claimed_at) FROM teum_message WHERE state = 'sending'),
       LEAST((SELECT min(fire_at) FROM teum_timer WHERE fire_at > %(now)s AND fire_at <= %(last)s),
             (SELECT min(send_at) FROM teum_message WHERE state = 'queued' AND send_at > %(now)s)),
       LEAST((SELECT min(fire_at) FROM teum_timer WHERE fire_at <= %(now)s),
             (SELECT min(send_at) FROM teum_message WHERE state = 'queued' AND send_at <= %(now)s))
"""


@dataclass
class Look:
    """A connection of its own, made anew when the server is another one."""

    url: str
    _connection: psycopg.Connection[Any] | None = None

    def rows(self, query: str, **named: object) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises `psycopg.OperationalError` while no server answers."""
        return self._connected().execute(query.encode(), named or None).fetchall()

    def do(self, statement: str, **named: object) -> None:
        """Change something, past all that would forbid it."""
        self._connected().execute(statement.encode(), named or None)

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self.url, autocommit=True, connect_timeout=5)
        return self._connection

    def one(self, query: str, **named: object) -> Any:
        """The only value of a query."""
        ((value,),) = self.rows(query, **named)
        return value

    def work(self, now: datetime) -> Work:
        """What there is to do."""
        (found,) = self.rows(_WORK, now=now, last=LAST_DUE)
        return Work(**dict(zip(Work.__dataclass_fields__, found, strict=True)))

    def unsealed(self) -> int:
        """How many events wait for their seal."""
        query = "SELECT count(*) FROM teum_event e LEFT JOIN teum_seal s ON s.event = e.id WHERE s.id IS NULL"
        return int(self.one(query))

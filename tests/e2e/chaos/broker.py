"""RabbitMQ in a scenario: killed and started again while numbers of messages wait at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tests.e2e.chaos.look import Look
from tests.e2e.chaos.times import BEGINS
from tests.e2e.rabbit import Rabbit


@dataclass
class Broker:
    """A node, when it died in virtual time, and from when until when delivery met workers at it."""

    node: Rabbit
    deaths: list[datetime] = field(default_factory=list)
    met_at: datetime | None = None
    """Since when it meets them now."""
    met: list[tuple[datetime, datetime]] = field(default_factory=list)
    """The times at which it met them before, up to each death."""

    def kill(self, now: datetime) -> None:
        """End it as a power cut would, and start it again; it needs a while to come back."""
        self.node.kill()
        self.node.start(wait=False)
        self.deaths.append(now)
        if self.met_at is not None:
            self.met.append((self.met_at, now))
        self.met_at = None

    def is_met(self, look: Look) -> bool:
        """Whether delivery has given a sign that a worker waits at it, since the day began or it died."""
        if self.met_at is None:
            since = self.deaths[-1] if self.deaths else BEGINS
            query = "SELECT max(at) FROM teum_pulse WHERE name = 'broker' AND at > %(since)s"
            self.met_at = look.one(query, since=since)
        return self.met_at is not None

"""A worker's part of delivery: one message at a time, by its number, through the same code as a pass.

A number may come twice, late, or for a message that has gone: the claim in the table decides. What breaks before
anything was sent leaves the message free, to be published again; after that, its lease makes it uncertain.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from teum.clock import delivery
from teum.clock.delivery import Round
from teum.now import now
from teum.queries import delivery as outbox

ROUND_SECONDS = 5.0
"""Connections to mail servers are kept so long, and one that was found down is left alone so long."""
SKEW_SECONDS = 2.0
"""What is due within this time by our own clock was due by that of another machine: wait for it."""
PAUSE_SECONDS = 1.0
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Sender:
    """Delivers numbers one after the other."""

    _round: Round | None = field(default=None, init=False)
    _until: float = field(default=0.0, init=False)

    def deliver(self, number: int) -> None:
        """Deliver this message, if it may go and nobody else has it. Raises nothing: the table knows what is left."""
        try:
            close_old_connections()
            this = self._this_round()
            if not delivery.one(number, this=this) and self._comes_due(number):
                delivery.one(number, this=this)
        except Exception as error:
            logger.exception("message %s was left in the outbox", number)
            self.close()
            if isinstance(error, DatabaseError | InterfaceError):
                connections.close_all()
            time.sleep(PAUSE_SECONDS)

    def close(self) -> None:
        """Let go of every connection."""
        this, self._round = self._round, None
        if this is not None:
            this.close()

    def _this_round(self) -> Round:
        if self._round is None or time.monotonic() >= self._until:
            self.close()
            self._round, self._until = Round(moment=now), time.monotonic() + ROUND_SECONDS
        return self._round

    def _comes_due(self, number: int) -> bool:
        """Wait for a message that is due in a moment; whether it was one."""
        wait = outbox.wait_seconds(number, now=now())
        if wait is None or not 0 < wait <= SKEW_SECONDS:
            return False
        time.sleep(wait)
        return True

"""Tell what is told to many, one case after the other, in the order in which their customers may be written to.

Each is a transaction of its own (`actions.incidents.tell`). One that another clock holds is left to that clock; one
that raises is logged with its id and tried again after a while, and is shown as waiting meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError

from teum.actions import incidents
from teum.clock.timers import Broken
from teum.queries import incidents as read

BATCH = 100
BROKEN = Broken()
logger = logging.getLogger(__name__)


def once(now: datetime, *, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Tell everybody who waits; how many they were. Raises what the database raises when it is away."""
    told, left = 0, BROKEN.waiting(now)
    while batch := read.waiting(limit=BATCH, but=left, now=now):
        for pk in batch:
            if is_stopped():
                return told
            count = _tell(pk, now)
            told += count
            if not count:
                left.add(pk)
    return told


def _tell(pk: int, now: datetime) -> int:
    try:
        count = incidents.tell(pk, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        wait = BROKEN.add(pk, now)
        logger.exception("%s cannot be told; tried again in %d s", pk, wait.total_seconds())
        return 0
    BROKEN.forget(pk)
    return count

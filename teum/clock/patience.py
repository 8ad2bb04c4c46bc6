"""What goes on all the same: where the database is away for a moment, and where one message breaks."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

TRIES = 6
logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def surely(act: Callable[[], Answer]) -> Answer:
    """Do it, also where the database is away for a moment: what was sent must not be left in doubt for that."""
    for tries in range(TRIES):
        try:
            return act()
        except (OperationalError, InterfaceError):
            if tries == TRIES - 1:
                raise
            logger.warning("the database is away; asking it again")
            time.sleep(0.2 * 2**tries)
            close_old_connections()
    raise AssertionError("the last try answers or raises")


def alone(message_id: int, act: Callable[[], object]) -> bool:
    """Do it; whether it went through. What breaks in it is logged, and holds up nothing else.

    Raises what the database raises when it is away.
    """
    try:
        act()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("message %s cannot be delivered", message_id)
        return False
    return True

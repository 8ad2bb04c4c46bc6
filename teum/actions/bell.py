"""Wake a loop for what an act has just written: loops sleep until the next moment that they know of.

Part of the act's transaction: heard once it commits, and not at all where it is rolled back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.db import connection

Loop = Literal["clock", "delivery"]
NEXT_LOOK = timedelta(seconds=5)
"""A sleeping loop looks this often all the same. What comes later than that needs no bell, and nothing is lost for one
that went unheard."""


def channel(loop: Loop) -> str:
    """The name under which PostgreSQL passes it on."""
    return f"teum_{loop}"


def ring(loop: Loop, *, at: datetime, now: datetime) -> None:
    """Something is written that is due at `at`: wake who would sleep past it.

    On SQLite the loops see that somebody wrote. PostgreSQL lets transactions that notify commit one after the other, so
    only what cannot wait for the next look rings: few acts do.
    """
    if at > now + NEXT_LOOK or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [channel(loop)])

"""How a sleeping loop hears that something was written: notifications on PostgreSQL, the file's version on SQLite.

What it hears is a reason to look, never what to do: a loop that hears nothing looks all the same, a little later.
"""

from __future__ import annotations

import logging
import select
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from teum.actions import bell

DEAF_SECONDS = 60.0
"""So long after a connection could not be made another one is tried: the loop works without."""
logger = logging.getLogger(__name__)


class Ear(Protocol):
    """Hears what others write."""

    def begin(self) -> None:
        """What is written from here on is heard; called before a pass reads."""

    def hears(self, seconds: float) -> bool:
        """Wait so long at most; whether something was written since `begin`."""

    def close(self) -> None:
        """Let go of what is open."""


def of(loop: bell.Loop) -> Ear:
    """The ear of a loop, for the database that it works on."""
    return Notifications(loop) if connection.vendor == "postgresql" else FileVersion()


@dataclass(slots=True)
class FileVersion:
    """SQLite: a number that moves when another connection has written. Reading it touches no row."""

    _seen: int = field(default=0, init=False)

    def begin(self) -> None:
        """Remember how far it is."""
        self._seen = _file_version()

    def hears(self, seconds: float) -> bool:
        """Sleep, then look."""
        time.sleep(seconds)
        return _file_version() != self._seen

    def close(self) -> None:
        """The connection is the loop's own."""


def _file_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


@dataclass(slots=True)
class Notifications:
    """PostgreSQL: a connection of its own that listens, held open outside any transaction and past any pooler."""

    loop: bell.Loop
    _own: BaseDatabaseWrapper | None = field(default=None, init=False)
    _deaf_until: float = field(default=0.0, init=False)

    def begin(self) -> None:
        """Listen, and forget what was heard: the pass that follows reads it all."""
        if self._own is None and time.monotonic() >= self._deaf_until:
            self._listen()
        self._take()

    def hears(self, seconds: float) -> bool:
        """Wait for a word. A connection that breaks is a reason to look, too."""
        if self._own is None:
            time.sleep(seconds)
            return False
        waiting = select.poll()
        waiting.register(self._own.connection.fileno(), select.POLLIN)
        return bool(waiting.poll(seconds * 1000)) and self._take()

    def close(self) -> None:
        """Hang up."""
        own, self._own = self._own, None
        if own is not None:
            own.close()

    def _listen(self) -> None:
        own = connections.create_connection(DEFAULT_DB_ALIAS)
        own.settings_dict = {**own.settings_dict, **_direct(own.settings_dict["OPTIONS"])}
        try:
            with own.cursor() as cursor:
                cursor.execute(f"LISTEN {bell.channel(self.loop)}")
        except (DatabaseError, InterfaceError) as error:
            self._deaf_until = time.monotonic() + DEAF_SECONDS
            logger.warning("the %s cannot listen, and looks now and then: %s", self.loop, error)
            return
        self._own = own

    def _take(self) -> bool:
        """Whether anything came, which is then forgotten."""
        if self._own is None:
            return False
        driver: Any = self._own.connection.pgconn
        try:
            driver.consume_input()
        except Exception:  # noqa: BLE001  whatever the driver says: the connection is gone
            self.close()
            return True
        came = 0
        while driver.notifies() is not None:
            came += 1
        return came > 0


def _direct(options: dict[str, Any]) -> dict[str, Any]:
    """Where to listen, if a pooler stands before the database; of several servers, which of them."""
    where = settings.TEUM.direct_database_url
    if where is None:
        return {}
    return {
        "NAME": where.name,
        "USER": where.user,
        "PASSWORD": where.password,
        "HOST": where.host,
        "PORT": where.port,
        "OPTIONS": {**options, **dict(where.options)},
    }

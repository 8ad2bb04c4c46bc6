"""Writers stand in a queue: those whom SQLite finds busy it lets sleep, longer and longer, and wakes nobody.

A transaction that will write (`BEGIN IMMEDIATE`) holds a lock on a file beside the database, from its beginning to its
end. The system wakes who waits for it, and frees it when its holder dies. A statement that writes outside a transaction
waits as SQLite does it. Django finds this module by its name (`ENGINE`).
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations
from django.db.models.expressions import Col


class Turn:
    """The lock of one connection, opened for it alone, so that threads of one process wait for each other too."""

    def __init__(self, file: str) -> None:
        self._fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self) -> None:
        """Wait until nobody else writes."""
        fcntl.flock(self._fd, fcntl.LOCK_EX)

    def give_back(self) -> None:
        """Let the next one write; nothing where it is not ours."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give it back for good."""
        os.close(self._fd)


@lru_cache(maxsize=16_384)
def _moment(held: bytes | str) -> datetime:
    """A moment as SQLite holds it: in UTC, mostly without saying so. The same ones are read again and again."""
    moment = datetime.fromisoformat(held if isinstance(held, str) else held.decode())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# Every row has several, and Django's reader takes five times as long.
sqlite3.register_converter("datetime", _moment)


class Operations(operations.DatabaseOperations):
    """Reads moments with the interpreter's own reader, also those of expressions, which SQLite gives as texts."""

    def get_db_converters(self, expression: Any) -> list[Any]:
        """As Django does, but for the moment in a column: that has been read already."""
        is_read = type(expression) is Col and expression.output_field.get_internal_type() == "DateTimeField"
        return [] if is_read else super().get_db_converters(expression)

    def adapt_datetimefield_value(self, value: Any) -> Any:
        """As Django does, at once for an aware moment where all are held in UTC."""
        if type(value) is datetime and value.tzinfo and self.connection.timezone is UTC:
            return str(value.astimezone(UTC).replace(tzinfo=None))
        return super().adapt_datetimefield_value(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """A moment, if it is one."""
        return _moment(value) if type(value) is str else value


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for their turn."""

    ops_class = Operations
    _turn: Turn | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django does, and the turn of this connection."""
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            self._turn = Turn(f"{conn_params['database']}-turn")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that knows the statements it has seen."""
        return self.connection.cursor(factory=Cursor)

    # Django's own names from here on; its stubs leave them out.

    def _start_transaction_under_autocommit(self) -> None:
        if self._turn:
            self._turn.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_back()  # a commit that fails is rolled back

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_back()

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        if self._turn:
            self._turn.close()
            self._turn = None

    def _give_back(self) -> None:
        if self._turn:
            self._turn.give_back()


class Cursor(base.SQLiteCursorWrapper):
    """Remembers how a statement reads with SQLite's own marks."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """As Django does, once for each statement."""
        return (
            _marked(query) if param_names is None else super().convert_query(query, param_names=param_names)
        )


@lru_cache(maxsize=1024)
def _marked(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")

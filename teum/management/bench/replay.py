"""What was asked of the database, kept, and asked again: the same statements and values in the same transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections, transaction


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its values; with `many` it is run for each of several."""

    sql: str
    values: Any
    many: bool


@dataclass(slots=True)
class Batch:
    """The statements of one transaction, or one that stood alone."""

    is_transaction: bool
    statements: list[Statement] = field(default_factory=list)


@dataclass(slots=True)
class Recording:
    """Batch after batch, as they came."""

    batches: list[Batch] = field(default_factory=list)
    _is_open: bool = False

    @property
    def statements(self) -> int:
        """How many statements there are."""
        return sum(len(batch.statements) for batch in self.batches)

    @property
    def transactions(self) -> int:
        """How many commits there are."""
        return sum(batch.is_transaction for batch in self.batches)

    def watch(
        self, execute: Callable[..., object], sql: str, values: Any, many: bool, context: dict[str, Any]
    ) -> object:
        """Django's own hook: called for every statement but the commit."""
        if not sql.startswith("BEGIN"):  # a transaction opens its own
            self._keep(Statement(sql, list(values) if values is not None else None, many))
        return execute(sql, values, many, context)

    def _keep(self, statement: Statement) -> None:
        if not connection.in_atomic_block:
            self.batches.append(Batch(False, [statement]))
            return
        if not self._is_open:
            self._is_open = True
            self.batches.append(Batch(True))
            transaction.on_commit(self._close)
        self.batches[-1].statements.append(statement)

    def _close(self) -> None:
        self._is_open = False


@contextmanager
def recording() -> Iterator[Recording]:
    """Keep everything that is asked in the block."""
    kept = Recording()
    with connection.execute_wrapper(kept.watch):
        yield kept


def play(kept: Recording, *, alias: str) -> None:
    """Ask it all again of another database that began as the first one did, and read every answer."""
    database = connections[alias]
    database.ensure_connection()
    for batch in kept.batches:
        if batch.is_transaction:
            with transaction.atomic(using=alias):
                _run(database, batch)
        else:
            _run(database, batch)


def _run(database: Any, batch: Batch) -> None:
    with database.wrap_database_errors:
        for statement in batch.statements:
            cursor = database.create_cursor()
            if statement.many:
                cursor.executemany(statement.sql, statement.values)
            elif statement.values is None:
                cursor.execute(statement.sql)
            else:
                cursor.execute(statement.sql, statement.values)
            if cursor.description and not statement.many:
                cursor.fetchall()
            cursor.close()

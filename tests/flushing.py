"""Empties the database between tests that commit: the triggers of what is held step aside for just that."""

from typing import Any

from django.db import connection

PROTECTED = ("teum_event", "teum_seal", "teum_agreement", "teum_signature", "teum_receipt", "teum_reversal")


def step_aside() -> None:
    """Make Django's flush take the triggers away, empty the tables, and put the triggers back."""
    operations: Any = type(
        connection.ops
    )  # for every connection: beside a browser's event loop Django opens another
    empty = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **options: Any) -> list[str]:
        away, back = _sqlite() if connection.vendor == "sqlite" else _postgresql()
        return [*away, *empty(self, *args, **options), *back]

    operations.sql_flush = sql_flush


def _sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in found], [sql for _, sql in found]


def _postgresql() -> tuple[list[str], list[str]]:
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in PROTECTED],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in PROTECTED],
    )

"""What somebody with the database's own password could do: the triggers are taken away first."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

PROTECTED = ("teum_event", "teum_seal")


@contextmanager
def unprotected() -> Iterator[None]:
    """The ledger without its triggers, for the rest of the test's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in PROTECTED:
                for verb in ("update", "delete", "replace"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in PROTECTED:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield


def run(statement: str, *values: object) -> None:
    """Run a statement as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)

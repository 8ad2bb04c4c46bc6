"""What our SQLite reads is what Django's reads."""

from datetime import UTC
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations

from teum.sqlite.base import Operations


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "2026-11-22 08:00:00",
        "2026-11-22 08:00:00.000250",
        "2026-11-22T08:00:00.25",
        "2026-03-27 00:30:00+00:00",
    ],
)
def test_a_moment_is_read_as_django_reads_it(stored: str | None) -> None:
    connection: Any = SimpleNamespace(timezone=UTC)
    ours = Operations(connection).convert_datetimefield_value(stored, None, connection)
    django: Any = DatabaseOperations(connection)
    assert ours == django.convert_datetimefield_value(stored, None, connection)
    assert (ours is None) == (stored is None)

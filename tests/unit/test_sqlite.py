"""What our SQLite reads and writes is what Django's reads and writes."""

from datetime import UTC, datetime, timedelta, timezone
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


@pytest.mark.parametrize(
    "moment",
    [
        None,
        datetime(2026, 11, 22, 8, tzinfo=UTC),
        datetime(2026, 11, 22, 8, 0, 0, 250, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-3))),
    ],
)
def test_a_moment_is_stored_as_django_stores_it(moment: datetime | None) -> None:
    connection: Any = SimpleNamespace(timezone=UTC)
    django: Any = DatabaseOperations(connection)
    assert Operations(connection).adapt_datetimefield_value(moment) == django.adapt_datetimefield_value(
        moment
    )

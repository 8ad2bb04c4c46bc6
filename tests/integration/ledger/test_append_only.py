"""The ledger is append-only in the database itself: what is written is neither changed, deleted nor replaced."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast
from tests.integration.ledger.tampering import run
from teum.actions import seals
from teum.models import Event, Seal

pytestmark = pytest.mark.django_db

SQLITE = [
    "UPDATE {table} SET organisation_id = organisation_id",
    "DELETE FROM {table}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT (id) DO UPDATE SET organisation_id = 7",
]
POSTGRESQL = [
    "UPDATE {table} SET organisation_id = organisation_id",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE teum_organisation CASCADE",
    "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET organisation_id = 7",
]


def refuses(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["teum_event", "teum_seal"])
def test_nothing_that_was_written_is_changed_deleted_or_replaced(table: str) -> None:
    business = cast.galil()
    cast.quote(business)
    seals.seal()
    if connection.vendor == "postgresql":
        run(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else TRUNCATE is refused for what this transaction has yet to check
    before = list(Event.objects.of(business.id).order_by("id").values())
    for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
        refuses(statement.format(table=table))
    assert list(Event.objects.of(business.id).order_by("id").values()) == before
    assert Seal.objects.of(business.id).count() == len(before)


def test_a_row_of_the_ledger_is_not_saved_again() -> None:
    business = cast.galil()
    cast.quote(business)
    event = Event.objects.of(business.id).earliest("id")
    event.actor = "clock"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()


def test_nothing_is_deleted_through_the_models() -> None:
    business = cast.galil()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.of(business.id).delete()

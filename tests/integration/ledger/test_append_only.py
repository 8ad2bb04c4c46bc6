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


BY_ANOTHER_KEY = {
    "the event that it seals": "SELECT event, position + 100, '00', organisation_id FROM teum_seal",
    "its place in the chain": "SELECT event + 10000, position, '00', organisation_id FROM teum_seal",
    "both": "SELECT event, position, '00' || substr(seal, 3), organisation_id FROM teum_seal",
    "a key written as text": "SELECT CAST(event AS text), position, '00', organisation_id FROM teum_seal",
}


@pytest.mark.parametrize("key", BY_ANOTHER_KEY)
def test_no_unique_key_lets_a_client_without_our_settings_replace_a_seal(key: str) -> None:
    business = cast.galil()
    cast.quote(business)
    seals.seal()
    before = list(Seal.objects.of(business.id).order_by("id").values())
    columns, rows = "(event, position, seal, organisation_id)", f"{BY_ANOTHER_KEY[key]} WHERE position = 3"
    if connection.vendor == "sqlite":
        run("PRAGMA recursive_triggers = OFF")  # as another program opens the file
        try:
            for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT"):
                refuses(f"{verb} INTO teum_seal {columns} {rows}")
        finally:
            run("PRAGMA recursive_triggers = ON")
    else:
        rows = rows.replace("CAST(event AS text)", "CAST(CAST(event AS text) AS bigint)")
        for conflict in ("(event)", "(organisation_id, position)"):
            with pytest.raises(DatabaseError), transaction.atomic():
                run(
                    f"INSERT INTO teum_seal {columns} {rows} "
                    f"ON CONFLICT {conflict} DO UPDATE SET seal = excluded.seal"
                )
    assert list(Seal.objects.of(business.id).order_by("id").values()) == before


@pytest.mark.parametrize("key", ["id", "CAST(id AS text)"])
def test_no_client_without_our_settings_replaces_an_event(key: str) -> None:
    business = cast.galil()
    cast.quote(business)
    before = list(Event.objects.of(business.id).order_by("id").values())
    columns = '(id, organisation_id, kind, "case", promise, actor, at, facts)'
    rows = (
        f"SELECT {key}, organisation_id, 'PromiseKept', \"case\", promise, actor, at, facts FROM teum_event"
    )
    if connection.vendor == "sqlite":
        run("PRAGMA recursive_triggers = OFF")
        try:
            refuses(f"INSERT OR REPLACE INTO teum_event {columns} {rows}")
        finally:
            run("PRAGMA recursive_triggers = ON")
    else:
        rows = rows.replace(f"SELECT {key},", "SELECT id,")
        refuses(
            f"INSERT INTO teum_event {columns} {rows} ON CONFLICT (id) DO UPDATE SET kind = excluded.kind"
        )
    assert list(Event.objects.of(business.id).order_by("id").values()) == before


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

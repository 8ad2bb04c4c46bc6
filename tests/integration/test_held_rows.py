"""What was signed and what came is held by the database itself, also against a client without our settings (B2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import MONDAY_1000, Business, by, of
from tests.cast_signing import MINUTE, in_force
from tests.integration.ledger.tampering import run
from teum.actions import receipts, reversals
from teum.core.price import Means
from teum.core.receipt import Why
from teum.models import Agreement, Receipt, Reversal, Signature
from teum.queries import verify

pytestmark = pytest.mark.django_db
HELD = ("teum_agreement", "teum_signature", "teum_receipt", "teum_reversal")


@pytest.fixture(autouse=True)
def bare(galil: Business) -> Iterator[None]:
    """Signed by both, two parts of a payment came and did not after all; and a connection that somebody opened by
    hand.
    """
    deposit = in_force(galil).promises["cost"]
    for part in (1, 2):
        came = receipts.take(
            promise_id=deposit,
            by=by(galil.yael),
            amount=part * 10_000,
            means=Means.CASH,
            on=date(2026, 11, 23),
            now=MONDAY_1000 + (4 + part) * MINUTE,
        )
        reversals.take_back(
            promise_id=deposit,
            receipt_id=came.pk,
            why=Why.MISTAKE,
            by=by(galil.yael),
            now=MONDAY_1000 + (6 + part) * MINUTE,
        )
    is_sqlite = connection.vendor == "sqlite"
    run("PRAGMA recursive_triggers = OFF" if is_sqlite else "SET CONSTRAINTS ALL IMMEDIATE")
    yield
    if is_sqlite:
        run("PRAGMA recursive_triggers = ON")


def holds(galil: Business, *statements: str) -> None:
    for statement in statements:
        with pytest.raises(DatabaseError, match=r"held|append-only"), transaction.atomic():
            run(statement)
    assert [of(model, galil).count() for model in (Agreement, Signature, Receipt, Reversal)] == [1, 2, 2, 2]
    assert verify.verify(rebuild_rows=True).holds


@pytest.mark.parametrize("table", HELD)
def test_none_is_replaced_by_a_copy_and_no_table_is_emptied(galil: Business, table: str) -> None:
    is_sqlite = connection.vendor == "sqlite"
    copy = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    holds(galil, copy if is_sqlite else f"TRUNCATE {table} CASCADE", f"DELETE FROM {table}")


@pytest.mark.parametrize("table", HELD)
def test_none_is_deleted_by_another_that_takes_its_id(galil: Business, table: str) -> None:
    verb = "UPDATE OR REPLACE" if connection.vendor == "sqlite" else "UPDATE"
    holds(
        galil,
        f"{verb} {table} SET id = (SELECT min(id) FROM {table}) + 1 WHERE id = (SELECT min(id) FROM {table})",
    )

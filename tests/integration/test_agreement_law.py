"""What the law fixed when an agreement was laid before both is kept with it; a newer law moves nothing of it (B2)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tests.cast import JERUSALEM, MONDAY_1000, Business, by, of
from tests.cast_signing import MINUTE, countersigned, in_force, offered, signed
from tests.integration.test_agreements import LATER
from teum.actions import law as laws
from teum.core.law import Name
from teum.models import Agreement, Alignment
from teum.queries import agreement_paper, cancellations, verify

pytestmark = pytest.mark.django_db


def newer_law(galil: Business) -> None:
    """Other values, of that very day on."""
    for name, value in ((Name.VAT, 2_000), (Name.CANCEL_DAYS, 3), (Name.FEE_MOST, 50_000)):
        laws.add(
            by=by(galil.ruth),
            name=name,
            value=value,
            since=MONDAY_1000.date(),
            source="תקנה חדשה",
            now=MONDAY_1000,
        )


def deal(row: Agreement) -> tuple[object, ...]:
    alignment = Alignment.objects.of(row.organisation_id).get(pk=row.alignment_id)
    found = cancellations.deal(alignment, zone=JERUSALEM)
    assert found is not None
    return found.law, found.until, found.fee


def test_what_is_in_force_is_cancelled_by_the_law_of_its_day_whatever_the_law_becomes(
    galil: Business,
) -> None:
    row = in_force(galil)
    before, sheet = deal(row), agreement_paper.sheet(row)
    newer_law(galil)
    row = of(Agreement, galil).get()
    assert deal(row) == before
    assert agreement_paper.sheet(row) == sheet
    assert verify.verify(rebuild_rows=True).holds


def test_what_was_offered_before_a_newer_law_is_signed_by_the_one_that_both_read(galil: Business) -> None:
    row = offered(galil)
    newer_law(galil)
    row = countersigned(galil, signed(galil, row), now=LATER)
    assert row.law is not None
    law, *_ = deal(row)
    assert (law.cancel_days, law.fee_most) == (row.law["cancel_days"], row.law["fee_most"])  # type: ignore[attr-defined]
    assert row.law["cancel_days"] == 14
    assert row.in_force_at == LATER
    assert verify.verify(rebuild_rows=True).holds


@pytest.mark.parametrize("said", [{"in_force_at": LATER + MINUTE}, {"in_force_at": None}, {"law": {}}])
def test_the_database_moves_neither_the_law_nor_the_day(galil: Business, said: dict[str, object]) -> None:
    row = in_force(galil)
    with pytest.raises(DatabaseError), transaction.atomic():
        of(Agreement, galil, pk=row.pk).update(**said)

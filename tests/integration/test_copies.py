"""Rows that are copied in bulk are a business as it could have come about, so that what is measured on them is true."""

from __future__ import annotations

import pytest

from tests import cast
from teum.management.bench import copies, seeding
from teum.models import Message
from teum.queries import verify

pytestmark = pytest.mark.django_db


def test_copied_rows_are_what_their_events_say() -> None:
    business = seeding.business(now=cast.SUNDAY_1000)
    whose = seeding.customer(business, now=cast.SUNDAY_1000)
    seeding.case(business, whose, due=cast.TUESDAY_1400, now=cast.SUNDAY_1000)
    copies.multiply([whose.pk], copies=3)
    copies.seal()
    report = verify.verify(rebuild_rows=True)
    assert report.holds, report.broken
    assert (
        report.messages
        == Message.objects.of(business.organisation.pk).filter(case__isnull=False).count()
        == 4
    )

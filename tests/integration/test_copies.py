"""Rows that are copied in bulk are a business as it could have come about, so that what is measured on them is true."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import cast
from teum.management.bench import copies, places, seeding
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


SHAPE = {
    "sqlite": "SELECT name, sql FROM sqlite_master ORDER BY name",
    # a condition that is read again comes out in another order of casts
    "postgresql": "SELECT indexname, split_part(indexdef, ' WHERE ', 1) FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2",
}
LOADING = f"""
import django, json
django.setup()
from django.db import connection
from teum.management.bench import bulk, copies, seeding
from teum.models import Promise, Seal, Event
from teum.now import now
def shape():
    with connection.cursor() as cursor:
        cursor.execute({SHAPE!r}[connection.vendor])
        return cursor.fetchall()
bulk.MANY = 0
at = now()
business = seeding.business(now=at)
before = shape()
seeding.fill(business, upto=30, after=business.ahead(at, 9), now=at)
copies.seal_in_bulk()
connection.check_constraints()
counts = [rows.objects.everywhere().count() for rows in (Promise, Seal, Event)]
print(json.dumps([len(before) > 50, shape() == before, *counts]))
"""


def test_what_is_put_aside_while_many_rows_are_loaded_is_made_again(
    tmp_path: Path, postgres_url: str
) -> None:
    with places.databases(postgres_url) as databases:
        url = databases["postgresql"] if postgres_url else ""
        environment = {**os.environ, "TEUM_DATA": str(tmp_path), "TEUM_DATABASE_URL": url}
        environment |= {"DJANGO_SETTINGS_MODULE": "teum.management.bench.settings", "TEUM_LOG_LEVEL": "ERROR"}
        said = subprocess.run(
            [sys.executable, "-c", LOADING], env=environment, capture_output=True, text=True, check=True
        )
    is_whole, is_same, promises, seals, events = json.loads(said.stdout)
    assert (is_whole, is_same, promises) == (True, True, 30)
    assert seals == events > 30

"""How often the API asks the database: numbers that may fall, and may rise only with a reason."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Program
from tests.api.test_cases import QUOTE
from tests.cast import Business

TO_RECORD = 20
"""The key (1); the case, its live promises, the owner (4); the customer's contacts and page (2); the promise, its
timers, the message, what it tells, the events, the case (6); the notice that still waited, what it told, and that it
is overtaken (4); the draft (1); the transaction's own (2)."""
TO_SHOW_A_CASE = 16
"""One a noun that has rows of its own."""
TO_LIST = 3


@pytest.fixture
def case(yael: Program, galil: Business) -> str:
    body = {"customer": str(galil.dana.pk), "title": "Boiler", "promise": QUOTE}
    return str(yael.post("/cases", body).body["id"])


def asked(*, by: Program, get: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert by.get(get).status == 200
    return len(queries)


def test_recording_a_promise_asks_a_fixed_number_of_times(yael: Program, case: str) -> None:
    counts = set()
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            made = yael.post(f"/cases/{case}/promises", {**QUOTE, "replaces": None})
        assert made.status == 201
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= TO_RECORD


def test_the_picture_of_a_case_costs_the_same_with_many_promises(yael: Program, case: str) -> None:
    few = asked(by=yael, get=f"/cases/{case}")
    for _ in range(5):
        said = {**QUOTE, "replaces": None, "channel": "phone"}
        assert yael.post(f"/cases/{case}/promises", said).status == 201
    assert few <= TO_SHOW_A_CASE
    assert asked(by=yael, get=f"/cases/{case}") == few


def test_a_list_costs_the_same_with_many_promises(yael: Program, case: str) -> None:
    few = asked(by=yael, get="/promises")
    for _ in range(5):
        assert yael.post(f"/cases/{case}/promises", {**QUOTE, "replaces": None}).status == 201
    assert few <= TO_LIST
    assert asked(by=yael, get="/promises") == few

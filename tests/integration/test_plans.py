"""What the clock and delivery ask of a database that grows: what is due, and one customer's rows, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from tests.cast import Business
from tests.integration.conftest import Mailbox
from teum.actions import promises
from teum.clock import delivery, timers

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = 72
BY_MOMENT = ("message_to_send", "message_claimed", "timer_by_moment", "carrier_away")
"""Indexes of what waits for its moment, whosever it is."""
Asked = dict[str, tuple[Any, ...]]


@contextmanager
def _asked() -> Iterator[Asked]:
    """Each statement that reads rows, with the values of its first time."""
    assert connection.features.supports_json_field, "found out by a statement, once"
    asked: Asked = {}

    def watch(execute: Callable[..., object], sql: str, params: Any, many: bool, context: Any) -> object:
        if sql.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.setdefault(sql, tuple(params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield asked


def _plan(sql: str, values: tuple[Any, ...]) -> list[str]:
    """The steps by which the database would answer; PostgreSQL's as if each table were long."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}", values)
        steps = [str(row[-1]) for row in cursor.fetchall()]
        if not is_sqlite:
            cursor.execute("RESET enable_seqscan")
    return steps


def _reads_too_much(sql: str, step: str) -> bool:
    """Whether a step reads a whole table, all that a business has of something, or all that is due whosever it is.

    Which index PostgreSQL takes hangs on what its tables hold: `teum bench growth` counts the pages.
    """
    if "Seq Scan" in step or re.search(
        r"SEARCH (?!teum_member\b).*\(organisation_id=\?( AND state=\?)?\)$", step
    ):
        return True
    if "SCAN" in step:
        return not any(name in step for name in BY_MOMENT)
    is_of_one = 'organisation_id" =' in sql.split("EXISTS")[0]
    return step.startswith("SEARCH") and is_of_one and any(name in step for name in BY_MOMENT)


def test_no_statement_of_the_loops_reads_more_than_its_own_rows(galil: Business, mailbox: Mailbox) -> None:
    first, _ = cast.quote(galil), cast.quote(galil)
    also = cast.quote_draft(body="אתקשר אליך לתאם את ההתקנה", channel="phone")
    promises.make(case_id=first.case_id, by=cast.by(galil.yael), draft=also, now=cast.SUNDAY_1000)
    at = cast.SUNDAY_1000
    with _asked() as asked:
        for _ in range(HOURS):
            at += timedelta(hours=1)
            timers.once(at)
            delivery.once(at)
    assert len(asked) > 25, "the clock spoke and delivery sent"
    plans = {sql: _plan(sql, values) for sql, values in asked.items()}
    assert [step for sql, steps in plans.items() for step in steps if _reads_too_much(sql, step)] == []

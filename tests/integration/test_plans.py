"""What the clock and delivery ask of a database that grows: what is due, and one customer's rows, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from tests.cast import Business
from tests.integration.conftest import Mailbox
from tests.integration.plans import too_much
from teum.actions import promises
from teum.clock import delivery, timers
from teum.queries import message_view, outbox

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = 72
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
    assert [step for sql, values in asked.items() for step in too_much(sql, values)] == []


def test_what_somebody_has_to_deal_with_is_found_whatever_else_there_is(galil: Business) -> None:
    cast.quote(galil)
    with _asked() as asked:
        outbox.unsettled_count(by=cast.by(galil.ruth))
        outbox.unsettled(by=cast.by(galil.ruth))
        message_view.dead_letters(galil.organisation.pk)
    assert [step for sql, values in asked.items() for step in too_much(sql, values)] == []

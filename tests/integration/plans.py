"""How the database would answer a statement, and which ways are too long."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection

PASSED_ON = ("SCAN CONSTANT ROW", "SCAN subquery", "SCAN listed")
"""What no table is read for."""
BY_MOMENT = (
    *("message_to_send", "message_needed", "message_claimed", "timer_by_moment", "carrier_away"),
    *("agreement_to_write", "agreement_to_seal"),
)
"""Indexes of what waits for its moment, whosever it is."""
FEW = "teum_member|teum_head"
OPEN = "message_failed|message_uncertain|message_unplaced"
ALL_OF_ONE = re.compile(
    rf"SEARCH (?!({FEW})\b)\w+ (?!USING( COVERING)? INDEX ({OPEN})\b).*"
    r"\(organisation_id=\?( AND (state=\?|(?!id\b)\w+>\?))?\)$"
)
"""A step through all that a business has of something, but for what it has little of."""


def plan(sql: str, values: tuple[Any, ...]) -> list[str]:
    """The steps by which the database would answer; PostgreSQL's as if each table were long."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}", values)
        steps = [str(row[-1]) for row in cursor.fetchall()]
        if not is_sqlite:
            cursor.execute("RESET enable_seqscan")
    return [step for step in steps if step not in PASSED_ON]


def too_much(sql: str, values: tuple[Any, ...]) -> list[str]:
    """The steps that read a whole table, all that a business has of something, or all that is due whosever it is.

    Which index PostgreSQL takes hangs on what its tables hold: `teum bench growth` counts the pages.
    """
    steps = plan(sql, values)
    if sql.endswith("LIMIT 1") and not any("TEMP B-TREE" in step for step in steps):
        return [step for step in steps if "SCAN" in step and not _is_by_moment(step)]
    return [step for step in steps if _reads_too_much(sql, step)]


def _reads_too_much(sql: str, step: str) -> bool:
    if "Seq Scan" in step or ALL_OF_ONE.search(step):
        return True
    if "SCAN" in step:
        return not _is_by_moment(step)
    is_of_one = 'organisation_id" =' in sql.split("EXISTS")[0]
    return step.startswith("SEARCH") and is_of_one and _is_by_moment(step)


def _is_by_moment(step: str) -> bool:
    return any(name in step for name in BY_MOMENT)

"""`growth`: the bytes that a promise takes, and what the hot reads touch, in a database that grows.

A read whose pages grow with the number of open promises would end somewhere; these must not.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db import connection

from teum.management.bench import copies
from teum.management.bench.figure import Figure, Untrue
from teum.management.bench.seeding import Business
from teum.models import Case
from teum.queries import case_view, delivery, timers

REPEATS = 9
BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A database at one moment: bytes of each table and of its indexes, and what each hot read takes.

    `bytes` of SQLite are those of the whole file, which does not tell them apart; `pages` are PostgreSQL's own count
    of the pages of 8 KiB that a read looked at.
    """

    bytes: int
    tables: Mapping[str, tuple[int, int]]
    milliseconds: Mapping[str, float]
    pages: Mapping[str, int]


def size(business: Business, *, due_at: datetime) -> Size:
    """How large the database is, and what is read of it at a moment at which some timers are due."""
    middle = Case.objects.of(business.organisation.pk).count() // 2
    case = Case.objects.of(business.organisation.pk).order_by("id").values_list("pk", flat=True)[middle]
    reads: dict[str, Callable[[], object]] = {
        "due timers": lambda: timers.due(now=due_at, limit=BATCH),
        "next timer": timers.next_at,
        "outbox": lambda: list(delivery.free(now=due_at)[:BATCH]),
        "a case": lambda: case_view.case_view(case, by=business.by, now=due_at),
    }
    tables = _tables()
    return Size(
        bytes=sum(map(sum, tables.values())) if tables else _file(),
        tables=tables,
        milliseconds={name: _milliseconds(read) for name, read in reads.items()},
        pages={name: _pages(read) for name, read in reads.items()},
    )


def figure(grown: Mapping[str, Size]) -> Figure:
    """The bytes that one promise more takes, with everything that hangs on it."""
    (first, before), *_, (last, after) = grown.items()
    more = int(last) - int(first)
    detail: dict[str, Any] = {
        "bytes_by_open": {count: it.bytes for count, it in grown.items()},
        "milliseconds": {count: it.milliseconds for count, it in grown.items()},
    }
    if after.tables:
        detail["pages"] = {count: it.pages for count, it in grown.items()}
        detail["bytes_a_promise"] = {
            name: {"table": round((now[0] - was[0]) / more), "indexes": round((now[1] - was[1]) / more)}
            for name, now in after.tables.items()
            for was in [before.tables[name]]
            if sum(now) > sum(was)
        }
    return Figure(
        name="growth",
        value=round((after.bytes - before.bytes) / more, 1),
        unit="bytes a promise",
        n=more,
        detail=detail,
    )


def _tables() -> dict[str, tuple[int, int]]:
    """PostgreSQL's bytes of each table that is copied, and of its indexes."""
    if connection.vendor != "postgresql":
        return {}
    names = [model._meta.db_table for model in copies.COPIED]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT it, pg_table_size(it::regclass), pg_indexes_size(it::regclass) FROM unnest(%s::text[]) AS it",
            [names],
        )
        return {name: (table, indexes) for name, table, indexes in cursor.fetchall()}


def _file() -> int:
    """SQLite's bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def _milliseconds(read: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        read()
        taken.append((time.perf_counter() - began) * 1000)
    return round(median(taken), 3)


def _pages(read: Callable[[], object]) -> int:
    """How many of its pages PostgreSQL looks at for a read; 0 where it is not PostgreSQL."""
    if connection.vendor != "postgresql":
        return 0
    asked: list[tuple[str, Sequence[Any]]] = []

    def watch(execute: Callable[..., object], sql: str, params: Any, many: bool, context: Any) -> object:
        asked.append((sql, params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        read()
    if not asked:
        raise Untrue("growth: a read asked the database nothing")
    return sum(_touched(sql, params) for sql, params in asked)


def _touched(sql: str, params: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        (said,) = cursor.fetchone()
    plan = (said if isinstance(said, list) else json.loads(said))[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])

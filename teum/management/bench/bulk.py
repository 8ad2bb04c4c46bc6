"""Load many rows at once: indexes and references are put aside, and made again once the rows are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

MANY = 50_000
"""Fewer rows than this are loaded faster as they are."""
MEMORY = "256MB"
"""What PostgreSQL may use to make one index."""

CAREFREE = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144")

_POSTGRESQL_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC, oid"""
"""What is unique, then what refers: in this order they are made again, in the other one dropped."""
_POSTGRESQL_INDEXES = """
SELECT it.indexrelid::regclass::text, pg_get_indexdef(it.indexrelid)
FROM pg_index AS it WHERE it.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (
    SELECT 1 FROM pg_constraint WHERE conindid = it.indexrelid AND contype IN ('p', 'u', 'x')
) ORDER BY it.indexrelid"""
_SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})"
)


@contextmanager
def loading(tables: Sequence[str], *, rows: int) -> Iterator[None]:
    """One transaction in which so many rows come into these tables."""
    if rows < MANY:
        with transaction.atomic():
            yield
        return
    with _carefree(), connection.constraint_checks_disabled(), transaction.atomic():
        again = _put_aside(tables)
        yield
        for statement in again:
            _run(statement)


@contextmanager
def _carefree() -> Iterator[None]:
    """SQLite keeps no journal meanwhile: what breaks here is thrown away whole. The next connection is as always."""
    if connection.vendor != "sqlite":
        yield
        return
    for pragma in CAREFREE:
        _run(f"PRAGMA {pragma}")
    yield
    connection.close()


def _put_aside(tables: Sequence[str]) -> list[str]:
    """Drop them; gives the statements that make them again."""
    if connection.vendor == "sqlite":
        found = _ask(_SQLITE_INDEXES.format(", ".join(["%s"] * len(tables))), list(tables))
        for name, _ in found:
            _run(f'DROP INDEX "{name}"')
        return [made for _, made in found]
    constraints = _ask(_POSTGRESQL_CONSTRAINTS, [list(tables)])
    for table, name, _ in reversed(constraints):
        _run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    indexes = _ask(_POSTGRESQL_INDEXES, [list(tables)])
    for name, _ in indexes:
        _run(f"DROP INDEX {name}")
    _run(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
    unique = [it for it in constraints if it[2].startswith("UNIQUE")]
    refers = [it for it in constraints if it not in unique]
    return [
        *(f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in unique),
        *(made for _, made in indexes),
        *(f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in refers),
    ]


def _ask(sql: str, values: Sequence[Any]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)

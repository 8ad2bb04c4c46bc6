"""Rows that are written one by one, or a few at a time, each table's statements made once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.db.models.base import ModelState

from teum.models.prepared.statements import ask

Row = TypeVar("Row", bound=models.Model)


def new(model: type[Row], **values: Any) -> Row:
    """A new row of these values, by the names of its columns; the others take their defaults.

    Made without `__init__`, which looks at every field in turn: for rows that an act makes several of.
    """
    row = model.__new__(model)
    row.__dict__["_state"] = ModelState()
    row.__dict__.update({name: default() for name, default in _defaults(model)})
    unknown = values.keys() - row.__dict__.keys()
    if unknown:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    row.__dict__.update(values)
    return row


@lru_cache(maxsize=64)
def _defaults(model: type[models.Model]) -> list[tuple[str, Callable[[], Any]]]:
    return [(field.attname, field.get_default) for field in model._meta.concrete_fields]


def insert(new: Sequence[models.Model]) -> None:
    """Insert new rows of one table in one statement, and give them their ids."""
    if not new:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    columns, sql = _insert(type(new[0]), len(new))
    values = [column.stored(row, connection) for row in new for column in columns]
    for row, (pk,) in zip(new, ask(connection, sql, values).fetchall(), strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, connection.alias


_PLAIN = frozenset((int, str, bool, type(None)))
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of the rows that a statement writes.

    `is_plain`: every database takes its plain values as they are; `is_moment`: one that nobody sets but us.
    """

    field: Any
    name: str
    is_plain: bool
    is_moment: bool
    add: bool

    def stored(self, row: models.Model, connection: Any) -> Any:
        """The row's value as the database takes it."""
        value = row.__dict__[self.name]
        if self.is_plain and type(value) in _PLAIN:
            return value
        if self.is_moment and (value is None or (type(value) is datetime and value.tzinfo)):
            return connection.ops.adapt_datetimefield_value(value)
        return self.field.get_db_prep_save(self.field.pre_save(row, self.add), connection=connection)


def _column(field: Any, *, add: bool) -> _Column:
    return _Column(
        field=field,
        name=field.attname,
        is_plain=isinstance(field, _AS_THEY_ARE),
        is_moment=isinstance(field, models.DateTimeField) and not (field.auto_now or field.auto_now_add),
        add=add,
    )


@lru_cache(maxsize=256)
def _insert(model: type[models.Model], count: int) -> tuple[list[_Column], str]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    sql = f'INSERT INTO {model._meta.db_table} ({columns}) VALUES {marks} RETURNING "id"'  # noqa: S608
    return [_column(field, add=True) for field in fields], sql


def update(row: models.Model, *names: str) -> None:
    """Write some fields of a row, or all where none is named. Raises DatabaseError where it is not there."""
    connection = connections[DEFAULT_DB_ALIAS]
    columns, sql = _update(type(row), names)
    values = [column.stored(row, connection) for column in columns]
    if ask(connection, sql, [*values, row.pk]).rowcount != 1:
        raise DatabaseError(f"{row._meta.db_table} has no row {row.pk}")


@lru_cache(maxsize=256)
def _update(model: type[models.Model], names: tuple[str, ...]) -> tuple[list[_Column], str]:
    fields = [model._meta.get_field(name) for name in names]
    fields = fields or [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [_column(field, add=False) for field in fields]
    sets = ", ".join(f'"{column.field.column}" = %s' for column in columns)
    return columns, f'UPDATE {model._meta.db_table} SET {sets} WHERE "id" = %s'  # noqa: S608


def delete(row: models.Model) -> None:
    """Delete a row that no other row names."""
    sql = f'DELETE FROM {row._meta.db_table} WHERE "id" = %s'  # noqa: S608
    ask(connections[DEFAULT_DB_ALIAS], sql, [row.pk])

"""Statements whose shape never changes, made once: Django takes longer to build a query than a database to answer it.

`rows` and `column` are for what every act reads, `new`, `insert`, `update` and `delete` for what every act writes. All
else goes the usual way.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)
Found = TypeVar("Found")

Given = int | str | datetime

_FIRST_STAND_IN = 2_000_000_000
"""Stands in for the first value while a query is built; no constant of a query is as large."""
_FIRST_MOMENT = datetime(2600, 1, 1, tzinfo=UTC)
"""The same for a value that is a moment."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Which columns of an answer are one row, and how it hangs on the row that it was joined to."""

    model: type[models.Model]
    names: tuple[str, ...]
    columns: slice
    key: int
    joined: tuple[_Part, ...]
    hang: Callable[[models.Model, models.Model | None], None] | None = None
    named: tuple[tuple[str, int], ...] = ()
    """What was annotated, each with its column."""

    def row(self, values: Sequence[Any]) -> models.Model | None:
        """The row, with what it is joined to; None where the join found nothing.

        Made without `__init__`, which would look at every default though every column is there.
        """
        if values[self.key] is None:
            return None
        row = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        row.__dict__["_state"] = state
        row.__dict__.update(zip(self.names, values[self.columns], strict=True))
        row.__dict__.update({name: values[column] for name, column in self.named})
        for part in self.joined:
            assert part.hang is not None
            part.hang(row, part.row(values))
        return row


@dataclass(frozen=True, slots=True)
class _Built:
    """A query as its database takes it, and how its answers become rows."""

    part: _Part | None
    """None where single values are asked for."""
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: dict[int, Any]

    def _converted(self, values: Sequence[Any], connection: Any) -> list[Any]:
        """What the database gave, as the fields hold it; what is not there stays so."""
        row = list(values)
        for place, (converters, expression) in self.converters.items():
            value = row[place]
            if value is not None:
                for convert in converters:
                    value = convert(value, expression, connection)
                row[place] = value
        return row

    def run(self, given: Sequence[Given]) -> list[Any]:
        """The rows for these values, with what they are joined to."""
        connection = connections[DEFAULT_DB_ALIAS]
        params = list(self.params)
        for place, number in self.places:
            value = given[number]
            if isinstance(value, datetime):
                params[place] = connection.ops.adapt_datetimefield_value(value)
            else:
                params[place] = type(params[place])(value)
        found = _ask(connection, self.sql, params).fetchall()
        if self.converters and found:
            found = [self._converted(values, connection) for values in found]
        part = self.part
        return [part.row(values) for values in found] if part else [value for (value,) in found]


def _part(info: Mapping[str, Any], select: Sequence[Any]) -> _Part:
    fields = info["select_fields"]
    names = tuple(select[place][0].target.attname for place in fields)
    model = info["model"]
    return _Part(
        model=model,
        names=names,
        columns=slice(fields[0], fields[-1] + 1),
        key=fields[names.index(model._meta.pk.attname)],
        joined=tuple(_part(joined, select) for joined in info.get("related_klass_infos", ())),
        hang=info.get("local_setter"),
    )


class Kept(Generic[Found]):
    """A query built at its first use, for each kind of database; what it takes are ids, texts and moments.

    An argument that is a moment is declared as one (`now: datetime`).
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], *, of_rows: bool) -> None:
        self._build = build
        self._of_rows = of_rows
        parameters = inspect.signature(build, eval_str=True).parameters.values()
        self._stand_ins: list[int | datetime] = [
            _FIRST_MOMENT + timedelta(days=number)
            if parameter.annotation is datetime
            else _FIRST_STAND_IN + number
            for number, parameter in enumerate(parameters)
        ]
        self._built: dict[str, _Built] = {}

    def __call__(self, *given: Given) -> list[Found]:
        """What is found for these values, which stand in the order of the function's arguments."""
        if len(given) != len(self._stand_ins):
            raise TypeError(f"{len(self._stand_ins)} values are needed, {len(given)} were given")
        built = self._built.get(connections[DEFAULT_DB_ALIAS].vendor) or self._make()
        return built.run(given)

    def first(self, *given: Given) -> Found | None:
        """The first for these values, if there is one."""
        return next(iter(self(*given)), None)

    def _make(self) -> _Built:
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = self._build(*self._stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        stand_ins = {
            str(
                connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
            ): number
            for number, value in enumerate(self._stand_ins)
        }
        places = tuple(
            (place, stand_ins[str(value)]) for place, value in enumerate(params) if str(value) in stand_ins
        )
        if {number for _, number in places} != set(stand_ins.values()):
            raise TypeError("every value must stand in the query")
        part = _part(compiler.klass_info or {}, compiler.select) if self._of_rows else None
        named = tuple((compiler.annotation_col_map or {}).items())
        self._built[connection.vendor] = built = _Built(
            part=replace(part, named=named) if part and named else part,
            sql=sql,
            params=tuple(params),
            places=places,
            converters=compiler.get_converters([column[0] for column in compiler.select]),
        )
        return built


def rows(build: Callable[..., models.QuerySet[Row]]) -> Kept[Row]:
    """Make a function that builds a query into one that builds it once."""
    return Kept(build, of_rows=True)


def column(build: Callable[..., models.QuerySet[Any, Found]]) -> Kept[Found]:
    """The same for a query of single values: `values_list(…, flat=True)`."""
    return Kept(build, of_rows=False)


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


def _ask(connection: Any, sql: str, values: Sequence[Any]) -> Any:
    """Let the driver's own cursor run a statement; Django's around it, where somebody watches what is asked."""
    if connection.queries_logged or connection.execute_wrappers:
        watched = connection.cursor()
        watched.execute(sql, values)
        return watched
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        cursor = connection.create_cursor()
        cursor.execute(sql, values)
    return cursor


def insert(new: Sequence[models.Model]) -> None:
    """Insert new rows of one table in one statement, and give them their ids."""
    if not new:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    columns, sql = _insert(type(new[0]), len(new))
    values = [column.stored(row, connection) for row in new for column in columns]
    for row, (pk,) in zip(new, _ask(connection, sql, values).fetchall(), strict=True):
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
    if _ask(connection, sql, [*values, row.pk]).rowcount != 1:
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
    _ask(connections[DEFAULT_DB_ALIAS], sql, [row.pk])

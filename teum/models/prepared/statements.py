"""Statements that are built once: queries of rows and of single values, changes and ends of rows by a condition."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar, get_origin

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.base import ModelState
from django.db.models.sql import DeleteQuery, UpdateQuery

Row = TypeVar("Row", bound=models.Model)
Found = TypeVar("Found")

Given = int | str | datetime | list[int] | list[str] | list[datetime]
Change = tuple[models.QuerySet[Any, Any], dict[str, Any]]
"""Which rows, and what they become."""

_FIRST_STAND_IN = 2_000_000_000
"""Stands in for the first value while a query is built; no constant of a query is as large."""
_FIRST_MOMENT = datetime(2600, 1, 1, tzinfo=UTC)
"""The same for a value that is a moment."""


_MARK = re.compile("%%|%s")


def _written(sql: str, params: Sequence[Any], given: Collection[str]) -> tuple[str, list[Any]]:
    """A statement with all that is the same each time written into it, and what is left to be given.

    PostgreSQL plans what is asked with a value anew, where it hopes that knowing the value makes for a better plan.
    """
    values, left = iter(params), []

    def said(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return mark[0]
        value = next(values)
        if str(value) not in given and isinstance(value, str | int):
            return _literal(value)
        left.append(value)
        return mark[0]

    return _MARK.sub(said, sql), left


def _literal(value: str | int) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("%", "%%") + "'"
    return str(value).upper()  # TRUE and FALSE too


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
        for name, column in self.named:
            row.__dict__[name] = values[column]
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

    def asked(self, given: Sequence[Given], connection: Any) -> Any:
        """A cursor that has run the statement for these values."""
        params = list(self.params)
        for place, number in self.places:
            value = given[number]
            if isinstance(value, datetime):
                params[place] = connection.ops.adapt_datetimefield_value(value)
            else:
                params[place] = type(params[place])(value)
        return ask(connection, self.sql, params)

    def run(self, given: Sequence[Given], connection: Any) -> list[Any]:
        """The rows for these values, with what they are joined to."""
        found = self.asked(given, connection).fetchall()
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


class Once:
    """A statement built at its first use, for each kind of database; what it takes are ids, texts and moments.

    An argument that is a moment is declared as one (`now: datetime`), and so is one that is several values
    (`messages: list[int]`). A statement for several serves every smaller number, of which the last is named again.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        declared = inspect.signature(build, eval_str=True).parameters.values()
        self._are_moments = [one.annotation in (datetime, list[datetime]) for one in declared]
        self._several = [place for place, one in enumerate(declared) if get_origin(one.annotation) is list]
        self._built: dict[tuple[str, tuple[int, ...]], _Built | None] = {}

    def built(self, given: Sequence[Given], connection: Any) -> tuple[_Built | None, Sequence[Given]]:
        """The statement for as many values, and what it takes; None where it can find nothing."""
        if len(given) != len(self._are_moments):
            raise TypeError(f"{len(self._are_moments)} values are needed, {len(given)} were given")
        sizes = tuple(_round(len(given[place])) for place in self._several)  # type: ignore[arg-type]
        key = connection.vendor, sizes
        if key not in self._built:
            self._built[key] = self._make(connection, sizes)
        return self._built[key], self._flat(given, sizes) if sizes else given

    def _flat(self, given: Sequence[Given], sizes: tuple[int, ...]) -> list[Given]:
        """The values one by one, with so many of what is several."""
        flat: list[Given] = []
        counts = dict(zip(self._several, sizes, strict=True))
        for place, value in enumerate(given):
            if isinstance(value, list):
                flat += value
                flat += value[-1:] * (counts[place] - len(value))
            else:
                flat.append(value)
        return flat

    def _stand_ins(self, sizes: tuple[int, ...]) -> list[Any]:
        """What stands for each value while the statement is built: no two are the same."""
        numbers, counts = count(), dict(zip(self._several, sizes, strict=True))
        made: list[Any] = []
        for place, is_moment in enumerate(self._are_moments):
            some = [_stand_in(next(numbers), is_moment=is_moment) for _ in range(counts.get(place, 1))]
            made.append(some if place in counts else some[0])
        return made

    def _compiler(self, connection: Any, stand_ins: list[Any]) -> Any:
        raise NotImplementedError

    def _make(self, connection: Any, sizes: tuple[int, ...]) -> _Built | None:
        stood = self._stand_ins(sizes)
        compiler = self._compiler(connection, stood)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        stand_ins = {
            str(
                connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
            ): number
            for number, value in enumerate(self._flat(stood, sizes))
        }
        sql, params = _written(sql, params, stand_ins)
        places = tuple(
            (place, stand_ins[str(value)]) for place, value in enumerate(params) if str(value) in stand_ins
        )
        if {number for _, number in places} != set(stand_ins.values()):
            raise TypeError("every value must stand in the statement")
        part, converters = self._answers(compiler)
        return _Built(part=part, sql=sql, params=tuple(params), places=places, converters=converters)

    def _answers(self, compiler: Any) -> tuple[_Part | None, dict[int, Any]]:
        """How its answers become rows."""
        return None, {}


def _round(count: int) -> int:
    """For so many values, or the next power of two, a statement is built."""
    return 1 << (count - 1).bit_length() if count else 0


def _stand_in(number: int, *, is_moment: bool) -> int | datetime:
    return _FIRST_MOMENT + timedelta(days=number) if is_moment else _FIRST_STAND_IN + number


class Kept(Once, Generic[Found]):
    """A query of rows, or of single values."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], *, of_rows: bool) -> None:
        super().__init__(build)
        self._of_rows = of_rows

    def __call__(self, *given: Given) -> list[Found]:
        """What is found for these values, which stand in the order of the function's arguments."""
        connection = connections[DEFAULT_DB_ALIAS]
        built, values = self.built(given, connection)
        return built.run(values, connection) if built else []

    def first(self, *given: Given) -> Found | None:
        """The first for these values, if there is one."""
        return next(iter(self(*given)), None)

    def _compiler(self, connection: Any, stand_ins: list[Any]) -> Any:
        return self._build(*stand_ins).query.get_compiler(connection=connection)

    def _answers(self, compiler: Any) -> tuple[_Part | None, dict[int, Any]]:
        part = _part(compiler.klass_info or {}, compiler.select) if self._of_rows else None
        named = tuple((compiler.annotation_col_map or {}).items())
        part = replace(part, named=named) if part and named else part
        return part, compiler.get_converters([column[0] for column in compiler.select])


class Changing(Once):
    """A change of all rows that meet a condition, as `QuerySet.update` makes it, or their end."""

    def __call__(self, *given: Given) -> int:
        """Change them; how many there were."""
        connection = connections[DEFAULT_DB_ALIAS]
        built, values = self.built(given, connection)
        return int(built.asked(values, connection).rowcount) if built else 0

    def _compiler(self, connection: Any, stand_ins: list[Any]) -> Any:
        found, values = self._build(*stand_ins)
        query = found.query.chain(UpdateQuery)
        query.add_update_values(values)
        query.annotations = {}
        return query.get_compiler(connection=connection)


class Deleting(Changing):
    """The end of all rows that meet a condition, which no other row names."""

    def _compiler(self, connection: Any, stand_ins: list[Any]) -> Any:
        return self._build(*stand_ins).query.chain(DeleteQuery).get_compiler(connection=connection)


def rows(build: Callable[..., models.QuerySet[Row]]) -> Kept[Row]:
    """Make a function that builds a query into one that builds it once."""
    return Kept(build, of_rows=True)


def column(build: Callable[..., models.QuerySet[Any, Found]]) -> Kept[Found]:
    """The same for a query of single values: `values_list(…, flat=True)`."""
    return Kept(build, of_rows=False)


def changing(build: Callable[..., Change]) -> Changing:
    """The same for a change: the function says of which rows, and what they become."""
    return Changing(build)


def deleting(build: Callable[..., models.QuerySet[Any, Any]]) -> Deleting:
    """The same for the end of rows."""
    return Deleting(build)


def ask(connection: Any, sql: str, values: Sequence[Any]) -> Any:
    """Let the driver's own cursor run a statement, through whoever stands before it; Django's where all is noted."""
    if connection.queries_logged:
        noting = connection.cursor()
        noting.execute(sql, values)
        return noting
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        cursor = connection.create_cursor()
    run = partial(_run, cursor, connection.wrap_database_errors)
    for before in reversed(connection.execute_wrappers):
        run = partial(before, run)
    run(sql, values, False, {"connection": connection, "cursor": cursor})
    return cursor


def _run(cursor: Any, errors: Any, sql: str, values: Sequence[Any], _many: bool, _context: Any) -> None:
    with errors:
        cursor.execute(sql, values)

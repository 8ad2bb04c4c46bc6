"""Rows of businesses as they stand: what a refused act must leave as it was, and what the guarantees are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection

from teum.core.events import CaseRestored, Event
from teum.core.events.message import MessageFailed, MessageSettled, MessageUncertain
from teum.models import (
    Affected,
    Agreement,
    Alignment,
    Case,
    ContactPoint,
    Conversation,
    Customer,
    Disclosure,
    Draft,
    Incident,
    IncidentWord,
    Incoming,
    Journey,
    Member,
    Message,
    Promise,
    Question,
    Remark,
    Revision,
    Signature,
    SigningCode,
    Summary,
    Survey,
    Task,
    Telling,
    Timer,
    Upload,
    Wish,
    prepared,
)
from teum.models import Event as EventRow
from teum.queries import ledger

Row = dict[str, Any]
ROUND_OF = 20
"""For so many cases, or a multiple, a query is made: it serves every smaller number."""
TABLES: tuple[Any, ...] = (
    Affected,
    Agreement,
    Alignment,
    Case,
    ContactPoint,
    Conversation,
    Customer,
    Disclosure,
    Draft,
    Incident,
    IncidentWord,
    Incoming,
    Journey,
    Member,
    Message,
    Promise,
    Question,
    Remark,
    Revision,
    Signature,
    SigningCode,
    Summary,
    Survey,
    Task,
    Telling,
    Timer,
    Wish,
    Upload,
)


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One row of the ledger as it was read once, with the event that it is; the same only as itself."""

    id: int
    kind: str
    organisation: int
    case: int | None
    promise: int | None
    actor: str
    at: Any
    event: Event


@dataclass(frozen=True)
class Picture:
    """Tables, by primary key; the ledger as a tuple in its order. Of everything, or of some cases."""

    tables: dict[str, dict[int, Row]]
    facts: tuple[Fact, ...]
    _grouped: dict[tuple[str, str], dict[Any, list[Row]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def of(self, model: type) -> dict[int, Row]:
        """The rows of one table."""
        return self.tables[model.__name__]

    def facts_of(self, promise: int) -> list[Fact]:
        """A promise's history."""
        return self._by_promise.get(promise, [])

    @cached_property
    def _by_promise(self) -> dict[int | None, list[Fact]]:
        found: defaultdict[int | None, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.promise].append(fact)
        return found

    @cached_property
    def troubled(self) -> dict[int, datetime]:
        """Messages that failed, or of which nobody could say whether they had left: since when at first."""
        found: dict[int, datetime] = {}
        for fact in self.facts:
            if isinstance(fact.event, MessageFailed | MessageUncertain):
                found.setdefault(fact.event.message, fact.at)
        return found

    @cached_property
    def counted(self) -> tuple[Fact, ...]:
        """The ledger without the acts that somebody took back at once."""
        acts = [(fact.case, fact.event) for fact in self.facts if isinstance(fact.event, CaseRestored)]
        if not acts:
            return self.facts
        return tuple(
            fact
            for fact in self.facts
            if not any(case == fact.case and act.first <= fact.id <= act.last for case, act in acts)
        )

    @cached_property
    def put_aside(self) -> set[int]:
        """Messages that a person dropped, and did nothing else with since."""
        last = {
            fact.event.message: fact.event.outcome
            for fact in self.facts
            if isinstance(fact.event, MessageSettled)
        }
        return {message for message, outcome in last.items() if outcome == "dropped"}

    def rows_by(self, model: type, column: str) -> dict[Any, list[Row]]:
        """The rows of one table by what stands in a column of theirs."""
        key = (model.__name__, column)
        if key not in self._grouped:
            found: defaultdict[Any, list[Row]] = defaultdict(list)
            for row in self.of(model).values():
                found[row[column]].append(row)
            self._grouped[key] = found
        return self._grouped[key]

    def differences(self, other: Picture) -> list[str]:
        """What is not the same, in words."""
        found = [
            f"{name} {pk}: {mine.get(pk)} → {other.tables[name].get(pk)}"
            for name, mine in self.tables.items()
            for pk in sorted(mine.keys() | other.tables[name].keys())
            if mine.get(pk) != other.tables[name].get(pk)
        ]
        return found + [f"event {fact.id}: {fact.kind}" for fact in other.facts[len(self.facts) :]]


def take(before: Picture | None = None) -> Picture:
    """Read everything; of the ledger only what came after `before`."""
    known = before.facts if before else ()
    last = known[-1].id if known else 0
    new = EventRow.objects.everywhere().filter(pk__gt=last).order_by("id")
    tables = {model.__name__: _TABLES[model].all() for model in TABLES}
    return Picture(tables, (*known, *map(_fact, new)))


OF_A_CASE: dict[Any, str] = {
    Agreement: "case",
    Alignment: "case",
    Case: "pk",
    Disclosure: "case",
    Message: "case",
    Promise: "case",
    Remark: "case",
    Question: "case",
    Signature: "agreement__case",
    Survey: "case",
    Task: "case",
    Telling: "promise__case",
    Timer: "case",
    Upload: "case",
}
"""What the guarantees are read from, and how a row of it leads to its case."""


def of_cases(
    cases: Collection[int], facts: Iterable[Fact] | None = None, *, also: Iterable[Fact] = ()
) -> Picture:
    """Read what belongs to some cases, and who is there; their facts as well, where these are not known.

    `also` are facts that belong to none.
    """
    tables = {model.__name__: _TABLES[model].where(way, cases) for model, way in OF_A_CASE.items()}
    tables |= {model.__name__: _TABLES[model].all() for model in (Customer, Member)}
    if facts is None:
        facts = map(_fact, EventRow.objects.everywhere().filter(case__in=cases).order_by("id"))
    return Picture(tables, (*also, *facts))


class _Table:
    """Reads one table again and again. All that is stored is read each time; a row is made anew where it changed."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._known: dict[int, tuple[Any, Row]] = {}
        """By primary key: what was stored when it was read last, and the row that it makes."""
        self._asked: dict[tuple[str, str, int], _Asked] = {}
        """By the kind of database, what leads from a row to its case, and of how many cases."""

    def all(self) -> dict[int, Row]:
        """Every row."""
        return self._read("", ())

    def where(self, way: str, cases: Collection[int]) -> dict[int, Row]:
        """The rows of some cases."""
        some = sorted(cases)
        # One is named again and again up to a round number: few queries are made for all the numbers of cases.
        return self._read(way, tuple(some + some[-1:] * (-len(some) % ROUND_OF))) if some else {}

    def _read(self, way: str, cases: tuple[int, ...]) -> dict[int, Row]:
        key = connection.vendor, way, len(cases)
        if key not in self._asked:
            found, places = self._model.objects.everywhere(), range(-len(cases), 0)
            self._asked[key] = _asked((found.filter(**{f"{way}__in": places}) if way else found).values())
        return self._answers(self._asked[key], cases)

    def _answers(self, asked: _Asked, cases: tuple[int, ...]) -> dict[int, Row]:
        with connection.cursor() as cursor:
            cursor.execute(asked.sql, asked.of(cases))
            stored = cursor.fetchall()
        key = asked.names.index("id")
        return {values[key]: self._row(values[key], values, asked) for values in stored}

    def _row(self, pk: int, values: Any, asked: _Asked) -> Row:
        known = self._known.get(pk)
        if known is None or known[0] != values:
            self._known[pk] = known = (values, asked.row(values))
        return known[1]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query of whole rows as the database takes it: Django takes longer to build it than a database to answer it."""

    sql: str
    params: tuple[Any, ...]
    """A number below zero stands for a case: -1 for the last one."""
    names: tuple[str, ...]
    converters: dict[int, Any]

    def of(self, cases: tuple[int, ...]) -> list[Any]:
        """What the query takes, for these cases."""
        return [cases[value] if type(value) is int and value < 0 else value for value in self.params]

    def row(self, values: Any) -> Row:
        """What is stored, as the fields hold it."""
        row = list(values)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        return dict(zip(self.names, row, strict=True))


def _asked(queryset: Any) -> _Asked:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column[0] for column in compiler.select]
    return _Asked(sql, tuple(params), tuple(queryset.query.values_select), compiler.get_converters(columns))


_TABLES = {model: _Table(model) for model in TABLES}


_AFTER = prepared.rows(lambda last: EventRow.objects.everywhere().filter(pk__gt=last).order_by("id"))


def facts_after(last: int) -> list[Fact]:
    """What was recorded after an event."""
    return [_fact(row) for row in _AFTER(last)]


def _fact(row: EventRow) -> Fact:
    return Fact(
        row.pk, row.kind, row.organisation_id, row.case, row.promise, row.actor, row.at, ledger.value(row)
    )


def ledger_rows() -> list[Row]:
    """The ledger as it is stored, whole."""
    return [dict(row) for row in EventRow.objects.everywhere().order_by("id").values()]

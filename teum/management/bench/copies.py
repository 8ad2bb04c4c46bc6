"""Many customers out of a few: every row of theirs again, as the actions wrote it, with ids of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from teum.actions import seals
from teum.management.bench import bulk
from teum.models import (
    Affected,
    Case,
    ContactPoint,
    Conversation,
    Customer,
    Disclosure,
    Event,
    Message,
    Page,
    Promise,
    Question,
    Remark,
    Revision,
    Seal,
    Summary,
    Survey,
    Task,
    Telling,
    Timer,
    Upload,
    Wish,
)

OWNED: dict[Any, str] = {
    Customer: "id",
    ContactPoint: "customer",
    Case: "customer",
    Page: "customer",
    Promise: "case__customer",
    Remark: "case__customer",
    Revision: "promise__case__customer",
    Question: "case__customer",
    Disclosure: "case__customer",
    Upload: "case__customer",
    Survey: "case__customer",
    Message: "case__customer",
    Affected: "case__customer",
    Telling: "promise__case__customer",
    Timer: "case__customer",
    Conversation: "case__customer",
    Wish: "conversation__case__customer",
    Summary: "case__customer",
    Task: "case__customer",
}
"""What is copied, and how a row of it leads to its customer; events are found by case."""

COPIED: tuple[Any, ...] = (*OWNED, Event)

NUMBERED: dict[str, Any] = {"case": Case, "promise": Promise}
"""An event's plain numbers, and whose ids they are."""
NUMBERED_FACTS: dict[str, Any] = {
    "customer": Customer,
    "message": Message,
    "question": Question,
    "conversation": Conversation,
    "wish": Wish,
    "summary": Summary,
    "disclosure": Disclosure,
    "made": Promise,
    "upload": Upload,
    "about": Promise,
    "page": Page,
    "replaces": Promise,
    "survey": Survey,
}
"""The same among its facts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the copies of some rows of a table stand: behind all others, as close together as those rows are."""

    first: int
    span: int
    begin: int

    def shifted(self, number: str) -> str:
        """The id in a copy, of the original's."""
        return f"{number} + (CAST(copy.n AS bigint) - 1) * {self.span} + {self.begin - self.first}"


def multiply(customers: Sequence[int], *, copies: int) -> None:
    """Copy everything of each customer that many times, in one statement a table.

    The ids of each table's copies are the originals' moved by the same number, so that rows which belong together still
    do. What is unique gets the copy's id behind it.
    """
    if not copies or not customers:
        return
    cases = list(Case.objects.everywhere().filter(customer__in=customers).values_list("pk", flat=True))
    chosen = {
        model: list(model._base_manager.filter(**{f"{way}__in": customers}).values_list("pk", flat=True))
        for model, way in OWNED.items()
    }
    chosen[Event] = list(Event.objects.everywhere().filter(case__in=cases).values_list("pk", flat=True))
    rows = copies * sum(map(len, chosen.values()))
    with bulk.loading([model._meta.db_table for model in chosen], rows=rows):
        places = {model: _place(model, ids) for model, ids in chosen.items() if ids}
        for model, ids in chosen.items():
            if ids:
                _copy(model, ids, copies=copies, places=places)
        _go_on_counting()


def _place(model: type[models.Model], ids: Sequence[int]) -> Place:
    highest = model._base_manager.aggregate(most=models.Max("pk"))["most"]
    return Place(first=min(ids), span=max(ids) - min(ids) + 1, begin=highest + 1)


def _copy(model: type[models.Model], ids: Sequence[int], *, copies: int, places: Mapping[Any, Place]) -> None:
    fields = model._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = ", ".join(_value(field, places) for field in fields)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) "  # noqa: S608 - names of our own tables and columns
            "WITH RECURSIVE copy (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < %s) "
            f"SELECT {values} FROM {model._meta.db_table} AS it CROSS JOIN copy WHERE it.id IN ({marks}) "
            "ORDER BY copy.n, it.id",
            [copies, *ids],
        )


def _value(field: models.Field, places: Mapping[Any, Place]) -> str:  # type: ignore[type-arg]
    """A column's value in a copy."""
    column = f"it.{connection.ops.quote_name(str(field.column))}"
    if field.model is Event and field.name == "facts":
        return _facts(column, places)
    whose: Any = field.model if field.primary_key else field.related_model
    if field.model is Event and field.name in NUMBERED:
        whose = NUMBERED[field.name]
    if whose in places:
        return places[whose].shifted(column)
    if field.unique:
        return f"{column} || '-' || ({places[field.model].shifted('it.id')})"
    return column


def _facts(column: str, places: Mapping[Any, Place]) -> str:
    """An event's facts in a copy. What is not among them stays away: both merges leave out what is null."""
    pairs = ", ".join(
        f"'{name}', {places[whose].shifted(_fact(column, name))}"
        for name, whose in NUMBERED_FACTS.items()
        if whose in places
    )
    if connection.vendor == "postgresql":
        return f"{column} || jsonb_strip_nulls(jsonb_build_object({pairs}))"
    return f"json_patch({column}, json_object({pairs}))"


def _fact(column: str, name: str) -> str:
    return f"CAST({column} ->> '{name}' AS bigint)"


def _go_on_counting() -> None:
    """Let what is written from now on get ids past the copies'."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*COPIED, Seal]):
            cursor.execute(statement)


def seal() -> None:
    """Seal what was recorded, so that the measured server's clock does not do it meanwhile."""
    seals.seal_all()


def seal_in_bulk() -> None:
    """Let every event be sealed, where no chain is there yet and nobody will walk it.

    The seals are as long as real ones, and are none. The end is signed, so that the clock goes on from there as always.
    """
    text = {"sqlite": "lower(hex(randomblob(32)))", "postgresql": "md5(it.id::text) || md5('bench' || it.id)"}
    count = Event.objects.everywhere().count()
    with bulk.loading([Seal._meta.db_table], rows=count), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Seal._meta.db_table} (organisation_id, event, position, seal) "  # noqa: S608
            "SELECT it.organisation_id, it.id, row_number() OVER (PARTITION BY it.organisation_id ORDER BY it.id), "
            f"{text[connection.vendor]} FROM {Event._meta.db_table} AS it"
        )
    seals.sign_anew()


def settle() -> None:
    """Bring the planner's statistics and the files up to date, as PostgreSQL does by itself some minutes later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")

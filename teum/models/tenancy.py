"""Tenants apart: a query on a tenant's rows that names no organisation is an error."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from teum.models import prepared

Row = TypeVar("Row", bound=models.Model)


FEW = 20
"""So many rows go into one statement that is kept for the next time; more are left to Django."""


class Unscoped(RuntimeError):
    """A query on a tenant's rows forgot the organisation: say `.of(organisation_id)`."""


def add(organisation_id: int, rows: Sequence[models.Model]) -> None:
    """Create a few rows of one table; one of another organisation is an error."""
    _require_own(rows, organisation_id)
    prepared.insert(rows)


def _require_own(rows: Iterable[models.Model], organisation_id: int) -> None:
    for row in rows:
        if row.organisation_id != organisation_id:  # type: ignore[attr-defined]
            raise Unscoped(f"{row!r} belongs to another organisation")


class OrganisationRows(models.QuerySet[Row]):
    """The rows of one organisation; what is created through them belongs to it."""

    organisation_id: int | None = None

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.organisation_id = self.organisation_id
        return clone

    def create(self, **values: Any) -> Row:
        """Create a row of this organisation."""
        row = self.model(**{"organisation_id": self._own(), **values})
        self.bulk_create([row])
        return row

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        """Create many rows; one of another organisation is an error."""
        rows = list(objs)
        if args or options or len(rows) > FEW or any(row.pk is not None for row in rows):
            _require_own(rows, self._own())
            return super().bulk_create(rows, *args, **options)
        add(self._own(), rows)
        return rows

    def _own(self) -> int:
        if self.organisation_id is None:
            raise Unscoped("these rows are everybody's: name an organisation to create in")
        return self.organisation_id


class OrganisationManager(models.Manager[Row]):
    """The only ways to a tenant's rows: `of` one organisation, or `everywhere` (the clock, delivery, verify)."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Row]:
        """Refuse: nothing may be asked without naming the organisation."""
        raise Unscoped(f"{self.model.__name__}: say .of(organisation_id)")

    def of(self, organisation_id: int) -> OrganisationRows[Row]:
        """The rows of one organisation."""
        return _of(self.model, organisation_id, self._db).all()

    def with_undone(self, organisation_id: int) -> OrganisationRows[Row]:
        """All rows of one organisation, also what an act had made that was undone: for undo itself, and verify."""
        return _all_of(self.model, organisation_id, self._db).all()

    def add(self, organisation_id: int, rows: Sequence[Row]) -> None:
        """Create a few rows of the organisation, in one statement, and give them their ids."""
        add(organisation_id, rows)

    def everywhere(self) -> OrganisationRows[Row]:
        """Everybody's rows, for what serves all organisations: the clock, delivery, links, seals."""
        rows: OrganisationRows[Row] = OrganisationRows(self.model, using=self._db)
        return rows.filter(self.model.stands)  # type: ignore[attr-defined]


@lru_cache(maxsize=2048)
def _of(model: type[Row], organisation_id: int, using: str | None) -> OrganisationRows[Row]:
    """The rows of one organisation, never asked for themselves: copies of this are, which are cheaper to make.

    This is the one place that leaves out what an act had made that was undone.
    """
    rows = _all_of(model, organisation_id, using).filter(model.stands)  # type: ignore[attr-defined]
    rows.organisation_id = organisation_id
    return rows


@lru_cache(maxsize=256)
def _all_of(model: type[Row], organisation_id: int, using: str | None) -> OrganisationRows[Row]:
    rows: OrganisationRows[Row] = OrganisationRows(model, using=using)
    rows = rows.filter(organisation_id=organisation_id)
    rows.organisation_id = organisation_id
    return rows


class OfOrganisation(models.Model):
    """A row that belongs to an organisation."""

    organisation = models.ForeignKey(
        "teum.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects: ClassVar[OrganisationManager[Self]] = OrganisationManager()
    stands: ClassVar[models.Q] = models.Q()
    """Which rows there are for everybody: all, but of what may be undone only what was not."""

    class Meta:
        """No table of its own."""

        abstract = True


class MayBeUndone(OfOrganisation):
    """What an act makes that can be undone (`core.undo`): its row stays, for the ledger, and nobody else sees it."""

    is_undone = models.BooleanField(default=False)
    stands: ClassVar[models.Q] = models.Q(is_undone=False)

    class Meta:
        """No table of its own."""

        abstract = True

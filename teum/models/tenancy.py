"""Tenants apart: a query on a tenant's rows that names no organisation is an error."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from teum.models import prepared

Row = TypeVar("Row", bound=models.Model)


FEW = 20
"""So many rows go into one statement that is kept for the next time; more are left to Django."""


class Unscoped(RuntimeError):
    """A query on a tenant's rows forgot the organisation: say `.of(organisation_id)`."""


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
        for row in rows:
            if row.organisation_id != self._own():  # type: ignore[attr-defined]
                raise Unscoped(f"{row!r} belongs to another organisation")
        if args or options or len(rows) > FEW or any(row.pk is not None for row in rows):
            return super().bulk_create(rows, *args, **options)
        prepared.insert(rows)
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

    def everywhere(self) -> OrganisationRows[Row]:
        """Everybody's rows, for what serves all organisations: the clock, delivery, links, seals."""
        return OrganisationRows(self.model, using=self._db)


@lru_cache(maxsize=2048)
def _of(model: type[Row], organisation_id: int, using: str | None) -> OrganisationRows[Row]:
    """The rows of one organisation, never asked for themselves: copies of this are, which are cheaper to make."""
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

    class Meta:
        """No table of its own."""

        abstract = True

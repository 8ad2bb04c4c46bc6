"""Tenants apart: a query on a tenant's rows that names no organisation is an error."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


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
        return super().create(**{"organisation_id": self._own(), **values})

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        """Create many rows; one of another organisation is an error."""
        rows = list(objs)
        for row in rows:
            if row.organisation_id != self._own():  # type: ignore[attr-defined]
                raise Unscoped(f"{row!r} belongs to another organisation")
        return super().bulk_create(rows, *args, **options)

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
        rows: OrganisationRows[Row] = OrganisationRows(self.model, using=self._db)
        rows = rows.filter(organisation_id=organisation_id)
        rows.organisation_id = organisation_id
        return rows

    def everywhere(self) -> OrganisationRows[Row]:
        """Everybody's rows, for what serves all organisations: the clock, delivery, links, seals."""
        return OrganisationRows(self.model, using=self._db)


class OfOrganisation(models.Model):
    """A row that belongs to an organisation."""

    organisation = models.ForeignKey(
        "teum.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects: ClassVar[OrganisationManager[Self]] = OrganisationManager()

    class Meta:
        """No table of its own."""

        abstract = True

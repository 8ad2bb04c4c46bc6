"""The items that a business goes through with its customers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from teum.core.actor import Actor
from teum.core.said import Said
from teum.models import AlignmentTemplate
from teum.queries.case_view import CaseView


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """The items that a business goes through with a customer."""

    id: int
    name: Said
    count: int


def offered(case: CaseView, *, by: Actor) -> tuple[TemplateView, ...]:
    """The templates that fit a case: of what it is about first, then those of everything."""
    about = Q(service=None) | Q(service=case.service.id if case.service else None)
    found = AlignmentTemplate.objects.of(by.organisation_id).filter(about, is_active=True).order_by("id")
    listed = sorted(found, key=lambda row: (row.service_id is None, row.pk))
    return tuple(TemplateView(id=row.pk, name=Said(row.he, row.en), count=len(row.items)) for row in listed)

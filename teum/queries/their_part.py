"""What the customer said of their part, and waits for our word."""

from __future__ import annotations

from teum.core.question import Kind
from teum.models import Promise, Question, prepared

_SAID = prepared.rows(
    lambda organisation, promise: (
        Question.objects.of(organisation)
        .filter(about=promise, kind=str(Kind.DONE), promise__state="open")
        .order_by("id")
    )
)


def said_done(row: Promise) -> list[Question]:
    """That it is done, as long as we have not answered it."""
    return list(_SAID(row.organisation_id, row.pk))

"""What somebody typed about a case, as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum.core.actor import Actor
from teum.models import Case, Remark
from teum.queries.promise_view import PromiseView


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """A text that somebody typed about the case; for staff only, except the words of a `disclosure`."""

    id: int
    kind: str
    text: str
    by: str
    at: datetime
    promise_id: int | None


def of_case(case: Case, promises: Sequence[PromiseView], *, by: Actor) -> tuple[RemarkView, ...]:
    """What was typed: for staff all of it, for the customer why something was withdrawn."""
    if by.kind != "member" and all(promise.state != "withdrawn" for promise in promises):
        return ()
    found = Remark.objects.of(case.organisation_id).filter(case=case.pk).order_by("id")
    if by.kind != "member":
        found = found.filter(kind="disclosure")
    return tuple(
        RemarkView(id=r.pk, kind=r.kind, text=r.text, by=r.by, at=r.at, promise_id=r.promise_id)
        for r in found
    )

"""What somebody typed about a case, as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, When
from django.db.models.functions import JSONObject

from teum.core.actor import Actor
from teum.models import Case, Promise, Remark
from teum.queries import rows
from teum.queries.promise_view import PromiseView

PARTING = When(
    state="withdrawn",
    then=Subquery(
        Remark.objects.everywhere()
        .filter(
            organisation=OuterRef("organisation"),
            case=OuterRef("case"),
            promise=OuterRef("pk"),
            kind="disclosure",
        )
        .order_by("-id")
        .values(found=JSONObject(id="pk", text="text", by="by", at="at"))[:1]
    ),
)
"""Why a promise was withdrawn, read with its row: `annotate(parting=…)`, then `of_rows`."""


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


def of_rows(found: Iterable[Promise]) -> tuple[RemarkView, ...]:
    """What the customer of these promises was told where one was withdrawn, as it was read with them."""
    said = {row.pk: row.__dict__["parting"] for row in found if row.__dict__.get("parting")}
    return tuple(
        RemarkView(kind="disclosure", promise_id=pk, **{**words, "at": rows.moment(words["at"])})
        for pk, words in said.items()
    )

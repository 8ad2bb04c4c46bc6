"""What a member typed about a case and has not recorded yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.core.actor import Actor
from teum.core.draft import ASIDE
from teum.models import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """The fields as they were left, and when; `aside` is what was typed of it in other tabs."""

    fields: dict[str, str]
    updated_at: datetime
    aside: tuple[dict[str, str], ...] = ()


def of(*, case_id: int, by: Actor, kind: str = "promise") -> DraftView | None:
    """A member's draft in a case; `kind` is what it is to become."""
    row = Draft.objects.of(by.organisation_id).filter(case=case_id, member=by.member_id, of=kind).first()
    if row is None:
        return None
    fields = dict(row.fields)
    aside = fields.pop(ASIDE, [])
    return DraftView(fields=fields, updated_at=row.updated_at, aside=tuple(aside))


def of_summary(conversation_id: int, *, case_id: int, by: Actor) -> str:
    """The words of a member for the summary of this conversation; empty where they left none."""
    draft = of(case_id=case_id, by=by, kind="summary")
    is_its = draft is not None and draft.fields.get("conversation") == str(conversation_id)
    return draft.fields.get("text", "") if draft and is_its else ""

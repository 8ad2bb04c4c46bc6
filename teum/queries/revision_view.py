"""The changes of a promise's time, read with its row: `annotate(changes=revision_view.CHANGES)`, then `of_row`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import OuterRef, Q, When

from teum import language
from teum.core.window import Window
from teum.models import Promise, Revision
from teum.queries import rows
from teum.queries.listed import Listed

CHANGES = Choice(
    When(
        Q(revisions__gt=0) | Q(number__gt=0) | Q(proposed_due__isnull=False),
        then=Listed(
            Revision.objects.everywhere()
            .filter(organisation=OuterRef("organisation"), promise=OuterRef("pk"))
            .exclude(consent="undone")
            .order_by("id"),
            number="number",
            from_start="from_start",
            from_due="from_due",
            start="start",
            due="due",
            reason="remark__text",
            consent="consent",
            by="by",
            at="at",
        ),
    ),
    default=None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """A change of a window; `consent` is `given`, `pending` or `overtaken`."""

    number: int
    old: Window
    new: Window
    old_in_words: str
    new_in_words: str
    reason: str
    consent: str
    by: str
    at: datetime


def of_row(row: Promise, *, lang: str, now: datetime) -> tuple[RevisionView, ...]:
    """Those that stand, as they came, where they were read with it; a row that was just written has none."""
    changes = row.__dict__.get("changes") or ()
    return tuple(_view(change, zone=row.zone, lang=lang, now=now) for change in changes)


def _view(change: Mapping[str, Any], *, zone: str, lang: str, now: datetime) -> RevisionView:
    old = _window(change["from_due"], change["from_start"], zone)
    new = _window(change["due"], change["start"], zone)
    return RevisionView(
        number=change["number"],
        old=old,
        new=new,
        old_in_words=language.in_words(old, lang, now),
        new_in_words=language.in_words(new, lang, now),
        reason=change["reason"] or "",
        consent=change["consent"],
        by=change["by"],
        at=rows.read_moment(change["at"]),
    )


def _window(due: str, start: str | None, zone: str) -> Window:
    return rows.window(rows.read_moment(due), rows.moment(start), zone)

"""An incident as it is shown: its words, whom it touches, and how far the telling has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from teum.core import incident as core
from teum.core import permissions
from teum.core import promise as promises
from teum.core.actor import Actor
from teum.core.incident import Progress, State, Word
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.core.remedy import Remedy
from teum.core.window import Window
from teum.models import Affected, Incident, IncidentWord
from teum.queries import rows, telling
from teum.queries.incidents import word_of

MOST = 500
"""So many promises one incident touches at most; who has more makes two of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedView:
    """A promise that a word goes to; `standing` is waiting, told, left_out or failed, `reason` why it is not told.

    `leaves_at` is when its message leaves, where it is written and waits for that. `is_asked`: the new window is put to
    the customer, and the old one stands until they say yes. Who is left out has no `new` one. `is_shown`: told in this
    desk only, as the demo does.
    """

    id: int
    case: int
    promise: int
    customer: str
    what: str
    old: Window
    new: Window | None
    is_asked: bool
    is_shown: bool
    remedy: Remedy | None
    standing: State
    reason: str
    leaves_at: datetime | None
    told_at: datetime | None
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """A word of an incident, and how far it has come; a draft where `started_at` is None.

    Nobody is told of it before `tells_at`.
    """

    id: int
    number: int
    word: Word
    at: datetime
    started_at: datetime | None
    tells_at: datetime | None
    progress: Progress
    affected: tuple[AffectedView, ...]

    @property
    def slowest_seconds(self) -> int | None:
        """How long it took from knowing to telling, of who was told last."""
        return max((one.seconds for one in self.affected if one.seconds is not None), default=None)

    def is_undoable(self, now: datetime) -> bool:
        """Whether the yes to it can still be undone."""
        return self.tells_at is not None and self.tells_at > now


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """An incident with its words, the newest first."""

    id: int
    title: str
    found_by: str
    known_at: datetime
    by: str
    chosen: dict[str, Any]
    language: str
    """The business's."""
    words: tuple[WordView, ...]

    @property
    def draft(self) -> WordView | None:
        """The word that waits for a person's yes."""
        return next((word for word in self.words if word.started_at is None), None)

    @property
    def is_telling(self) -> bool:
        """Whether somebody still waits to be told."""
        return any(word.started_at and not word.progress.is_over for word in self.words)


def view(incident_id: int, *, by: Actor) -> IncidentView:
    """One incident. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.TELL_MANY)
    incidents = Incident.objects.of(by.organisation_id).select_related("by", "organisation")
    row = incidents.filter(pk=incident_id).first()
    if row is None:
        raise Missing(incident=str(incident_id))
    zone = row.organisation.zone
    said = IncidentWord.objects.of(by.organisation_id).filter(incident=row).order_by("-number")
    return IncidentView(
        id=row.pk,
        title=row.title,
        found_by=row.found_by,
        known_at=row.known_at.astimezone(rows.zone(zone)),
        by=row.by.name,
        chosen=row.chosen,
        language=row.organisation.language,
        words=tuple(_word_view(word, zone=zone) for word in said),
    )


def _word_view(row: IncidentWord, *, zone: str) -> WordView:
    found = Affected.objects.of(row.organisation_id).filter(word=row).order_by("allowed_at", "id")
    listed = found.select_related("case__customer", "promise", "message")
    word = word_of(row, zone=zone)
    affected = tuple(_affected_view(one, word, at=row.at) for one in listed)
    return WordView(
        id=row.pk,
        number=row.number,
        word=word,
        at=row.at,
        started_at=row.started_at,
        tells_at=row.tells_at,
        progress=core.progress(one.standing for one in affected),
        affected=affected,
    )


def _affected_view(row: Affected, word: Word, *, at: datetime) -> AffectedView:
    zone, message = row.promise.zone, row.message
    standing = core.standing(
        State(row.state), message=message.state if message else "", reason=message.reason if message else ""
    )
    remedy = None
    if row.remedy_value and word.remedy:
        remedy = Remedy(kind=word.remedy.remedy.kind, value=row.remedy_value)
    is_queued = message is not None and message.state == "queued"
    return AffectedView(
        id=row.pk,
        case=row.case_id,
        promise=row.promise_id,
        customer=row.case.customer.name,
        what=row.promise.what,
        old=rows.window(row.from_due, row.from_start, zone),
        new=rows.window(row.due, row.start, zone) if row.due and standing is not State.LEFT_OUT else None,
        is_asked=_is_asked(row, at=at) and standing is not State.LEFT_OUT,
        is_shown=standing is State.TOLD and message is not None and message.state == "shown_locally",
        remedy=remedy,
        standing=standing,
        reason=_why(row, standing),
        leaves_at=message.send_at if message and is_queued else None,
        told_at=row.told_at,
        seconds=row.seconds,
    )


def _is_asked(row: Affected, *, at: datetime) -> bool:
    """As it was told; before that, as it stood when the word was written."""
    if row.message is not None:
        return row.message.kind == "proposed"
    moves = row.due is not None and row.due != row.from_due
    value = rows.promise(row.promise)
    is_further = moves and promises.is_put_to_customer(value, now=at)
    return is_further and promises.is_put_to_customer(value, now=at, heard=telling.heard(row.promise))


def _why(row: Affected, standing: State) -> str:
    if row.reason or row.message is None:
        return row.reason
    if standing is State.LEFT_OUT:
        return str(core.Why.OVERTAKEN)
    if standing is State.FAILED or row.message.reason == core.SENT_BY_A_PERSON:
        return row.message.reason or row.message.state
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An incident in the list of them."""

    id: int
    title: str
    known_at: datetime
    is_draft: bool


def listed(*, by: Actor, limit: int = 100) -> Sequence[Listed]:
    """The newest incidents. Raises `NotAllowed`."""
    permissions.require(by, Act.TELL_MANY)
    started = IncidentWord.objects.of(by.organisation_id).filter(
        incident=OuterRef("pk"), started_at__isnull=False
    )
    found = Incident.objects.of(by.organisation_id).annotate(is_told=Exists(started)).order_by("-id")[:limit]
    return [
        Listed(id=row.pk, title=row.title, known_at=row.known_at, is_draft=not row.is_told) for row in found
    ]

"""Files of cases, as they are shown, and as they are handed out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from teum.core import disclosure, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.core.upload import BrokenPicture, Fit, TooManyPoints, Use
from teum.documents import picture, store
from teum.models import Case, Disclosure, Promise, Question, Upload, prepared

_UPLOADS = prepared.rows(
    lambda organisation, case: (
        Upload.objects.of(organisation).filter(case=case, erased_at=None).order_by("id")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadView:
    """A file that came, or one of ours with its words; `size` in bytes."""

    id: int
    question_id: int | None
    use: str
    text: str
    name: str
    media_type: str
    size: int
    at: datetime


def of_case(case: Case) -> tuple[UploadView, ...]:
    """The files of a case, in the order in which they came."""
    return tuple(view(row) for row in _UPLOADS(case.organisation_id, case.pk)) if case.files else ()


def by_question(uploads: Iterable[UploadView]) -> Mapping[int, tuple[UploadView, ...]]:
    """What came to each question."""
    found: dict[int, list[UploadView]] = defaultdict(list)
    for upload in uploads:
        if upload.question_id:
            found[upload.question_id].append(upload)
    return {question: tuple(views) for question, views in found.items()}


def view(row: Upload) -> UploadView:
    """A row as it is shown."""
    return UploadView(
        id=row.pk,
        question_id=row.question_id,
        use=row.use,
        text=row.text,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        at=row.at,
    )


def owner_of(question_id: int, *, by: Actor) -> int | None:
    """Who asked a question that is there for the actor; None where there is none."""
    row = Question.objects.of(by.organisation_id).select_related("promise", "case").filter(pk=question_id)
    found = row.first()
    return found.promise.owner_id if found and by.reaches(found.case.customer_id) else None


def case_of(upload_id: int, *, by: Actor) -> int | None:
    """The case of a file; None where there is no such file."""
    return Upload.objects.of(by.organisation_id).filter(pk=upload_id).values_list("case", flat=True).first()


def file(upload_id: int, *, by: Actor) -> Fit:
    """A file with its content, for whoever may see its case; a customer gets their own alone. Raises `Missing`.

    One that is another than it was is handed to nobody, nor a picture that cannot be drawn without its camera's words.
    """
    row = (
        Upload.objects.of(by.organisation_id)
        .filter(pk=upload_id, erased_at=None)
        .select_related("case", "question__promise")
        .first()
    )
    if row is None or not by.reaches(row.case.customer_id) or not _is_seen(row, by):
        raise Missing(upload=str(upload_id))
    try:
        content = store.read(row.organisation_id, row.path)
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise Missing(upload=str(upload_id))
        kept = Fit(name=row.name, media_type=row.media_type, content=content)
        return kept if row.is_plain else picture.handed_out(kept)
    except (store.Lost, BrokenPicture, TooManyPoints) as error:
        raise Missing(upload=str(upload_id)) from error


def _is_seen(row: Upload, by: Actor) -> bool:
    """A partner sees what answers their questions, and a customer no photo before it is shown to them."""
    owner = row.question.promise.owner_id if row.question else None
    if not permissions.may(by, Act.SEE_CASE, owner_id=owner):
        return False
    return row.use != Use.PHOTO or by.kind == "member" or row.pk in _shown_in(row.case)


def _shown_in(case: Case) -> set[int]:
    """The photos that a case's disclosures show."""
    told = Disclosure.objects.of(case.organisation_id).filter(case=case).exclude(told__text="")
    texts = told.values_list("told__text", flat=True)
    return {photo.upload for text in texts for photo in disclosure.read(text).photos}


def photos(case_id: int, *, by: Actor) -> tuple[UploadView, ...]:
    """The photos that were put into a case, to be shown. Raises `NotAllowed`."""
    permissions.require(by, Act.DISCLOSE)
    kept = Upload.objects.of(by.organisation_id).filter(case=case_id, use=Use.PHOTO, erased_at=None)
    return tuple(view(row) for row in kept.order_by("id"))


# ── what a promise waits for ──

_ASKED = prepared.column(
    lambda organisation, promise: (
        Question.objects.of(organisation)
        .filter(about=promise, kind="document")
        .values_list("promise__state", flat=True)
    )
)


def asked_for(row: Promise) -> bool:
    """Whether the customer knows of a document that this promise waits for: it is awaited, or it came."""
    return any(state in ("open", "kept") for state in _ASKED(row.organisation_id, row.pk))


def came_for(row: Promise) -> bool:
    """Whether every document came that this promise waits for, and there was one."""
    states = [state for state in _ASKED(row.organisation_id, row.pk) if state in ("open", "kept")]
    return bool(states) and all(state == "kept" for state in states)

"""Files as the acts keep them: on the disk before anything says that they are there, and each with its row.

A picture is kept as it is shown, without what its camera wrote into it: digests are of the bytes that both sides see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from teum.actions import letters
from teum.actions.matter import Matter, NoSuchThing
from teum.core import digest, events, permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Refused
from teum.core.upload import ENDINGS, Fit, Use, require_fit
from teum.documents import picture, store
from teum.language import text as texts
from teum.models import Case, Question, Upload
from teum.queries import sight


def ready(*, name: str, content: bytes, kinds: Collection[str] = tuple(ENDINGS)) -> Fit:
    """A file that came, as it is kept. Takes its time over a picture: call it while no transaction is open.

    Raises `EmptyFile`, `TooLarge`, `WrongKind`, `BrokenDocument`, `BrokenPicture`, `TooManyPoints`.
    """
    return picture.handed_out(require_fit(name=name, content=content, kinds=kinds))


def require_may(case_id: int, act: Act, *, by: Actor) -> None:
    """Refuse before a file is looked at, which takes its time. Raises `NoSuchThing`, `NotAllowed`."""
    case = Case.objects.of(by.organisation_id).filter(pk=case_id).first()
    if case is None or not sight.reaches(case, by=by):
        raise NoSuchThing(case=str(case_id))
    permissions.require(by, act)


@contextmanager
def lying(organisation_id: int, fit: Fit, *, now: datetime) -> Iterator[str]:
    """Let a file lie on the disk for an act that may be refused."""
    path = store.keep(organisation_id, fit.content, now=now)
    try:
        yield path
    except Refused:
        store.drop(organisation_id, path)
        raise


def row(
    opened: Matter,
    fit: Fit,
    *,
    path: str,
    question: Question | None = None,
    use: Use = Use.ANSWER,
    text: str = "",
) -> Upload:
    """Write what is known of a file that lies there."""
    opened.case.files += 1
    made: Upload = Upload.objects.of(opened.organisation_id).create(
        case=opened.case,
        name=fit.name,
        media_type=fit.media_type,
        size=len(fit.content),
        sha256=hashlib.sha256(fit.content).hexdigest(),
        salt=digest.salt(),
        path=path,
        is_plain=True,
        by=opened.by.label,
        at=opened.now,
        question=question,
        use=str(use),
        text=text,
    )
    return made


def put(opened: Matter, fit: Fit, *, use: Use, text: str, path: str) -> Upload:
    """Keep a file of ours as part of an act."""
    opened.require_open()
    said = texts.line(text)
    if not any(letter.isalnum() for letter in said):
        raise Incomplete(missing=["text"])
    letters.require_clear(opened, said, field="text")
    upload = row(opened, fit, path=path, use=use, text=said)
    sealed = digest.of(upload.salt, fit.name, fit.media_type, upload.size, upload.sha256, said)
    kind = events.FileGiven if use is Use.GIVEN else events.PhotoKept
    opened.record(kind(upload=upload.pk, size=upload.size, digest=sealed))
    return upload

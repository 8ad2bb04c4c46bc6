"""Files as the acts keep them: on the disk before anything says that they are there, and each with its row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from teum.actions import letters
from teum.actions.matter import Matter
from teum.core import digest, events
from teum.core.promise import Incomplete
from teum.core.refusal import Refused
from teum.core.upload import Fit, Use
from teum.documents import store
from teum.language import text as texts
from teum.models import Question, Upload


@contextmanager
def lying(organisation_id: int, content: bytes, *, now: datetime) -> Iterator[str]:
    """Let a file lie on the disk for an act that may be refused."""
    path = store.keep(organisation_id, content, now=now)
    try:
        yield path
    except Refused:
        store.drop(organisation_id, path)
        raise


def row(
    opened: Matter,
    fit: Fit,
    *,
    content: bytes,
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
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        salt=digest.salt(),
        path=path,
        by=opened.by.label,
        at=opened.now,
        question=question,
        use=str(use),
        text=text,
    )
    return made


def put(opened: Matter, fit: Fit, *, use: Use, text: str, content: bytes, path: str) -> Upload:
    """Keep a file of ours as part of an act."""
    opened.require_open()
    said = texts.line(text)
    if not any(letter.isalnum() for letter in said):
        raise Incomplete(missing=["text"])
    letters.require_clear(opened, said, field="text")
    upload = row(opened, fit, content=content, path=path, use=use, text=said)
    sealed = digest.of(upload.salt, fit.name, fit.media_type, len(content), upload.sha256, said)
    kind = events.FileGiven if use is Use.GIVEN else events.PhotoKept
    opened.record(kind(upload=upload.pk, size=len(content), digest=sealed))
    return upload

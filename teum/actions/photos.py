"""Photos that disclosures show: put into the case first, then named by what is told (A7)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from teum.actions import files, matter
from teum.actions.matter import Matter, NoSuchThing
from teum.core import upload as core
from teum.core.actor import Actor
from teum.core.disclosure import Photo
from teum.core.permissions import Act
from teum.core.upload import Use
from teum.models import Upload


def keep(*, case_id: int, by: Actor, name: str, content: bytes, alt: str, now: datetime) -> Upload:
    """Put a photo into a case, to be shown by a disclosure; until one shows it the customer does not see it.

    `alt` says in words what is seen in it. Raises what `files.ready` does, `Incomplete`, `VagueWindow`, `CaseClosed`,
    `NotAllowed`, `NoSuchThing`.
    """
    files.require_may(case_id, Act.DISCLOSE, by=by)
    fit = files.ready(name=name, content=content, kinds=core.PICTURES)
    with (
        files.lying(by.organisation_id, fit, now=now) as path,
        matter.of_case(case_id, by=by, now=now) as opened,
    ):
        return files.put(opened, fit, use=Use.PHOTO, text=alt, path=path)


def shown(opened: Matter, ids: Collection[int]) -> tuple[Photo, ...]:
    """Photos of the case, as a disclosure shows them. Raises `NoSuchThing`."""
    kept = Upload.objects.of(opened.organisation_id).filter(case=opened.case, use=Use.PHOTO, erased_at=None)
    found = kept.in_bulk(list(ids))
    missing = [pk for pk in ids if pk not in found]
    if missing:
        raise NoSuchThing(photo=str(missing[0]))
    listed = [found[pk] for pk in dict.fromkeys(ids)]
    return tuple(Photo(upload=row.pk, sha256=row.sha256, alt=row.text) for row in listed)

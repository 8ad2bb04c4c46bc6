"""Files that the business hands over to a customer: a quote, a manual, a photo; they are on their page."""

from __future__ import annotations

from datetime import datetime

from teum.actions import files, letters, matter
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.upload import Use
from teum.language.notices import handout as notices
from teum.models import Upload


def give(*, case_id: int, by: Actor, name: str, content: bytes, text: str, now: datetime) -> Upload:
    """Put a file on the customer's page, and write to them that it is there; `text` says what it is.

    Raises what `files.ready` does, `Incomplete`, `VagueWindow`, `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    files.require_may(case_id, Act.HAND_OVER, by=by)
    fit = files.ready(name=name, content=content)
    with (
        files.lying(by.organisation_id, fit, now=now) as path,
        matter.of_case(case_id, by=by, now=now) as opened,
    ):
        upload = files.put(opened, fit, use=Use.GIVEN, text=text, path=path)
        letters.queue(opened, "handed", notices.handed(party=letters.party(opened), text=upload.text))
        return upload

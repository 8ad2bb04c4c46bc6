"""The next word of a case: for one moment one is promised."""

from __future__ import annotations

from datetime import datetime

from teum.actions import matter
from teum.actions.matter import Matter
from teum.models import Member, Promise


def same(opened: Matter, owner: Member, body: str, at: datetime, *, about: Promise | None) -> Promise | None:
    """The same word by the same person about the same, open, and none of the clock's own in a row."""
    return next(
        (
            row
            for row in opened.live()
            if matter.is_update(row)
            and (row.state, row.round) == ("open", 0)
            and (row.about_id, row.owner_id, row.what, row.due) == (about and about.pk, owner.pk, body, at)
        ),
        None,
    )

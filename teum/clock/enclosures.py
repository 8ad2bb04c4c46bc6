"""What goes along with a message when it leaves: files from the store, whose bytes no row holds, and what its reader's
calendar shows."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from teum.actions.outgoing import Outgoing
from teum.channels.letter import Attachment
from teum.core import envelope
from teum.documents import store
from teum.documents.calendar import Entry
from teum.queries import calendar

logger = logging.getLogger(__name__)


def enclosed(parts: Sequence[Outgoing]) -> Mapping[int, Attachment]:
    """What goes along with the messages of one envelope, each by the number of its message.

    A file that is too large, not there or not to be read stays behind: the words are true without it, and lead to the
    page.
    """
    listed = [(part, part.file) for part in parts if part.file and part.channel == "email"]
    going = envelope.take_along(file.size for _, file in listed)
    found = {}
    for (part, file), goes in zip(listed, going, strict=True):
        if not goes:
            continue
        try:
            content = store.read(part.organisation_id, file.path)
        except (store.Lost, OSError):
            logger.exception("the file of message %s is not there, or cannot be read", part.id)
            continue
        found[part.id] = Attachment(name=file.name, media_type=file.media_type, content=content)
    return found


def entries(parts: Sequence[Outgoing], *, now: datetime) -> tuple[Entry, ...]:
    """What a letter enters in its customer's calendar, as it stands now."""
    first = parts[0]
    if first.channel != "email" or first.reader != "customer":
        return ()
    ids = [part.id for part in parts]
    return calendar.told_by(ids, organisation_id=first.organisation_id, now=now, lang=first.language)

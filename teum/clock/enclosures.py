"""The files that go along with a message, read from the store when it leaves: no row holds their bytes."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from teum.actions.outgoing import Outgoing
from teum.channels.letter import Attachment
from teum.core import envelope
from teum.documents import store

logger = logging.getLogger(__name__)


def enclosed(parts: Sequence[Outgoing]) -> Mapping[int, Attachment]:
    """What goes along with the messages of one envelope, each by the number of its message.

    A file that is too large, or is not there, stays behind: the words are true without it, and lead to the page.
    """
    listed = [(part, part.file) for part in parts if part.file and part.channel == "email"]
    going = envelope.take_along(file.size for _, file in listed)
    found = {}
    for (part, file), goes in zip(listed, going, strict=True):
        if not goes:
            continue
        try:
            content = store.read(part.organisation_id, file.path)
        except store.Lost:
            logger.exception("the file of message %s is not there", part.id)
            continue
        found[part.id] = Attachment(name=file.name, media_type=file.media_type, content=content)
    return found

"""Log a call to the customer (A12): a conversation by phone of which only the notes are kept."""

from datetime import datetime

from teum.actions import conversations
from teum.actions.conversations import Said
from teum.core.actor import Actor
from teum.core.conversation import Channel, Direction
from teum.models import Conversation


def log(
    *, case_id: int, by: Actor, reached: bool, note: str = "", next_due: datetime | None = None, now: datetime
) -> Conversation:
    """A member called the customer, and reached them or not; see `conversations.log`."""
    said = Said(channel=Channel.CALL, direction=Direction.OUT, reached=reached, notes=note, next_due=next_due)
    return conversations.log(case_id=case_id, by=by, said=said, now=now)

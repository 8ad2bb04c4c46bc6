"""That there was a conversation: its row, its notes and its facts, whatever came of it."""

from __future__ import annotations

from collections.abc import Sequence

from teum import language
from teum.actions import surprises
from teum.actions.matter import Matter
from teum.core import conversation as core
from teum.core import digest, events
from teum.core.conversation import Channel, Direction
from teum.language import text
from teum.models import Conversation, Question
from teum.queries import rows


def begin(
    opened: Matter, *, channel: Channel, direction: Direction, reached: bool, notes: str
) -> Conversation:
    """Write it down before anything comes of it: who asks about what we owed and had not told is surprised."""
    surprised = surprises.found(opened) if reached and direction is Direction.IN else []
    row = Conversation.objects.of(opened.organisation_id).create(
        case=opened.case,
        member_id=opened.by.member_id,
        channel=str(channel),
        direction=str(direction),
        reached=reached,
        notes=opened.remark("conversation", text.clean(notes)),
        is_whole=False if reached else None,
        surprises=len(surprised),
        at=opened.now,
    )
    surprises.in_talk(opened, row, surprised)
    return row


def end(
    opened: Matter, row: Conversation, *, promises: Sequence[int] = (), taken: Sequence[str] = ()
) -> None:
    """Once all that came of it is written: whether it was told whole, and the fact with the promises made in it.

    `taken`: what of its notes was recorded as something.
    """
    if row.reached:
        row.is_whole = _is_whole(opened, is_loose=_is_loose(opened, row, taken))
        row.save(update_fields=["is_whole"])
    opened.record(
        events.ConversationLogged(
            conversation=row.pk,
            channel=row.channel,
            direction=row.direction,
            reached=row.reached,
            is_whole=row.is_whole,
            digest=digest.of(row.notes.salt, row.notes.text),
            promises=tuple(promises),
        )
    )


def _is_loose(opened: Matter, row: Conversation, taken: Sequence[str]) -> bool:
    found = language.propose(
        row.notes.text,
        speaker=core.speaker(row.channel, row.direction),
        now=opened.now,
        calendar=opened.times.calendar,
        vocabulary=opened.words,
    )
    return bool(language.left(found, taken=taken))


def _is_whole(opened: Matter, *, is_loose: bool) -> bool:
    live = opened.live()
    ours = [row.pk for row in live if row.debtor == "provider"]
    owes = Question.objects.of(opened.organisation_id).filter(promise__in=ours, promise__state="open")
    ahead = [at for at in (rows.promise(row).next_at for row in live) if at > opened.now]
    found = core.told_whole(
        reached=True,
        owes_an_answer=owes.exists(),
        is_loose=is_loose,
        next_at=min(ahead, default=None),
        is_open=opened.case.state == "open",
    )
    return bool(found)

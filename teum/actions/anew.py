"""What ended a matter and did not reach its customer is said anew, where a word was promised of it (guarantee 3).

While the answer waits for its carrier, or for a call, the clock does not say that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from teum.actions import letters, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.language.notices import Letter, silence
from teum.language.notices.owed import Owed
from teum.models import Message, Promise, Telling, prepared
from teum.queries import rows
from teum.queries.message_view import UNSAID

_TELLS_ITS_END = prepared.rows(
    lambda organisation, promise: (
        Message.objects.of(organisation)
        .filter(
            UNSAID,
            pk__in=Telling.objects.of(organisation)
            .filter(promise=promise, what="word", at=None)
            .values("message"),
        )
        .order_by("-id")
    )
)
_UNTOLD = prepared.rows(
    lambda organisation, message: Telling.objects.of(organisation).filter(message=message, at=None)
)


def say(
    opened: Matter, passed: Sequence[Promise], owed: Callable[[Sequence[Promise]], Sequence[Owed]]
) -> list[Promise]:
    """Of the promised words that passed, those whose matter ended: what waits and says so is written anew, with them.

    `owed`: what is said of words that came late. Answers of which of `passed` nothing is left to say.
    """
    said: dict[int, list[Promise]] = {}
    found: dict[int, Message] = {}
    for row in passed:
        if message := _says_its_end(opened, row):
            said.setdefault(message.pk, []).append(row)
            found[message.pk] = message
    return [
        row
        for pk, listed in said.items()
        if _write(opened, found[pk], listed, owed(listed))
        for row in listed
    ]


def _says_its_end(opened: Matter, row: Promise) -> Message | None:
    """What has not left, and tells how that ended which a promised word is about."""
    return _TELLS_ITS_END.first(opened.organisation_id, row.pk) if tellings.has_ended(row) else None


def _write(opened: Matter, before: Message, late: Sequence[Promise], owed: Sequence[Owed]) -> bool:
    """Write it anew, once it is sure that it does not leave as it was; it keeps what is promised until it is told."""
    tells = [
        Tells(promise=one.promise_id, number=one.number, what=one.what)
        for one in _UNTOLD(opened.organisation_id, before.pk)
        if not (one.what == "word" and one.promise_id in {row.pk for row in late})
    ]
    if not letters.replace(opened, before):
        return False
    tells += [Tells(promise=row.pk, number=row.number, what="late") for row in late]
    tells += until_heard(opened, late[0])
    subject, paragraphs = before.subject, tuple(before.text.split("\n\n"))
    letters.queue(
        opened,
        before.kind,
        silence.told_late(letters.party(opened), Letter(subject=subject, paragraphs=paragraphs), owed),
        tells=tells,
        needed_by=opened.times.quiet.next_allowed(opened.now) + timedelta(hours=1),
        upload=before.upload,
    )
    return True


def until_heard(opened: Matter, word: Promise) -> list[Tells]:
    """Until they have heard that its matter ended the case is open: what says so gives the word that is due next.

    One is promised where nothing else of the case lies ahead (guarantee 2).
    """
    if any(rows.promise(row).next_at > opened.now for row in opened.live()):
        return []
    following = words.promise_next(opened, about=word.about)
    return [Tells(promise=following.pk, number=following.number, what="word")]

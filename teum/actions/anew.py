"""What ended a matter and did not reach its customer is said anew, where a word was promised of it (guarantee 3).

While the answer waits for its carrier, or for a call, the clock does not say that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from teum import language
from teum.actions import letters, moments, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.core import delivery
from teum.core.promise import State
from teum.language.notices import Letter, silence
from teum.language.notices.owed import Owed
from teum.models import Event, Message, Promise, Remark, Telling, prepared
from teum.queries.message_view import UNSAID


def say(opened: Matter, ended: Promise, late: Sequence[Promise], owed: Mapping[int, Owed]) -> bool:
    """Write anew what says how something ended, with the promised words of it that are `late`; False where none waits.

    Also with one that its customer misses, and that is due once more. `owed`: what is said of those of which their
    customer heard, by id. Nothing is said anew that named a moment of its own: by now it may be over.
    """
    ids = [row.pk for row in late]
    before = _says_its_end(ended, late)
    if before is None or _named_a_moment(opened, before, ended) or not _may_be_confirmed(opened, ended):
        return False
    untold = _UNTOLD(opened.organisation_id, before.pk)
    if not letters.replace(opened, before):
        return False
    tells = [
        *(
            Tells(promise=one.promise_id, number=one.number, what=one.what)
            for one in untold
            if one.promise_id not in ids
        ),
        *(
            Tells(promise=row.pk, number=row.number, what="late" if row.pk in owed else "word")
            for row in late
        ),
    ]
    news = Letter(subject=before.subject, paragraphs=tuple(before.text.split("\n\n")))
    letters.queue(
        opened,
        before.kind,
        silence.told_late(letters.party(opened), news, list(owed.values())),
        tells=[*tells, *until_heard(opened, ended, but=[tell.promise for tell in tells])],
        needed_by=moments.soon(opened) if any(row.due <= opened.now for row in late) else None,
        upload=before.upload,
    )
    return True


def until_heard(opened: Matter, ended: Promise, *, but: Sequence[int]) -> list[Tells]:
    """The words that are promised of something that ended, also the one that is promised now: what says so gives them.

    Until then one lies ahead, so that it is tried again (guarantee 3); `but`: those that it gives already.
    """
    ahead = [row for row in opened.live() if row.due > opened.now and ended in tellings.subjects(row)]
    listed = ahead or [words.promise_next(opened, about=ended)]
    return [Tells(promise=row.pk, number=row.number, what="word") for row in listed if row.pk not in but]


def _says_its_end(ended: Promise, late: Sequence[Promise]) -> Message | None:
    """What has not left, was written as it ended or since, and tells of it, or of a word about it."""
    since = ended.ended_at or _reported(ended).at
    # That a word itself was given, as was reported of it, says nothing of what it is about.
    of_it = Q(promise=ended) | Q(promise__in=[row.pk for row in late], what__in=("word", "late"))
    told = Telling.objects.of(ended.organisation_id).filter(of_it, at=None).values("message")
    found = Message.objects.of(ended.organisation_id).filter(UNSAID, pk__in=told, at__gte=since)
    # A summary is confirmed as the letter that it was, and says what was agreed then.
    return found.exclude(kind__in=(*delivery.SAY_NO_END, "summary")).order_by("-id").first()


_UNTOLD = prepared.rows(
    lambda organisation, message: Telling.objects.of(organisation).filter(message=message, at=None)
)


def _named_a_moment(opened: Matter, message: Message, ended: Promise) -> bool:
    """Whether something was promised with it, but for a word that it gives itself, or typed words of it name a time.

    What it says was agreed of what ended is over with that.
    """
    told = Telling.objects.of(message.organisation_id).filter(message=message)
    made = Promise.objects.of(message.organisation_id).filter(case=message.case_id, made_at=message.at)
    typed = Remark.objects.of(message.organisation_id).filter(case=message.case_id, at=message.at)
    return (
        made.exclude(pk__in=told.filter(what="word").values("promise")).exists()
        or told.filter(what="agreed").exclude(promise=ended).exists()
        or any(language.names_a_time(one.text, opened.times.calendar) for one in typed)
    )


def _may_be_confirmed(opened: Matter, ended: Promise) -> bool:
    """Of what is reported, whether its customer still has the time to answer that the report names."""
    if ended.answer_by is None or ended.state != State.REPORTED:
        return True
    named = datetime.fromisoformat(_reported(ended).facts["answer_by"])
    return ended.answer_by == named and named > moments.soon(opened)


def _reported(row: Promise) -> Event:
    """That it is done, as its debtor said."""
    said = Event.objects.of(row.organisation_id).filter(promise=row.pk, kind="PromiseReported")
    return said.order_by("-id")[0]

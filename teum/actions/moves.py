"""The customer asks for another time, for an appointment or instead of one of ours; what is agreed stands meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from teum.actions import lateness, letters, matter, questions, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import awaited, counted_on, notice, revising, steps, unsaid
from teum.core import counter, digest, permissions, updates
from teum.core import promise as core
from teum.core import question as asking
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Debtor, State
from teum.core.question import Kind
from teum.core.window import Window
from teum.language import text as texts
from teum.language.notices import customer as notices
from teum.language.notices import move
from teum.language.notices import question as promised
from teum.models import Promise, Question
from teum.queries import rows, sentences, telling


def ask(*, promise_id: int, by: Actor, begins: Iterable[datetime], now: datetime) -> Question:
    """Ask for the same width of time from other moments on, one or several; a member records what the customer asked.

    For their own part as well, whose other time need not lie in our hours.
    The same once more is one question; other times are asked for instead of those that wait for an answer.

    Raises `NotPossible` where it is neither that nor an appointment of ours that is ahead and we ask for no other time,
    `TooManyTimes`, `AnswerNeeded`, `ChoiceNeeded`, `SameWindow`, `AlreadyProposed`, `OutsideHours`, the refusals of a
    window, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.ASK_QUESTION)
    with matter.of_promise(promise_id, by=by, now=now) as (opened, row):
        agreed, calendar = rows.promise(row), opened.times.calendar
        if agreed.debtor is Debtor.CUSTOMER:
            awaited.require_none(row)
        times = counter.named(begins, agreed=agreed, calendar=calendar, now=now)
        said = move.asked(
            what=", ".join(row.includes), times=times, agreed=agreed.window, party=letters.party(opened)
        )
        return questions.open_as(opened, said, about=row) or _ask(opened, row, said, times)


def _ask(opened: Matter, row: Promise, said: str, times: Sequence[Window]) -> Question:
    policy, calendar = opened.times.policy, opened.times.calendar
    word = updates.next_word(calendar=calendar, policy=policy, now=opened.now)
    before = _waiting(opened, row)
    question = questions.ask_us(
        opened,
        said,
        promised=promised.OURS[Kind.MOVE],
        kind=Kind.MOVE,
        about=row,
        due=counter.answer_by(times, agreed=rows.promise(row).window, next_word=word, now=opened.now),
        times=[counter.interval(named) for named in times],
    )
    for other in before:  # they ask for these times instead of those
        tellings.catch_up(opened, other)
        opened.let_go(other)
        notice.leave_out(opened, other)
    notice.tell_agreed(opened, question.promise)
    return question


def _waiting(opened: Matter, row: Promise) -> list[Promise]:
    """The promises of an answer to other times that were asked for before."""
    asked = Question.objects.of(opened.organisation_id).filter(
        about=row, kind=str(Kind.MOVE), promise__state="open"
    )
    ids = set(asked.values_list("promise", flat=True))
    return [promise for promise in opened.live() if promise.pk in ids]


@contextmanager
def _answered(
    question_id: int, *, by: Actor, seen: int | None, now: datetime
) -> Iterator[tuple[Matter, Question, Promise]]:
    """A question that asks for another time, to be answered by whoever may change the appointment."""
    with questions.of_question(question_id, by=by, now=now, seen=seen) as (opened, question):
        asked, row = question.promise, question.about
        if row is None or question.kind != Kind.MOVE:
            raise core.NotPossible(state=asked.state, operation="move")
        for changed in (asked, row):
            permissions.require(by, Act.CHANGE_PROMISE, owner_id=changed.owner_id)
        asking.require_answerable(State(asked.state), debtor=Debtor.PROVIDER, by_customer=False)
        counter.require_movable(rows.promise(row), now=now)
        row.case = opened.case
        tellings.catch_up(opened, row)
        yield opened, question, row


def accept(
    *, question_id: int, by: Actor, start: datetime, seen: int | None = None, now: datetime
) -> Promise:
    """A window that they asked for suits us: the appointment moves there, as agreed by both, and they are told.

    Raises `NotAsked`, `DuePast`, `NotPossible`, `AlreadyAnswered`, `Stale`, `NotAllowed`, `NoSuchThing`.
    """
    with _answered(question_id, by=by, seen=seen, now=now) as (opened, question, row):
        old, heard = rows.promise(row), telling.heard(row)
        window = counter.asked_for(start, rows.asked_times(question.times, row.zone), now=now)
        sealed = digest.of(question.asked.salt, question.asked.text)
        change = core.move_as_asked(old, window=window, asked=question.pk, digest=sealed, now=now)
        opened.apply(row, change)
        revising.keep_revision(opened, row, old.window, window, None, by="customer")
        party = letters.party(opened)
        said = move.said(move.YES, agreed=old.window, window=window, lang=party.lang, now=now)
        _, late = questions.give_in(opened, question, said)
        tasks.done(opened, promise=row, kinds=steps.ASKS)
        is_untold = notice.leave_out(opened, row)
        lateness.leave_out_late(opened, row)
        unsaid.say_better(opened, row)
        letter = move.moved(
            party=party,
            sentence=sentences.of_promise(row, opened.case, now=now),
            included=notices.included(row.includes, party) if is_untold else "",
            old=old.window,
            late=late,
        )
        until = counted_on.until(row, heard, now=now)
        letters.queue(
            opened,
            "revised",
            letter,
            tells=_tells(opened, question, row, counted_on.tells(row, heard, "revised", to=old.number)),
            needed_by=_soonest(until, old.window.due, window.start or window.due, now=now),
        )
        return row


def offer(
    *,
    question_id: int,
    by: Actor,
    due: datetime,
    start: datetime | None = None,
    reason: str = "",
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """Offer another time instead of those that they asked for: it is put to them, and what was agreed stands.

    Raises `SameWindow`, the refusals of a window, `NotPossible`, `AlreadyAnswered`, `Stale`, `NotAllowed`,
    `NoSuchThing`.
    """
    with _answered(question_id, by=by, seen=seen, now=now) as (opened, question, row):
        old, heard, said = rows.promise(row), telling.heard(row), texts.clean(reason)
        window = windows.of(due=due, start=start, zone=rows.zone(row.zone), now=now)
        letters.require_clear(opened, said, field="reason", told=[window], ended=row)
        remark = opened.remark("reason", said, promise_id=row.pk)
        change = core.propose(old, window=window, digest=digest.of(remark.salt, remark.text))
        opened.apply(row, change)
        revising.keep_revision(opened, row, old.window, window, remark, is_pending=True)
        unsaid.say_better(opened, row, kinds=("proposed",))
        party = letters.party(opened)
        answer = move.said(move.INSTEAD, agreed=old.window, window=window, lang=party.lang, now=now)
        _, late = questions.give_in(opened, question, answer)
        tasks.done(opened, promise=row, kinds=steps.ASKS)
        letter = move.offered(
            party=party,
            sentence=sentences.of_promise(row, opened.case, now=now, window=window),
            old=old.window,
            reason=said,
            late=late,
        )
        until = counted_on.until(row, heard, now=now)
        # What was agreed stands: the letter says so, and the clock goes on to watch it.
        before = counted_on.tells(row, heard, "revised", to=old.number - 1)
        stands = Tells(promise=row.pk, number=old.number, what="agreed")
        letters.queue(
            opened,
            "proposed",
            letter,
            tells=_tells(opened, question, row, [*before, stands]),
            needed_by=_soonest(until, old.window.due, window.due, now=now),
        )
        tasks.ask(opened, row.answerable, "call", due=until or old.window.due, promise=row)
        return row


def _soonest(*moments: datetime | None, now: datetime) -> datetime:
    """What they owe may be late already, and still move."""
    return min(at for at in moments if at and at > now)


def _tells(opened: Matter, question: Question, row: Promise, stands: Sequence[Tells]) -> list[Tells]:
    """One letter says how the appointment `stands`, and answers the question."""
    answer = question.promise
    answered = Tells(promise=answer.pk, number=answer.number, what="reported")
    return [*stands, answered, *words.about(opened, row), *words.about(opened, answer)]

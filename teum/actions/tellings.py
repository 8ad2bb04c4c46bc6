"""What the customer was told of a promise, what passed in silence, and the promises of a word that a word keeps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from teum.actions import bell, matter
from teum.actions.matter import Matter
from teum.core import delivery, events, finding, history, updates
from teum.core import promise as core
from teum.core.finding import Finding, Word
from teum.core.promise import FINAL, Heard, State
from teum.core.updates import Kind
from teum.models import Event, Message, Promise, Task, Telling, Timer, prepared
from teum.queries import hearing, ledger, rounds, rows
from teum.queries import telling as knowing

_TELLINGS = prepared.rows(
    lambda organisation, promise: (
        Telling.objects.of(organisation).filter(promise=promise).select_related("message")
    )
)


@prepared.rows
def _passed(organisation: int, promise: int, now: datetime) -> QuerySet[Timer]:
    due = Timer.objects.of(organisation).filter(promise=promise, kind=str(Kind.DUE))
    return due.filter(fire_at__lte=now).order_by("fire_at")


def words_about(row: Promise) -> tuple[Word, ...]:
    """What the customer was told, is being told, or was to be told by the clock, of a promise."""
    tellings = _TELLINGS(row.organisation_id, row.pk)
    is_asked = any(t.what in finding.TRUE_WORDS for t in tellings)
    since = knowing.counted_on_since(row) if is_asked else {}
    return tuple(
        Word(
            number=t.number,
            what=t.what,
            at=t.at,
            failed=t.at is None and t.message is not None and _is_given_up(t.message),
            written=t.message.at if t.message else None,
            is_over=_said_at(t) < since.get(t.number, _said_at(t)),
        )
        for t in tellings
        if t.at is not None
        or (
            t.message is not None and _was_tried(t.message, until=row.due if t.number == row.number else None)
        )
    )


def _said_at(one: Telling) -> datetime:
    at = one.message.at if one.message else one.at
    assert at is not None  # what no message tells was said
    return at


def _was_tried(message: Message, *, until: datetime | None) -> bool:
    """Whether it says so of itself, or is the clock's word, which it spoke in time though it could not leave.

    What a person took back before its time was no word: the clock was asked to speak again.
    """
    return message.state != "overtaken" or (message.kind == "holding" and _lasted(message, until=until))


def _lasted(message: Message, *, until: datetime | None) -> bool:
    """Whether no person stopped it until then: delivery found it over when it could have left, or the time passed."""
    facts = Event.objects.of(message.organisation_id).filter(case=message.case_id, kind="MessageOvertaken")
    return any(
        fact.facts["message"] == message.pk and (fact.actor == "clock" or (until and fact.at >= until))
        for fact in facts
    )


def _is_given_up(message: Message) -> bool:
    """Whether nobody tries any more to tell it: no carrier took it, a person let it be, or time has overtaken it."""
    return message.state in ("failed", "overtaken") or message.settled_at is not None


_MISSED = prepared.rows(
    lambda organisation, promise: Event.objects.of(organisation).filter(promise=promise, kind="PromiseMissed")
)


def miss(opened: Matter, row: Promise, *, number: int, found: Finding) -> None:
    """Record once that a due moment passed; a miss is never erased (guarantee 3), nor by an undo."""
    if any(event.facts["number"] == number for event in _MISSED(opened.organisation_id, row.pk)):
        return
    told = found is Finding.TOLD
    outage = None if told else "clock" if found is Finding.SILENT_CLOCK else "carrier"
    opened.record(events.PromiseMissed(number=number, told=told, outage=outage), promise=row.pk)


def is_a_miss_unheard(opened: Matter, row: Promise) -> bool:
    """Whether a window of it passed in silence, and nothing that was told since says so."""
    written = [event for event in opened.written if event.promise == row.pk and event.kind == "PromiseMissed"]
    missed = [*_MISSED(row.organisation_id, row.pk), *written]
    silent = [event for event in missed if not event.facts["told"]]
    heard = [word for word in words_about(row) if word.at] if silent else []
    return any(
        not any(word.at and word.at >= event.at and word.number >= event.facts["number"] for word in heard)
        for event in silent
    )


def catch_up(opened: Matter, row: Promise) -> None:
    """Record the due moments of this promise that passed before this act and that the clock has not seen."""
    for timer in _passed(opened.organisation_id, row.pk, opened.now):
        _look_back(opened, row, timer)
        prepared.delete(timer)


def catch_up_before_its_end(opened: Matter, row: Promise) -> None:
    """The same of what is about to end, and of the words that are promised of it: what would give them still stands."""
    for one in (row, *words_promised(opened, row)):
        catch_up(opened, one)


def look_again(opened: Matter, seen: Collection[tuple[int | None, int]]) -> None:
    """Leave to the clock each time that passed and that nobody has looked at, but for an act that is undone.

    `seen`: what that act found to have passed, each a promise and the number of its window.
    """
    for row in opened.live():
        missed = {event.facts["number"] for event in _MISSED(opened.organisation_id, row.pk)}
        is_seen = row.number in missed and (row.pk, row.number) not in seen
        if row.state == State.OPEN and row.due <= opened.now and not is_seen:
            watch(opened, row, number=row.number, due=row.due)


def look_no_more(opened: Matter, row: Promise, *, after: Heard) -> None:
    """A window that came and went between two words was never known to the customer: its end passes nothing."""
    if after.number is not None:
        unknown = Timer.objects.of(opened.organisation_id).filter(promise=row, kind=str(Kind.DUE))
        unknown.filter(number__gt=after.number, number__lt=row.number).delete()


def watch(opened: Matter, row: Promise, *, number: int, due: datetime) -> None:
    """The clock looks at the end of a window."""
    plan(opened, row, Kind.DUE, number=number, at=due)


def plan(opened: Matter, row: Promise, kind: Kind, *, number: int, at: datetime) -> None:
    """The clock does this of a window then, unless it is to do it already."""
    Timer.objects.of(opened.organisation_id).get_or_create(
        organisation_id=opened.organisation_id,
        promise=row,
        kind=str(kind),
        number=number,
        defaults={"case": opened.case, "fire_at": at},
    )
    bell.ring("clock", at=at, now=opened.now)


def untold(opened: Matter, message: int) -> None:
    """What it was to tell is untold: the clock speaks before each due where nobody does (guarantee 3).

    Unless something else that waits tells it. Where the clock has spoken of it before, the managers are asked first.
    """
    untold = Telling.objects.of(opened.organisation_id).filter(message=message, at=None)
    # What was agreed has kept no clock silent.
    for telling in untold.exclude(what="agreed").select_related("promise__about"):
        row = telling.promise
        is_watched = finding.is_watched(rows.promise(row), number=telling.number, now=opened.now)
        if not is_watched or _waits_to_be_told(telling):
            continue
        times = opened.times_of(row)
        hold_at = updates.last_call(row.due, times=times, now=opened.now)
        plan(opened, row, Kind.HOLD, number=row.number, at=hold_at)
        if rounds.reckoned(row) > 1 and not _were_asked(row):
            at = updates.manager_before(row.due, hold_at, times=times, now=opened.now)
            plan(opened, row, Kind.MANAGER, number=row.number, at=at)


def _waits_to_be_told(telling: Telling) -> bool:
    """Whether another letter that waits tells the same."""
    same = Telling.objects.of(telling.organisation_id).filter(
        promise=telling.promise_id, number=telling.number, what__in=finding.TRUE_WORDS, at=None
    )
    waiting = same.filter(message__isnull=False, message__settled_at=None)
    return waiting.exclude(message__state="overtaken").exclude(message=telling.message_id).exists()


def _were_asked(row: Promise) -> bool:
    """Whether the managers were asked about the window that stands."""
    asked = Event.objects.of(row.organisation_id).filter(promise=row.pk, kind="ManagerAsked")
    return any(event.facts["number"] == row.number for event in asked)


def _look_back(opened: Matter, row: Promise, timer: Timer) -> None:
    value = rows.promise(row)
    found = finding.at_due(value, number=timer.number, due=timer.fire_at, words=words_about(row))
    is_kept = found is Finding.TOLD and finding.word_is_kept(value)
    if found is not Finding.MOOT and not is_kept:
        miss(opened, row, number=timer.number, found=found)


DONE = (State.REPORTED, State.KEPT)


def words_since(opened: Matter, telling: Sequence[Telling]) -> list[Telling]:
    """The words that were promised since this was written: who hears now that it is done hears them with it."""
    done = {
        one.promise_id
        for one in telling
        if one.what == "reported" and one.promise.state in DONE and one.promise.number == one.number
    }
    # What was written before something ended does not say so, though it gave the word of it.
    written = telling[0].message.at if telling and telling[0].message else opened.now
    found = [ended(one.promise) for one in telling if one.what in ("word", "late")]
    done |= {one.pk for one in found if one and one.ended_at and one.ended_at <= written}
    if not done:
        return []
    told = {one.promise_id for one in telling}
    return [
        Telling.objects.of(opened.organisation_id).create(
            promise=word, number=word.number, what="word", message_id=telling[0].message_id
        )
        for word in opened.live()
        if word.pk not in told and any(subject.pk in done for subject in subjects(word))
    ]


def ended(word: Promise) -> Promise | None:
    """What has ended of what a promised word is about, or is done as we have reported; a given word ended nothing."""
    over = (State.REPORTED, *FINAL)
    return next((one for one in subjects(word) if one.state in over and not matter.is_update(one)), None)


def subjects(row: Promise) -> list[Promise]:
    """What a promised word is about, and what that is about where it is one of a word as well."""
    listed, about = [], row.about if matter.is_update(row) else None
    while about is not None:
        listed.append(about)
        about = about.about if matter.is_update(about) else None
    return listed


def keep(opened: Matter, row: Promise) -> None:
    """The customer has heard how this one ended: the promises of a word about it are kept, and of one about those."""
    for update in words_promised(opened, row):
        catch_up(opened, update)
        opened.apply(update, core.confirm(rows.promise(update), by="word", now=opened.now))


def words_promised(opened: Matter, row: Promise) -> list[Promise]:
    """The live promises of a word about this one, and of one about those."""
    return [update for update in opened.live() if any(one.pk == row.pk for one in subjects(update))]


def is_overtaken(message: Message, *, now: datetime) -> bool:
    """Whether nothing that a message tells is true any more; a manager's letter tells that the clock spoke."""
    if message.kind in delivery.ASKING:
        return _is_asked_in_vain(message, now)
    words = [message]
    if message.kind == "manager" and message.case_id:
        words = _spoken(message.organisation_id, message.case_id, message.at)
    return bool(words) and all(_is_overtaken(word, now) for word in words)


def _is_asked_in_vain(letter: Message, now: datetime) -> bool:
    """Whether nothing is left to do of what one of ours is asked: it was answered, done, or its time is another."""
    if letter.case_id is None or letter.member_id is None:
        return False
    facts = _asked(letter.organisation_id, letter.case_id, letter.at)
    about = next((fact.promise for fact in facts if fact.facts.get("message") == letter.pk), None)
    number = next((fact.facts["number"] for fact in facts if fact.promise == about and fact.kind in ASKED), 0)
    if about is None:
        return False
    row = _PROMISE.first(letter.organisation_id, about)
    if row is None or not finding.is_watched(rows.promise(row), number=number, now=now):
        return True  # also where it was undone, and is there for nobody
    return letter.kind == "ask" and not _ASKS(letter.organisation_id, about, letter.member_id)


ASKED = ("OwnerReminded", "OwnerAsked", "ManagerAsked")
"""The facts with which a letter that asks is written."""


@prepared.rows
def _asked(organisation: int, case: int, at: datetime) -> QuerySet[Event]:
    """What was recorded with a letter that asks."""
    return Event.objects.of(organisation).filter(case=case, at=at, kind__in=(*ASKED, "MessageQueued"))


_PROMISE = prepared.rows(lambda organisation, promise: Promise.objects.of(organisation).filter(pk=promise))
_ASKS = prepared.column(
    lambda organisation, promise, member: (
        Task.objects.of(organisation)
        .filter(promise=promise, member=member, kind="ask", done_at=None)
        .values_list("pk", flat=True)[:1]
    )
)


@prepared.rows
def _spoken(organisation: int, case: int, at: datetime) -> QuerySet[Message]:
    """The clock's words of which a manager's letter tells: they were written with it."""
    return Message.objects.of(organisation).filter(case=case, at=at, kind__in=("holding", "late"))


_TOLD = prepared.rows(
    lambda organisation, message: (
        Telling.objects.of(organisation).filter(message=message).select_related("promise")
    )
)


def _is_overtaken(word: Message, now: datetime) -> bool:
    is_on_its_way = word.told_at is None or hearing.came_back(word)
    if word.state == "overtaken" or not is_on_its_way:
        return word.state == "overtaken"
    tellings = _TOLD(word.organisation_id, word.pk)
    told = [(rows.promise(one.promise), one.number) for one in tellings]
    # What came back once it was late was said in time, and nobody else says when the next word comes.
    if delivery.is_overtaken(word.kind, told, now=word.told_at or now):
        return True
    news = [rows.promise(one.promise) for one in tellings if one.what != "word"]
    # A promised word ends with its matter, and that it was late may be heard by nobody yet.
    return delivery.has_ended(word.kind, news) and not hearing.is_owed(word)


def comes_late(opened: Matter, row: Promise) -> bool:
    """Whether a time that the customer counted on was over, and nobody had told them otherwise, as this reached them.

    A move that they never heard of leaves them counting on the time before it.
    """
    windows = history.open_windows(ledger.of_promise(opened.organisation_id, row.pk))
    words = words_about(row)
    over = {number: due for number, due in windows.items() if due <= opened.now}
    untold = [
        number for number, due in over.items() if not finding.told_before(due, number=number, words=words)
    ]
    return bool(untold) if windows else opened.now >= row.due

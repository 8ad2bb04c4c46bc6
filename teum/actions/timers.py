"""Time passed: what a timer finds and does. The clock fires them; an act finds what passed before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from teum.actions import asks, closings, lateness, letters, matter, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import choices, steps
from teum.core import actor, events, finding, updates
from teum.core import promise as core
from teum.core.case import After
from teum.core.finding import Finding
from teum.core.promise import Debtor, State
from teum.core.updates import Kind
from teum.language.notices import customer as notices
from teum.language.notices import overdue
from teum.models import Case, Promise, Telling, Timer, prepared
from teum.models import Event as EventRow
from teum.queries import holding, offers, receipts, rows, their_part, upload_view

_TIMER = prepared.rows(lambda timer: Timer.objects.everywhere().filter(pk=timer))
_FREE_CASE = prepared.rows(
    lambda organisation, case: (
        Case.objects.of(organisation)
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("organisation", "customer", "owner")
        .filter(pk=case)
    )
)
_PROMISE = prepared.rows(
    lambda organisation, promise: (
        Promise.objects.of(organisation)
        .select_related("owner", "answerable", "about", "about__owner", "about__answerable")
        .filter(pk=promise)
    )
)


def fire(found: Timer, *, now: datetime) -> str | None:
    """Fire one timer in one transaction: its kind, or None where it is gone or another clock holds its case.

    The case is locked before the timer that was found is read again, in the order in which every act locks.
    """
    with transaction.atomic():
        case = _FREE_CASE.first(found.organisation_id, found.case_id)
        timer = _TIMER.first(found.pk)
        if case is None or timer is None or timer.fire_at > now:
            return None
        opened = Matter(case=case, by=actor.clock(case.organisation_id), now=now)
        row = _promise(timer)
        row.case = case
        prepared.delete(timer)
        act(opened, row, kind=Kind(timer.kind), number=timer.number, fire_at=timer.fire_at)
        matter.finish(opened)
        return timer.kind


def _promise(timer: Timer) -> Promise:
    (row,) = _PROMISE(timer.organisation_id, timer.promise_id)
    return row


ASKED = {Kind.OWNER: asks.remind_owner, Kind.MANAGER: asks.ask_managers, Kind.ASK: asks.ask_owner}


def act(opened: Matter, row: Promise, *, kind: Kind, number: int, fire_at: datetime) -> None:
    """Ask the core what is still right at this moment, and do it."""
    value = rows.promise(row)
    is_ahead = value.state is State.OPEN and value.number == number and opened.now < value.window.due
    match kind:
        case Kind.OWNER | Kind.MANAGER | Kind.ASK if is_ahead and not words.is_said(opened, row):
            ASKED[kind](opened, row)
        case Kind.HOLD:
            at_hold(opened, row, number=number)
        case Kind.DUE:
            at_due(opened, row, number=number, due=fire_at)
        case Kind.REMIND if value.is_live and opened.now < value.next_at:
            remind(opened, row)
        case Kind.REMIND if value.state in (State.OFFERED, State.WAITING):
            give_time(opened, row)
        case Kind.AGAIN if value.state is State.OPEN and value.number == number:
            remind_again(opened, row)
        case Kind.LAPSE if value.state in (State.OFFERED, State.WAITING):
            lapse(opened, row)
        case Kind.CONFIRM if value.state is State.REPORTED:
            confirm(opened, row)


def at_hold(opened: Matter, row: Promise, *, number: int) -> None:
    """Speak for someone, in one message for all of the case that the clock must speak of in this pass."""
    if not _must_hold(opened, row, number=number):
        return
    others = [
        other
        for other, timer in _others_due(opened, row, Kind.HOLD)
        if _must_hold(opened, other, number=timer.number)
    ]
    words.hold(opened, row, *others)


def _must_hold(opened: Matter, row: Promise, *, number: int) -> bool:
    if words.is_said(opened, row):
        return False  # a letter that waits says so: that there is no answer yet is not true
    found = finding.at_hold(rows.promise(row), number=number, words=tellings.words_about(row), now=opened.now)
    return found is Finding.HOLD


def at_due(opened: Matter, row: Promise, *, number: int, due: datetime) -> None:
    """A due moment passed: record what the customer knew of it (guarantee 3); a miss is never erased.

    After an outage several of a case passed in silence: the customer gets one message that says all.
    """
    if not _passed_in_silence(opened, row, number=number, due=due):
        return
    others = [
        other
        for other, timer in _others_due(opened, row, Kind.DUE)
        if _passed_in_silence(opened, other, number=timer.number, due=timer.fire_at)
    ]
    lateness.late(opened, row, *others)


def _others_due(opened: Matter, row: Promise, kind: Kind) -> Iterator[tuple[Promise, Timer]]:
    """The other promises of the case for which such a timer is due as well, the earliest first; it has fired then."""
    due = _ALSO_DUE(opened.organisation_id, opened.case.pk, str(kind), row.pk, opened.now)
    for timer in sorted(due, key=lambda timer: (timer.fire_at, timer.pk)):
        other = _promise(timer)
        other.case = opened.case
        prepared.delete(timer)
        yield other, timer


def _also_due(organisation: int, case: int, kind: str, promise: int, now: datetime) -> QuerySet[Timer]:
    theirs = Promise.objects.of(organisation).filter(case=case)
    timers = Timer.objects.of(organisation).filter(promise__in=theirs, kind=kind)
    return timers.exclude(promise=promise).filter(fire_at__lte=now)


_ALSO_DUE = prepared.rows(_also_due)


def _passed_in_silence(opened: Matter, row: Promise, *, number: int, due: datetime) -> bool:
    """Record what the moment finds; whether the customer has to be told now what they were not told in time."""
    value = rows.promise(row)
    words_ = tellings.words_about(row)
    found = finding.at_due(value, number=number, due=due, words=words_)
    if found is Finding.MOOT:
        return False
    if value.debtor is Debtor.CUSTOMER:
        customer_owes(opened, row)
        return False
    if finding.word_is_kept(value) and found is Finding.TOLD:
        told_at = finding.told_before(due, number=number, words=words_)
        opened.apply(row, core.confirm(value, by="word", now=told_at or due))
        go_on(opened)
        return False
    tellings.miss(opened, row, number=number, found=found)
    if found is Finding.TOLD:
        keep_in_touch(opened, row)
        return False
    return value.number == number


def keep_in_touch(opened: Matter, row: Promise) -> None:
    """What is late goes on with a word to come, where nothing else of the case lies ahead (guarantee 2)."""
    if all(rows.promise(other).next_at <= opened.now for other in opened.live()):
        words.promise_next(opened, about=row)


def customer_owes(opened: Matter, row: Promise) -> None:
    """The customer's own promise is past due: a miss, and a named person asks them kindly; or their case is closed."""
    if matter.is_announcement(row):
        closings.at_due(opened, row)
        return
    tellings.miss(opened, row, number=row.number, found=Finding.TOLD)
    if not their_part.said_done(row):  # then it is ours to look whether it came
        tasks.ask(opened, row.owner, "call", due=opened.now + timedelta(hours=4), promise=row)
    keep_in_touch(opened, row)


def remind(opened: Matter, row: Promise) -> None:
    """Remind the customer of what we wait for; an offer for which they named another time waits for us."""
    if matter.is_announcement(row):
        closings.remind(opened, row)
        return
    if not _is_awaited(row):
        return
    is_offer = row.state == State.OFFERED
    what = row.what if is_offer else row.condition or row.what
    due = rows.promise(row).next_at.astimezone(rows.zone(row.zone))
    starts = row.what if row.state == State.WAITING else ""
    is_theirs = row.state == State.OPEN and row.debtor == Debtor.CUSTOMER
    more = receipts.reminding(row, opened.case.customer.language) if is_theirs else ()
    letter = notices.reminder(
        party=letters.party(opened), what=what, due=due, is_offer=is_offer, starts=starts, more=more
    )
    letters.queue(
        opened,
        "reminder",
        letter,
        tells=[Tells(promise=row.pk, number=row.number, what="reminder")],
        needed_by=due,
    )


def _is_awaited(row: Promise) -> bool:
    """Whether we wait for them, and nothing else reminds them of it."""
    if row.state == State.OFFERED and offers.countered([row]):
        return False
    if row.state == State.WAITING and upload_view.asked_for(row):
        return False  # what asks for the document reminds of it, and once it came nothing is awaited
    return not their_part.said_done(row)


def give_time(opened: Matter, row: Promise) -> None:
    """No clock ran when they were to be reminded, and its time is over: it begins anew, and they are told until when.

    Not past what hangs on it. Where no time is left before that, it lapses.
    """
    is_offer = row.state == State.OFFERED
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    if is_offer or not row.term:
        until = min(until, row.due)
    if until <= opened.now + updates.LEAST_GAP or not _is_awaited(row):
        return
    opened.record(events.AnswerAwaited(answer_by=until, unreminded=True), promise=row.pk)
    field = "answer_by" if is_offer else "condition_due"
    setattr(row, field, until)
    row.save(update_fields=[field])
    opened.plan(row)
    Timer.objects.of(opened.organisation_id).filter(promise=row, kind=str(Kind.REMIND)).delete()
    remind(opened, row)  # now, in the place of the day before


def remind_again(opened: Matter, row: Promise) -> None:
    """Remind the customer once of what did not come by its time, unless they said that it is done, we have spoken of it
    since, or a word about it is promised, which says it.
    """
    spoken = any(word.what == "call" and word.at and word.at >= row.due for word in tellings.words_about(row))
    if spoken or their_part.said_done(row) or words.about(opened, row):
        return
    letter = overdue.reminder(party=letters.party(opened), owed=holding.overdue(row))
    tells = [Tells(promise=row.pk, number=row.number, what="reminder")]
    letters.queue(opened, "reminder", letter, tells=tells)


def lapse(opened: Matter, row: Promise) -> None:
    """An offer or a condition was not answered in its time; the case closes or gets its next update.

    Where what it waited for is a document, and that came, it starts. Where it did not come and nothing else is open,
    the customer is told on which date the case is closed, and it goes on until then.

    Where it was we who did not answer, the customer is told so, and when they hear from us.
    """
    if row.state == State.WAITING and upload_view.came_for(row):
        steps.start_in(opened, row)  # they did their part in time, and nobody has said otherwise
        return
    had_to_come = row.state == State.WAITING
    is_ours = row.state == State.OFFERED and bool(offers.countered([row]))
    opened.apply(row, core.lapse(rows.promise(row)))
    choices.ask_no_more(opened, row)
    if is_ours:
        words.unanswered(opened, row)
    elif had_to_come and not opened.open_ends() and not any(map(matter.is_announcement, opened.live())):
        closings.announce_lapsed(opened, row)
    else:
        go_on(opened)


def go_on(opened: Matter) -> None:
    """Hold guarantee 2 where nobody is there to ask: close without open ends, else promise the next word."""
    after = opened.settle_next_step(wants_close=False, has_next=False, why="lapsed", asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)


def after_a_word(opened: Matter) -> None:
    """A word that was told keeps its promise: the case goes on where something of it is late, or closes."""
    if opened.case.state != "open":
        return
    live = opened.live()
    if live:
        keep_in_touch(opened, min(live, key=matter.is_update))
    else:
        go_on(opened)


def confirm(opened: Matter, row: Promise) -> None:
    """The stated time passed without a word: it counts as kept, if the customer was told of that time."""
    reported = (
        EventRow.objects.of(opened.organisation_id).filter(promise=row.pk, kind="PromiseReported").last()
    )
    told = Telling.objects.of(opened.organisation_id).filter(
        promise=row,
        what="reported",
        at__lt=row.answer_by,
        message__at__gte=reported.at if reported else opened.now,
    )
    value = rows.promise(row)
    if not told.exists():
        _ask_again(opened, row)
        return
    opened.apply(row, core.confirm(value, by="time", now=opened.now))
    tellings.keep(opened, row)
    go_on(opened)


def _ask_again(opened: Matter, row: Promise) -> None:
    """They were not told that silence would count: somebody asks them, and the time starts again."""
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    tasks.ask(opened, row.owner, "call", due=until, promise=row)
    opened.record(events.AnswerAwaited(answer_by=until), promise=row.pk)
    row.answer_by = until
    row.save(update_fields=["answer_by"])
    opened.plan(row)

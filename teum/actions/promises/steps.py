"""What the debtor's side does with a promise: revise, report, withdraw, delegate, a condition met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.actions import asks, findings, lateness, letters, matter, tasks, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import arrival, awaited, choices, counted_on, making, notice, unsaid
from teum.actions.promises.making import Draft
from teum.core import closing, digest, permissions, updates
from teum.core import promise as core
from teum.core import term as terms
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.case import After
from teum.core.permissions import Act
from teum.core.promise import Debtor
from teum.core.window import Window
from teum.language import text
from teum.language.notices import customer as notices
from teum.models import Member, Promise
from teum.queries import rows, telling

ASKS = ("ask", "told", "call", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What comes after an act that ends a promise: another promise, a word by a moment, or the case closes."""

    promise: Draft | None = None
    word_by: datetime | None = None
    close: bool = False


GOES_ON = Next()


def told_with(opened: Matter, after: Next) -> list[Window]:
    """The windows that an act tells together with its words: that of what comes next."""
    calendar, due, start = opened.times.calendar, after.word_by, None
    if after.promise:
        said = findings.read(
            after.promise.body,
            debtor=after.promise.debtor,
            calendar=calendar,
            now=opened.now,
            words=opened.words,
        )
        whole = making.filled(after.promise, said.commitments)
        due, start = whole.due, whole.start
    return [windows.of(due=due, start=start, zone=calendar.zone, now=opened.now)] if due else []


def report(
    *,
    promise_id: int,
    by: Actor,
    note: str = "",
    after: Next = GOES_ON,
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """The owner reports it done; the customer is told, and until when their word is awaited (A9)."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        tellings.catch_up(opened, row)
        awaited.require_none(row)
        note = text.clean(note)
        letters.require_clear(opened, note, field="note", told=told_with(opened, after), ended=row)
        if note:
            opened.remark("report", note, promise_id=row.pk)
        policy, calendar = opened.times.policy, opened.times.calendar
        until = updates.answer_by(calendar=calendar, policy=policy, now=now)
        heard = telling.heard(row)
        tasks.done(opened, promise=row, kinds=ASKS)
        if row.debtor != Debtor.PROVIDER:
            return received(opened, row, after=after, until=until)
        opened.apply(row, core.report(rows.promise(row), answer_by=until, now=now))
        choices.ask_no_more(opened, row)
        notice.leave_out(opened, row)
        moved = unsaid.moved_before(opened, row, heard)
        letter = notices.reported(
            party=letters.party(opened),
            what=row.what,
            includes=row.includes,
            note=note,
            answer_by=until,
            late=lateness.silent(opened, row),
            moved=moved,
        )
        done = Tells(promise=row.pk, number=row.number, what="reported")
        former = counted_on.tells(row, heard, "revised", to=row.number - 1) if moved else ()
        tells = [done, *former, *words.about(opened, row)]
        letters.queue(opened, "reported", letter, tells=tells, needed_by=until)
        follow(opened, after)
        return row


def received(opened: Matter, row: Promise, *, after: Next, until: datetime, is_told: bool = False) -> Promise:
    """What others owed arrived; `is_told`: whoever calls this tells the customer, and keeps the words about it."""
    choices.ask_no_more(opened, row)
    opened.apply(row, core.receive(rows.promise(row), answer_by=until, now=opened.now))
    notice.leave_out(opened, row)
    notice.answered(opened, row)
    late = lateness.silent(opened, row)
    said = [] if is_told and not late else words.about(opened, row)
    if late:
        said.insert(0, Tells(promise=row.pk, number=row.number, what="late"))
    arrival.confirm(opened, row, about=said, late=late)
    follow(opened, after)
    return row


def withdraw(
    *,
    promise_id: int,
    by: Actor,
    disclosure: str,
    after: Next = GOES_ON,
    seen: int | None = None,
    now: datetime,
) -> Promise:
    """Take a promise back, with words for the customer; the case needs its next step or closes."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        closing.require_no_announcement(rows.promise(row), "withdraw")
        awaited.require_no_signature(row)
        tellings.catch_up_before_its_end(opened, row)
        disclosure = text.clean(disclosure)
        letters.require_clear(
            opened, disclosure, field="disclosure", told=told_with(opened, after), ended=row
        )
        remark = opened.remark("disclosure", disclosure, promise_id=row.pk)
        due, number, heard = row.due, row.number, telling.heard(row)
        change = core.withdraw(
            rows.promise(row), disclosure=disclosure, digest=digest.of(remark.salt, remark.text)
        )
        opened.apply(row, change)
        choices.ask_no_more(opened, row)
        is_untold = notice.leave_out(opened, row)
        lateness.leave_out_late(opened, row)
        unsaid.say_better(opened, row)
        tasks.done(opened, promise=row, kinds=ASKS)
        letter = notices.withdrawn(party=letters.party(opened), what=row.what, disclosure=disclosure)
        tells = [*counted_on.tells(row, heard, "withdrawn", to=number), *words.about(opened, row)]
        by_when = counted_on.until(row, heard, now=now) or due
        letters.queue(opened, "withdrawn", letter, tells=tells, needed_by=by_when, is_bad_news=not is_untold)
        tellings.keep(opened, row)
        follow(opened, after)
        return row


def delegate(*, promise_id: int, by: Actor, owner: int, seen: int | None = None, now: datetime) -> Promise:
    """Give a promise to another member; who faces the customer stays answerable."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        heir = Member.objects.of(by.organisation_id).filter(pk=owner, is_active=True).first()
        if heir is None:
            raise NoSuchThing(owner=str(owner))
        before = row.owner
        opened.apply(row, core.delegate(rows.promise(row), owner=heir.pk))
        row.owner = heir
        asks.ask_heir(opened, row, before=before)
        notice.write_anew(opened, row)
        return row


def meet_condition(
    *, promise_id: int, by: Actor, note: str = "", seen: int | None = None, now: datetime
) -> Promise:
    """What had to come first came: the promise opens, and its window starts; the customer is told it."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        if note:
            opened.remark("report", text.clean(note), promise_id=row.pk)
        start_in(opened, row)
        return row


def start_in(opened: Matter, row: Promise) -> None:
    """What had to come first came, as part of an act; where the clock finds its window over, it gets the next one."""
    old = rows.promise(row)
    window = old.window
    if old.condition and old.condition.term:
        due = terms.due_after(old.condition.term, calendar=opened.times.calendar, now=opened.now)
        window = Window(due=due.astimezone(rows.zone(row.zone)))
    elif opened.by.kind == "clock" and window.is_over(opened.now):
        window = next_window(opened, row)
    opened.apply(row, core.meet_condition(old, window=window, now=opened.now))
    tasks.done(opened, promise=row, kinds=("came", "call"))
    arrival.begun(opened, row)
    notice.tell_agreed(opened, row)


def next_window(opened: Matter, row: Promise) -> Window:
    """The one that a promise gets whose own is over as it opens, and for which nobody named another."""
    policy, calendar = opened.times.policy, opened.times.calendar
    due = updates.next_word(calendar=calendar, policy=policy, now=opened.now)
    return Window(due=due.astimezone(rows.zone(row.zone)))


def follow(opened: Matter, after: Next) -> None:
    """Hold guarantee 2: record the next promise, close, make an update where nobody can be asked, or refuse."""
    row = None
    if after.promise:
        row = making.make_in(opened, after.promise)
    elif after.word_by:
        row = words.promise_next(opened, due=after.word_by)
    if row:
        notice.tell_agreed(opened, row)
    outcome = opened.settle_next_step(wants_close=after.close, has_next=row is not None)
    if outcome is After.NEEDS_UPDATE:
        words.promise_next(opened)

"""Our own people are reminded and asked before the clock speaks, and answer: on track, or send the word now."""

from datetime import datetime

from teum.actions import letters, matter, tasks, tellings, words
from teum.actions.matter import Matter
from teum.core import envelope, events, finding, permissions, reach, updates
from teum.core import promise as core
from teum.core.actor import Actor
from teum.core.finding import Finding
from teum.core.permissions import Act
from teum.core.promise import State
from teum.core.updates import Kind
from teum.language.notices import first_contacts, staff
from teum.models import Event, Member, Message, Promise, Task, Timer, prepared
from teum.queries import holding, members, rounds, rows
from teum.queries import reader as people

_SPEAKS_AT = prepared.column(
    lambda organisation, promise, number: (
        Timer.objects.of(organisation)
        .filter(promise=promise, kind=str(Kind.HOLD), number=number)
        .values_list("fire_at", flat=True)
    )
)
_ASKED_MANAGERS = prepared.rows(
    lambda organisation, promise: Event.objects.of(organisation).filter(promise=promise, kind="ManagerAsked")
)


def remind_owner(opened: Matter, row: Promise) -> None:
    """A mail on the morning of the day, where the policy wants one; who is alone gets the ask and nothing else."""
    if people.is_alone(opened.organisation_id) or _has_just_heard(opened, row):
        return
    opened.record(events.OwnerReminded(number=row.number, member=row.owner_id), promise=row.pk)
    letter = staff.reminder(
        party=letters.party(opened, row.owner.language),
        person=letters.person(row.owner),
        customer=opened.case.customer.name,
        what=row.what,
        window=rows.window(row.due, row.start, row.zone),
        about=_about(opened, row),
    )
    letters.queue_to_member(opened, row.owner, "remind", letter, about=row)


def tell_of_inquiry(opened: Matter, row: Promise, *, wrote: str) -> None:
    """A mail at once to whoever answers somebody new, with what they wrote and what they were promised."""
    letter = staff.inquiry(
        party=letters.party(opened, row.owner.language),
        person=letters.person(row.owner),
        customer=opened.case.customer.name,
        what=row.what,
        window=rows.window(row.due, row.start, row.zone),
        title=opened.case.title,
        wrote=wrote,
    )
    letters.queue_to_member(opened, row.owner, "remind", letter, about=row)


def _has_just_heard(opened: Matter, row: Promise) -> bool:
    """Whether they were told of it today: that somebody new turned to us."""
    told = Message.objects.of(opened.organisation_id).filter(
        case=opened.case, kind="remind", member=row.owner
    )
    day = envelope.day_of(opened.now, rows.zone(row.zone))
    return first_contacts.is_one(row.body) and told.filter(at__gte=day).exists()


def ask_managers(opened: Matter, row: Promise) -> None:
    """From the second time in a row a manager is asked before the owner, early enough to act (guarantee 3)."""
    hold_at = _speaks_at(opened, row)
    if hold_at is None:
        return
    for manager in members.managers(opened.organisation_id, but=row.owner_id):
        if tasks.ask(opened, manager, "ask", due=row.due, promise=row) is None:
            continue
        opened.record(events.ManagerAsked(number=row.number, member=manager.pk), promise=row.pk)
        letter = staff.ask_manager(
            party=letters.party(opened, manager.language),
            person=letters.person(row.owner),
            customer=opened.case.customer.name,
            what=row.what,
            window=rows.window(row.due, row.start, row.zone),
            hold_at=hold_at,
            about=_about(opened, row),
            round_=rounds.reckoned(row),
            draft=_draft(opened, row, hold_at),
        )
        letters.queue_to_member(opened, manager, "ask", letter, about=row)


def _were_managers_asked(row: Promise) -> bool:
    asked = _ASKED_MANAGERS(row.organisation_id, row.pk)
    return any(fact.facts["number"] == row.number for fact in asked)


def ask_owner(opened: Matter, row: Promise, *, again: bool = False) -> None:
    """Ask the owner to confirm or revise; they see what would go out, and whom they could call instead.

    Where the clock has spoken in the same matter since this was planned, the managers are asked at the latest now.
    `again`: also where they have answered before, as a manager who was asked of another's promise.
    """
    if not row.round and rounds.reckoned(row) > 1 and not _were_managers_asked(row):
        ask_managers(opened, row)
    hold_at = _speaks_at(opened, row)
    if hold_at is None:
        return
    if tasks.ask(opened, row.owner, "ask", due=row.due, promise=row, again=again) is None:
        return
    opened.record(events.OwnerAsked(number=row.number, member=row.owner_id), promise=row.pk)
    letter = staff.ask(
        party=letters.party(opened, row.owner.language),
        person=letters.person(row.owner),
        customer=opened.case.customer.name,
        what=row.what,
        window=rows.window(row.due, row.start, row.zone),
        hold_at=hold_at,
        about=_about(opened, row),
        phone=next((point.address for point in opened.contacts if point.channel in reach.NUMBERS), ""),
        draft=_draft(opened, row, hold_at),
    )
    letters.queue_to_member(opened, row.owner, "ask", letter, about=row)


def ask_heir(opened: Matter, row: Promise, *, before: Member) -> None:
    """Whoever takes it over is asked what its owner `before` was asked, and has not answered."""
    asked = Task.objects.of(opened.organisation_id).filter(
        promise=row, member=before, kind="ask", done_at=None
    )
    is_watched = finding.is_watched(rows.promise(row), number=row.number, now=opened.now)
    if is_watched and not words.is_said(opened, row) and asked.update(done_at=opened.now):
        ask_owner(opened, row, again=True)
    for task in asked.all():
        tasks.pass_on(task, row.owner, now=opened.now)


def _speaks_at(opened: Matter, row: Promise) -> datetime | None:
    """When the clock would speak; None where it was away and speaks in this very pass: nothing is left to ask."""
    at = _SPEAKS_AT.first(opened.organisation_id, row.pk, row.number) or updates.holding_at(
        row.due, times=opened.times_of(row), now=opened.now
    )
    return at.astimezone(rows.zone(row.zone)) if at > opened.now else None


def _draft(opened: Matter, row: Promise, hold_at: datetime) -> str:
    """The words that the customer would get."""
    following = words.next_due(opened, row, at=hold_at)
    return holding.letter(row, next_due=following, round_=rounds.reckoned(row), now=opened.now).text


def _about(opened: Matter, row: Promise) -> str:
    """What a promised word is about, which it does not say itself: the deed, or the matter."""
    if not matter.is_update(row):
        return ""
    return row.about.what if row.about and not matter.is_update(row.about) else opened.case.title


# ── what they answer ──


def on_track(*, promise_id: int, by: Actor, seen: int | None = None, now: datetime) -> Promise:
    """The owner says that it will be kept: the clock waits as long as it can, and speaks if it is not (guarantee 3)."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        _require_open(row, "on_track", now=now)
        hold_at = updates.last_call(row.due, times=opened.times_of(row), now=now)
        waiting = Timer.objects.of(by.organisation_id).filter(
            promise=row, kind=str(Kind.HOLD), number=row.number, fire_at__lt=hold_at
        )
        waiting.update(fire_at=hold_at)
        opened.record(events.OwnerConfirmed(number=row.number, hold_at=hold_at), promise=row.pk)
        tasks.done(opened, promise=row, kinds=("ask",))
        return row


def send_now(*, promise_id: int, by: Actor, seen: int | None = None, now: datetime) -> Message:
    """The owner sends the holding update now, in place of the clock. Raises `NotPossible` where it was sent."""
    with matter.of_promise(promise_id, by=by, now=now, seen=seen) as (opened, row):
        permissions.require(by, Act.CHANGE_PROMISE, owner_id=row.owner_id)
        _require_open(row, "send_now", now=now)
        found = finding.at_hold(
            rows.promise(row), number=row.number, words=tellings.words_about(row), now=now
        )
        if found is not Finding.HOLD or words.is_said(opened, row):
            raise core.NotPossible(state=row.state, operation="send_now")
        return words.hold(opened, row)


def _require_open(row: Promise, operation: str, *, now: datetime) -> None:
    if row.state != State.OPEN or row.due <= now:
        raise core.NotPossible(state=row.state, operation=operation)

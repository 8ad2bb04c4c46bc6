"""What stands on people's days: put there once, and taken off when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from teum.actions.matter import Matter
from teum.models import Member, Message, Promise, Task, prepared
from teum.queries import day_item, members


def ask(
    matter: Matter,
    member: Member,
    kind: str,
    *,
    due: datetime,
    promise: Promise | None = None,
    message: Message | None = None,
    again: bool = False,
) -> Task | None:
    """Put something on a member's day, once; None where it is there already.

    What was done and turns up again (a message that was resent fails again) is put back, except what is asked once a
    window, unless it is asked `again` of somebody whose it has become. Where they have left meanwhile (they answered
    for a case that is closed), it falls to who runs the business.
    """
    if not member.is_active:
        member = members.managers(matter.organisation_id)[0]
    number = promise.number if promise else 0
    what = (promise.pk if promise else None, message.pk if message else None)
    for task in _ASKED(matter.organisation_id, member.pk, matter.case.pk, kind, number):
        if (task.promise_id, task.message_id) == what:
            break
    else:
        return _ask(matter, member, kind, number=number, due=due, what=what)
    if task.done_at is None or (kind in ASKED_ONCE and not again):
        return None
    task.due, task.made_at, task.done_at, task.tries, task.not_before = due, matter.now, None, 0, None
    prepared.update(task, "due", "made_at", "done_at", "tries", "not_before")
    return task


_ASKED = prepared.rows(
    lambda organisation, member, case, kind, number: Task.objects.of(organisation).filter(
        member=member, case=case, kind=kind, number=number
    )
)


def _ask(
    matter: Matter,
    member: Member,
    kind: str,
    *,
    number: int,
    due: datetime,
    what: tuple[int | None, int | None],
) -> Task:
    task = prepared.new(
        Task,
        organisation_id=matter.organisation_id,
        case_id=matter.case.pk,
        promise_id=what[0],
        message_id=what[1],
        kind=kind,
        number=number,
        member_id=member.pk,
        due=due,
        made_at=matter.now,
    )
    Task.objects.add(matter.organisation_id, [task])
    return task


ASKED_ONCE = ("ask", "told")
SEEN = day_item.SEEN
"""Kinds that are done once they were seen."""


def pass_on(task: Task, heir: Member, *, now: datetime) -> None:
    """Ask somebody else in a member's stead; who was asked it before is asked again, except what is asked once."""
    theirs = Task.objects.of(task.organisation_id).filter(
        member=heir, case=task.case_id, kind=task.kind, number=task.number
    )
    before = theirs.filter(promise=task.promise_id, message=task.message_id).first()
    if before is None:
        task.member = heir
        task.save(update_fields=["member"])
        return
    task.done_at = now
    task.save(update_fields=["done_at"])
    if before.done_at is not None and task.kind not in ASKED_ONCE:
        before.due, before.made_at, before.done_at = task.due, task.made_at, None
        before.tries, before.not_before = task.tries, task.not_before
        before.save()


def done(
    matter: Matter, *, promise: Promise | None = None, message: Message | None = None, kinds: Iterable[str]
) -> None:
    """Take what was done off people's days."""
    about = message or promise
    assert about is not None
    _done("message" if message else "promise", tuple(kinds))(matter.organisation_id, about.pk, matter.now)


def gone_through(matter: Matter, promise: Promise | None) -> None:
    """What a customer filled in needs no look any more: both agree on it, or nobody goes on with it."""
    filled = Task.objects.of(matter.organisation_id).filter(
        Q(promise=None) | Q(promise=promise), case=matter.case, kind="answered", message=None, done_at=None
    )
    filled.update(done_at=matter.now)


def closed(matter: Matter) -> None:
    """What was to be seen needs no look once one of us has closed its case."""
    if matter.by.kind == "member":
        seen = Task.objects.of(matter.organisation_id).filter(case=matter.case, done_at=None)
        seen.filter(kind__in=SEEN_BY_CLOSING).update(done_at=matter.now)


SEEN_BY_CLOSING = ("answered", "decided", "declined", "cancelled")


def put_back(done: QuerySet[Task], *, messages: Iterable[int]) -> None:
    """What was done with these messages (ids), and what a closing ended, stands on people's days again."""
    done.filter(Q(message__in=messages) | Q(kind__in=SEEN_BY_CLOSING)).update(done_at=None)


def came_to_nothing(matter: Matter) -> None:
    """What an agreement of the case came to is seen no more: the customer cancelled what was agreed."""
    seen = Task.objects.of(matter.organisation_id).filter(case=matter.case, kind="declined", done_at=None)
    seen.update(done_at=matter.now)


@lru_cache(maxsize=64)
def _done(about: str, kinds: tuple[str, ...]) -> prepared.Changing:
    def change(organisation: int, pk: int, now: datetime) -> prepared.Change:
        standing = Task.objects.of(organisation).filter(done_at=None, kind__in=kinds, **{about: pk})
        return standing, {"done_at": now}

    return prepared.changing(change)

"""Cases: open with a next step, assign, close with no open ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from teum.actions import letters, matter, standing, tasks
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft
from teum.core import case as core
from teum.core import digest, events, permissions
from teum.core import first_contact as contacts
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.language import text
from teum.language.notices import customer as notices
from teum.language.notices import first_contacts
from teum.models import Case, Customer, Member, Message, Promise, Service, Task, prepared
from teum.queries import members, sentences


def open_case(
    *,
    customer_id: int,
    by: Actor,
    title: str,
    owner: int | None = None,
    service: int | None = None,
    promise: Draft | None = None,
    source: str = "desk",
    now: datetime,
) -> Case:
    """Open a case with its first promise; without one, the first contact is promised from the opening hours (A11)."""
    permissions.require(by, Act.OPEN_CASE)
    with transaction.atomic():
        customer = (
            Customer.objects.of(by.organisation_id)
            .select_related("organisation")
            .filter(pk=customer_id)
            .first()
        )
        if customer is None:
            raise NoSuchThing(customer=str(customer_id))
        opened = open_in(customer, by=by, title=title, owner=owner, service=service, source=source, now=now)
        if promise:
            notice.tell_agreed(opened, making.make_in(opened, promise))
        else:
            row = first_contact(opened)
            if source != "form":
                tell_received(opened, row)
        if opened.case.service_id:
            standing.lay(opened)
        matter.finish(opened)
        return opened.case


def open_in(
    customer: Customer,
    *,
    by: Actor,
    title: str,
    owner: int | None,
    service: int | None = None,
    source: str,
    now: datetime,
) -> Matter:
    """Write the case's row as part of an act."""
    title = text.line(title)[:300]
    if not title:
        raise Incomplete(missing=["title"])
    case = Case.objects.of(by.organisation_id).create(
        customer=customer,
        owner=_owner(by, owner),
        service=_service(by, service),
        title=title,
        salt=digest.salt(),
        source=source,
        opened_at=now,
    )
    case.organisation = customer.organisation
    opened = Matter(case=case, by=by, now=now)
    if by.kind == "member":  # what a visitor wrote is theirs, and stands in quotation marks
        letters.require_clear(opened, title, field="title")
    opened.record(
        events.CaseOpened(
            customer=customer.pk,
            owner=case.owner_id,
            source=source,
            digest=digest.of(case.salt, title),
            service=case.service_id,
        )
    )
    return opened


def _owner(by: Actor, owner: int | None) -> Member:
    """Who answers for the case: the one named, who opens it, or the one with the fewest open tasks."""
    wanted = owner or by.member_id
    if wanted:
        found = Member.objects.of(by.organisation_id).filter(pk=wanted, is_active=True).first()
        if found is None:
            raise NoSuchThing(owner=str(wanted))
        return found
    return members.least_loaded(by.organisation_id)


def _service(by: Actor, service: int | None) -> Service | None:
    """What the case is about, of what is offered."""
    if service is None:
        return None
    found = Service.objects.of(by.organisation_id).filter(pk=service, is_active=True).first()
    if found is None:
        raise NoSuchThing(service=str(service))
    return found


def first_contact(opened: Matter, *, channel: str = "") -> Promise:
    """Promise the first contact: who, how and in which window; a call where there is a number and no other wish."""
    policy, calendar = opened.times.policy, opened.times.calendar
    window = contacts.window(calendar=calendar, policy=policy, now=opened.now)
    channel = channel or ("phone" if sentences.phone_tail(opened.case) else "email")
    body, item = first_contacts.CONTACT[opened.case.customer.language][channel]
    return making.make_in(
        opened,
        Draft(
            body=body,
            includes=(item,),
            channel=channel,
            owner=opened.case.owner_id,
            start=window.start,
            due=window.due,
            says_replaces=True,
            is_ours=True,
        ),
    )


def tell_received(opened: Matter, row: Promise) -> Message:
    """Tell the customer who will be in touch, and when."""
    letter = notices.received(
        party=letters.party(opened), sentence=sentences.of_promise(row, opened.case, now=opened.now)
    )
    tells = [letters.Tells(promise=row.pk, number=row.number, what="agreed")]
    return letters.queue(opened, "received", letter, tells=tells, is_answer=True)


def close(*, case_id: int, by: Actor, reason: str = "", seen: int | None = None, now: datetime) -> Case:
    """Close a case without open ends. Raises `OpenEnds`, `CaseClosed`, `Stale`."""
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.CLOSE)
        opened.require_open()
        require_seen(opened, seen)
        reason = text.clean(reason)
        core.require_closable(opened.open_ends())
        if reason:
            letters.require_clear(opened, reason, field="reason")
            opened.remark("closing", reason)
        opened.close(why="member")
        return opened.case


def require_seen(opened: Matter, seen: int | None) -> None:
    """Refuse an act on a case that changed since it was seen."""
    if seen is not None and seen != opened.case.version:
        raise core.StaleCase(version=opened.case.version, seen=seen)


def reopen_in(opened: Matter, *, why: str) -> None:
    """Open the case again as part of an act, which sets its next step."""
    if opened.case.state == "open":
        return
    opened.case.state, opened.case.closed_at = "open", None
    opened.record(events.CaseReopened(why=why))
    if not opened.case.owner.is_active:  # they left while it was closed
        opened.case.owner = members.least_loaded(opened.organisation_id)
        opened.record(events.CaseAssigned(owner=opened.case.owner_id))
    for message in Message.objects.of(opened.organisation_id).filter(
        case=opened.case, kind="closed", state="queued"
    ):
        letters.overtake(opened, message)


def assign(*, case_id: int, by: Actor, owner: int, now: datetime) -> Case:
    """Another member answers for the case."""
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.CHANGE_PROMISE)
        opened.case.owner = _owner(by, owner)
        opened.record(events.CaseAssigned(owner=owner))
        return opened.case


def set_service(*, case_id: int, by: Actor, service: int, now: datetime) -> Case:
    """Say what an open case is about, or that it is about something else.

    What that keeps to be told is told now, but for what was told in the case already; nothing that was promised moves.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.OPEN_CASE)
        opened.require_open()
        found = _service(by, service)
        if found and be_about(opened, found):
            standing.lay(opened)
        return opened.case


def be_about(opened: Matter, service: Service) -> bool:
    """Say in an act what its case is about; whether that is something new."""
    former = opened.case.service_id
    if service.pk == former:
        return False
    opened.case.service = service
    opened.record(events.CaseServiceSet(service=service.pk, former=former))
    return True


def task_done(*, task_id: int, by: Actor, now: datetime) -> Task:
    """A member did what they were asked to, or has seen it."""
    permissions.require(by, Act.SEE_CASE, owner_id=by.member_id)
    with transaction.atomic():
        task = _TASK_OF.first(by.organisation_id, task_id, by.member_id or 0)
        if task is None:
            raise NoSuchThing(task=str(task_id))
        if task.kind in tasks.SEEN:
            task.done_at = now
            prepared.update(task, "done_at")
        return task


_TASK_OF = prepared.rows(
    lambda organisation, task, member: Task.objects.of(organisation).filter(pk=task, member=member)
)


def sentence(opened: Matter, row: Promise) -> str:
    """The promise as the customer reads it."""
    return sentences.of_promise(row, opened.case, now=opened.now)

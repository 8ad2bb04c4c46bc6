"""My day: one list in the order in which things must happen, calls among them (A12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from teum.core import delivery, permissions
from teum.core import disclosure as disclosures
from teum.core import question as core
from teum.core.actor import Actor, Role
from teum.models import Disclosure, Message, Promise, Question, Remark, Task, Timer
from teum.queries import calls, contact_view, day_deeds, message_view, offers, rows, telling
from teum.queries.day_item import SEEN, DayItem

LONGEST_EXCERPT = 200


def my_day(*, by: Actor, now: datetime, whole_team: bool = False) -> tuple[DayItem, ...]:
    """What a member has to do, the next thing first; for a manager the whole team's, where asked."""
    everybody = whole_team and by.role in (Role.PRINCIPAL, Role.MANAGER)
    promises = _promises(by, everybody)
    tasks = _once(_tasks(by, everybody), by)
    phones = contact_view.numbers(
        by.organisation_id, {p.case.customer_id for p in promises} | {t.case.customer_id for t in tasks}
    )
    asked = {t.promise_id: t for t in tasks if t.kind == "ask" and t.promise_id}
    ways = telling.ways({p.case.customer_id for p in promises}, by=by)
    holds = _holds(by.organisation_id, [p.pk for p in promises])
    ours = offers.countered(promises)
    items = [
        _of_promise(
            p,
            "answer" if p.pk in ours else _kind(p, asked.get(p.pk)),
            asked.get(p.pk),
            holds.get(p.pk),
            phones,
            ways[p.case.customer_id],
            by,
            now,
        )
        for p in promises
    ]
    came = {t.promise_id for t in tasks if t.kind == "came"}
    items = [item for item in items if item.promise_id not in came]
    shown = {p.pk for p in promises}
    called = {item.promise_id for item in items if item.kind == "call"}
    notes = _notes(by.organisation_id, [t.promise_id for t in tasks if t.kind == "missing" and t.promise_id])
    items += [
        _of_task(t, phones, notes.get(t.promise_id or 0, ""), by, now)
        for t in tasks
        if not (t.kind == "ask" and t.promise_id in shown)
        and not (t.kind == "call" and t.message_id is None and t.promise_id in called)
    ]
    items = _with_disclosures(by.organisation_id, _with_questions(by.organisation_id, items))
    items = day_deeds.once(day_deeds.with_agreements(by.organisation_id, items))
    items = day_deeds.with_alignments(by.organisation_id, items)
    items += [*_mails(by, everybody), *_dead_letters(by, now)]
    return tuple(sorted(_called_once(items), key=lambda item: (item.is_known, item.at, item.case_id)))


def _called_once(items: list[DayItem]) -> list[DayItem]:
    """One call to a customer, as the call list has it: what comes first, and what else is said in it."""
    found = [item for item in items if item.kind != "call"]
    for same in calls.together([item for item in items if item.kind == "call"]):
        first, *also = sorted(same, key=lambda item: item.at)
        found.append(replace(first, is_late=any(item.is_late for item in same), also=tuple(also)))
    return found


def _mails(by: Actor, everybody: bool) -> list[DayItem]:
    """Mails of which nobody knows yet where they belong."""
    found = Message.objects.of(by.organisation_id).filter(kind="unplaced", settled_at=None)
    if not everybody:
        found = found.filter(member=by.member_id)
    return [
        DayItem(
            kind="mail",
            at=mail.at,
            customer=mail.address,
            what=mail.subject or mail.text[:LONGEST_EXCERPT],
            owner=mail.member.name if mail.member else "",
            is_mine=mail.member_id == by.member_id,
            message_id=mail.pk,
            made_at=mail.at,
        )
        for mail in found.select_related("member").order_by("id")[:300]
    ]


def _dead_letters(by: Actor, now: datetime) -> list[DayItem]:
    """Letters to our own people about no case that perhaps did not arrive: managers see them until one acts."""
    if by.role not in (Role.PRINCIPAL, Role.MANAGER):
        return []
    return [
        DayItem(
            kind=letter.state,
            at=now,
            what=message_view.subject(letter),
            is_mine=True,
            message_id=letter.pk,
            made_at=letter.at,
            to_member=letter.member.name if letter.member else "",
            message_kind=letter.kind,
        )
        for letter in message_view.dead_letters(by.organisation_id)
    ]


def _with_questions(organisation_id: int, items: list[DayItem]) -> list[DayItem]:
    """Who promised an answer reads the question, and who asked reads the answer."""
    promises = {item.promise_id for item in items if item.promise_id}
    asked = (
        Question.objects.of(organisation_id)
        .filter(promise__in=promises)
        .select_related("asked", "answer", "case", "about")
    )
    of_promise = {row.promise_id: row for row in asked}
    return [_with_question(item, of_promise.get(item.promise_id or 0)) for item in items]


def _with_question(item: DayItem, row: Question | None) -> DayItem:
    if row is None:
        return item
    if item.kind == "answered":
        note = row.answer.text if row.answer else ""
        is_document = row.kind == "document"
        return replace(item, question_id=row.pk, what=row.asked.text, note=note, is_document=is_document)
    if item.kind == "waiting":
        return replace(item, question_id=row.pk, what=row.asked.text, is_document=row.kind == "document")
    if item.kind in ("promise", "call", "ask", "missing") and item.debtor == "provider":
        if row.kind == core.Kind.DONE:
            return day_deeds.said_done(item, row)
        return replace(
            item,
            question_id=row.pk,
            kind="question",
            what=_excerpt(row.asked.text),
            times=rows.asked_times(row.times, item.window.zone.key if item.window else "UTC"),
            is_mail=row.asked.kind == core.MAIL,
            is_claimed=core.is_claimed(row.asked.kind, by=row.asked.by),
            is_wish=row.asked.kind == core.WISH,
            alignment_id=row.case.alignment_id if row.asked.kind in (core.UNCLEAR, core.WISH) else None,
        )
    return item


def _with_disclosures(organisation_id: int, items: list[DayItem]) -> list[DayItem]:
    """Whose choice is awaited, what they chose, and to whom something did matter."""
    promises = {item.promise_id for item in items if item.kind in ("waiting", "call", "decided", "standing")}
    found = (
        Disclosure.objects.of(organisation_id)
        .filter(Q(promise__in=promises) | Q(objection__promise__in=promises))
        .select_related("told", "decided", "objection__asked")
    )
    choices = {row.promise_id: row for row in found if row.promise_id}
    objections = {row.objection.promise_id: row for row in found if row.objection}
    return [
        _with_disclosure(item, (objections if item.kind == "standing" else choices).get(item.promise_id or 0))
        for item in items
    ]


def _with_disclosure(item: DayItem, row: Disclosure | None) -> DayItem:
    if row is None:
        return item
    shown = disclosures.read(row.told.text) if row.told.text else None
    note = ""
    if item.kind == "standing" and row.objection:
        note = row.objection.asked.text
    elif item.kind == "decided" and shown and row.chosen:
        note = shown.option(row.chosen).what
    what = shown.what if shown and item.kind in ("decided", "standing") else item.what
    return replace(item, disclosure_id=row.pk, what=what, note=note or item.note)


def _excerpt(text: str) -> str:
    return text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT].rstrip()}…"


def _promises(by: Actor, everybody: bool) -> list[Promise]:
    """What our side has to do, and offers and conditions that wait for the other side."""
    found = Promise.objects.of(by.organisation_id).filter(state__in=("open", "offered", "waiting"))
    if not everybody:
        found = found.filter(owner=by.member_id)
    return list(found.select_related("case", "case__customer", "owner").order_by("due", "id")[:300])


def _tasks(by: Actor, everybody: bool) -> list[Task]:
    found = Task.objects.of(by.organisation_id).filter(done_at=None)
    if not everybody:
        found = found.filter(member=by.member_id)
    related = found.select_related(
        "case__customer", "case__organisation", "member", "promise__owner", "message__member"
    )
    return list(related.order_by("due", "id")[:300])


def _once(tasks: list[Task], by: Actor) -> list[Task]:
    """What several people were told alike stands once: the reader's own, else the first."""
    seen: set[tuple[int | None, int]] = set()
    found = []
    for task in sorted(tasks, key=lambda t: t.member_id != by.member_id):
        key = (task.promise_id, task.number)
        if task.kind == "told" and key in seen:
            continue
        if task.kind == "told":
            seen.add(key)
        found.append(task)
    return found


def _notes(organisation_id: int, promises: list[int]) -> dict[int, str]:
    """What the customer missed in these promises, as they wrote it last."""
    remarks = Remark.objects.of(organisation_id).filter(promise__in=promises, kind="dispute").order_by("id")
    return dict(remarks.values_list("promise", "text"))


def _holds(organisation_id: int, promises: list[int]) -> dict[int, datetime]:
    timers = Timer.objects.of(organisation_id).filter(promise__in=promises, kind="hold")
    return dict(timers.values_list("promise", "fire_at"))


def _of_promise(
    row: Promise,
    kind: str,
    ask: Task | None,
    hold_at: datetime | None,
    phones: dict[int, str],
    way: str,
    by: Actor,
    now: datetime,
) -> DayItem:
    value = rows.promise(row)
    is_open = row.state == "open"
    is_met = permissions.meets(by, owner_id=row.owner_id, is_open=is_open, channel=row.channel)
    return DayItem(
        kind=kind,
        at=value.next_at,
        case_id=row.case_id,
        case_title=row.case.title,
        customer_id=row.case.customer_id,
        customer=row.case.customer.name,
        what=row.condition if row.state == "waiting" else row.what,
        owner=row.owner.name,
        is_mine=row.owner_id == by.member_id,
        is_late=now >= value.next_at,
        is_later=calls.is_later(row, now=now),
        window=value.window,
        channel=row.channel,
        phone=phones.get(row.case.customer_id, "") if is_met else "",
        promise_id=row.pk,
        promise_version=row.version,
        state=row.state,
        debtor=row.debtor,
        task_id=ask.pk if ask else None,
        hold_at=hold_at,
        way=way,
    )


def _kind(row: Promise, ask: Task | None) -> str:
    if row.nature == "closing":
        return "closing"
    if row.debtor == "customer" or row.state in ("waiting", "offered"):
        return "waiting"
    if row.channel == "phone":
        return "call"
    if ask:
        return "ask"
    return "update" if row.nature == "update" else "promise"


def _of_task(task: Task, phones: dict[int, str], note: str, by: Actor, now: datetime) -> DayItem:
    promise, message = task.promise, task.message
    doer = promise.owner if promise else task.member
    put_off = task.not_before if task.not_before and task.not_before > now else None
    return DayItem(
        kind=task.kind,
        at=put_off or task.due,
        case_id=task.case_id,
        case_title=task.case.title,
        customer_id=task.case.customer_id,
        customer=task.case.customer.name,
        what=(promise.condition if task.kind == "came" else promise.what) if promise else _words(task),
        owner=doer.name,
        is_mine=doer.pk == by.member_id,
        is_late=now > task.due and task.kind not in SEEN and not put_off,
        is_known=task.kind == "told" or (task.kind in SEEN and now > task.due),
        is_later=put_off is not None,
        window=rows.window(promise.due, promise.start, promise.zone) if promise else None,
        channel="phone" if task.kind == "call" else "",
        phone=phones.get(task.case.customer_id, ""),
        promise_id=task.promise_id,
        promise_version=promise.version if promise else None,
        state=promise.state if promise else "",
        debtor=promise.debtor if promise else "",
        message_id=task.message_id,
        task_id=task.pk,
        hold_at=promise.condition_due if promise and task.kind == "came" else None,
        made_at=task.made_at,
        note=note,
        is_by_hand=message is not None and message.reason == "by_hand",
        to_member=message.member.name if message and message.member and task.kind == "failed" else "",
        message_kind=message.kind if message and task.kind == "failed" else "",
        goes_at=message.call_by if message and message.state == "queued" else None,
        waits_for_carrier=message is not None
        and message.state == "queued"
        and message.reason in delivery.CALLED,
    )


def _words(task: Task) -> str:
    """What it is about: for a call the matter, for a message that failed the message, for a mail what it says."""
    if task.message and task.kind == "wrote":
        return _excerpt(message_view.text(task.message) or message_view.subject(task.message))
    if task.message is None or task.kind == "call":
        return task.case.title
    subject = message_view.subject(task.message)
    return message_view.unnamed(subject, task.message.language, task.case.organisation)

"""The call list: whom to call now, why, and what to say (A12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from teum.core import delivery, reach
from teum.core.actor import Actor, Role
from teum.core.window import Window
from teum.language.notices import Party, Person
from teum.language.notices import calls as notices
from teum.models import Case, ContactPoint, Message, Promise, Task
from teum.queries import hearing, incidents, message_view, rows, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number on which the customer is called."""

    contact: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call to make.

    `why` is `message` (its words are to be said), `away` (the same: it waits for its carrier), `passed` (their time is
    over: what is true now is said), `change` (a new time waits for their word), `theirs` (their part has not come),
    `offer` (it waits for their answer), `closing` (they are asked whether anything is open), `report` (it is done and
    they could not be told), `word` or `promised` (the call is what was promised). `at` is when it is to be made, `due`
    by when; `is_later`: not yet. `goes_at` is when the message goes by itself.
    """

    why: str
    at: datetime
    due: datetime
    is_later: bool
    tries: int
    case_id: int
    case_title: str
    customer_id: int
    customer: str
    owner: str
    is_mine: bool
    what: str
    lang: str
    words: tuple[str, ...]
    numbers: tuple[Number, ...]
    message_id: int | None = None
    promise_id: int | None = None
    goes_at: datetime | None = None


def call_list(*, by: Actor, now: datetime, whole_team: bool = False) -> tuple[Call, ...]:
    """The calls of a member, those that are to be made now first; for a manager the whole team's, where asked."""
    everybody = whole_team and by.role in (Role.PRINCIPAL, Role.MANAGER)
    asked = _tasks(by, everybody)
    owed = _promised(by, everybody)
    by_promise = {task.promise_id: task for task in asked if task.promise_id}
    listed: list[Task | Promise] = [*asked, *(row for row in owed if row.pk not in by_promise)]
    numbers = _numbers(by.organisation_id, {entry.case.customer_id for entry in listed})
    passed = hearing.passed([task.message for task in asked if task.message], now=now)
    about = [task.promise_id for task in asked if task.promise_id and not task.message_id]
    untold = incidents.untold(by.organisation_id, about, now=now) if about else {}
    calls = [
        _of_task(entry, numbers, passed, untold, by, now)
        if isinstance(entry, Task)
        else _of_promise(entry, numbers, by, now)
        for entry in listed
    ]
    return tuple(sorted(calls, key=lambda call: (call.is_later, call.at, call.case_id)))


class Asked(Protocol):
    """A call as far as it says with which others it is made together."""

    @property
    def customer_id(self) -> int: ...
    @property
    def owner(self) -> str: ...
    @property
    def is_later(self) -> bool: ...
    @property
    def message_id(self) -> int | None: ...


Some = TypeVar("Some", bound=Asked)


def together(calls: Sequence[Some]) -> list[tuple[Some, ...]]:
    """The calls as people make them: one to a customer, about all that one of ours has to say to them now, or later.

    What one tap tells stands first.
    """
    found: dict[tuple[int, str, bool], list[Some]] = {}
    for call in calls:
        found.setdefault((call.customer_id, call.owner, call.is_later), []).append(call)
    return [tuple(sorted(same, key=lambda call: call.message_id is None)) for same in found.values()]


def _tasks(by: Actor, everybody: bool) -> list[Task]:
    found = Task.objects.of(by.organisation_id).filter(kind="call", done_at=None)
    if not everybody:
        found = found.filter(member=by.member_id)
    related = found.select_related(
        "member",
        "message__case__customer",
        "message__case__organisation",
        "case__customer",
        "case__organisation",
        "promise__owner",
        "promise__answerable",
    )
    return list(related.order_by("due", "id")[:200])


def _promised(by: Actor, everybody: bool) -> list[Promise]:
    """Calls that are themselves what was promised."""
    found = Promise.objects.of(by.organisation_id).filter(state="open", channel="phone", debtor="provider")
    if not everybody:
        found = found.filter(owner=by.member_id)
    related = found.select_related("owner", "answerable", "case__customer", "case__organisation")
    return list(related.order_by("due", "id")[:200])


def _numbers(organisation_id: int, customers: Iterable[int]) -> dict[int, tuple[Number, ...]]:
    points = ContactPoint.objects.of(organisation_id).filter(
        customer__in=list(customers), channel__in=reach.NUMBERS, is_broken=False
    )
    found: defaultdict[int, dict[str, Number]] = defaultdict(dict)
    for pk, customer, address in points.values_list("pk", "customer", "address"):
        found[customer].setdefault(address, Number(contact=pk, address=address))
    return {customer: tuple(known.values()) for customer, known in found.items()}


def _of_task(
    task: Task,
    numbers: dict[int, tuple[Number, ...]],
    passed: dict[int, tuple[str, ...]],
    untold: dict[int, str],
    by: Actor,
    now: datetime,
) -> Call:
    case, message, row = task.case, task.message, task.promise
    party = sentences.party(case, now=now)
    caller = Person(name=task.member.name, gender=task.member.gender)
    if message is not None and message.pk in passed:
        why, said = "passed", passed[message.pk]
    elif message is not None:
        why = "away" if message.state == "queued" and message.reason in delivery.CALLED else "message"
        said = notices.of_message(party, message.kind, message_view.text(message))
    elif row is not None and row.pk in untold and not row.proposed_due:
        why, said = "passed", notices.of_message(party, "update", untold[row.pk])
    else:
        assert row is not None
        why, said = _situation(row, case, party, caller, now)
    put_off = task.not_before if task.not_before and task.not_before > now else None
    return Call(
        why=why,
        at=put_off or task.due,
        due=task.due,
        is_later=put_off is not None,
        tries=task.tries,
        case_id=case.pk,
        case_title=case.title,
        customer_id=case.customer_id,
        customer=case.customer.name,
        owner=task.member.name,
        is_mine=task.member_id == by.member_id,
        what=message_view.subject(message).removeprefix(f"{party.business}: ") if message else _what(row),
        lang=party.lang,
        words=(notices.hello(party, caller, case.customer.name), *said),
        numbers=numbers.get(case.customer_id, ()),
        message_id=message.pk if message else None,
        promise_id=row.pk if row and not message else None,
        goes_at=message.call_by if message and message.state == "queued" and why != "away" else None,
    )


def _of_promise(row: Promise, numbers: dict[int, tuple[Number, ...]], by: Actor, now: datetime) -> Call:
    case, party = row.case, sentences.party(row.case, now=now)
    caller = Person(name=row.owner.name, gender=row.owner.gender)
    why, said = _situation(row, case, party, caller, now)
    return Call(
        why=why,
        at=row.start or row.due,
        due=row.due,
        is_later=is_later(row, now=now),
        tries=0,
        case_id=case.pk,
        case_title=case.title,
        customer_id=case.customer_id,
        customer=case.customer.name,
        owner=row.owner.name,
        is_mine=row.owner_id == by.member_id,
        what=row.what,
        lang=party.lang,
        words=(notices.hello(party, caller, case.customer.name), *said),
        numbers=numbers.get(case.customer_id, ()),
        promise_id=row.pk,
    )


def is_later(row: Promise, *, now: datetime) -> bool:
    """Whether a call that was promised is not to be made yet: its window, or the day of its due, has not begun."""
    zone = rows.zone(row.zone)
    return row.start > now if row.start else row.due.astimezone(zone).date() > now.astimezone(zone).date()


def _what(row: Promise | None) -> str:
    """What is spoken of: of a promise that waits, what has to come first."""
    if row is None:
        return ""
    return row.condition or row.what if row.state == "waiting" else row.what


def _situation(
    row: Promise, case: Case, party: Party, caller: Person, now: datetime
) -> tuple[str, tuple[str, ...]]:
    """Why they are called about a promise, and what is said."""
    window = rows.window(row.due, row.start, row.zone)
    if row.proposed_due:
        proposed = rows.window(row.proposed_due, row.proposed_start, row.zone)
        return "change", notices.of_change(party, row.what, old=window, proposed=proposed)
    if row.nature == "closing":
        return "closing", notices.of_closing(party, window=Window(due=window.due))
    if row.state == "offered":
        until = rows.promise(row).next_at.astimezone(rows.zone(row.zone))
        return "offer", notices.of_offer(party, row.what, until=until)
    if row.state == "waiting" and row.condition_due:
        awaited = Window(due=row.condition_due.astimezone(rows.zone(row.zone)))
        return "theirs", notices.of_their_part(party, row.condition, window=awaited)
    if row.debtor == "customer":
        return "theirs", notices.of_their_part(party, row.what, window=Window(due=window.due))
    if row.state == "reported":
        return "report", notices.of_report(party, row.what)
    sentence = sentences.of_promise(row, case, now=now, tail="", is_countered=False)
    return "word" if row.nature == "update" else "promised", notices.of_promise(party, caller, sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What happens after a call that reached nobody: the next try, or a message that goes now."""

    next_try: datetime | None
    is_written: bool


def fate(*, by: Actor, now: datetime, message_id: int | None = None, promise_id: int | None = None) -> Fate:
    """What an act of this moment has put in the place of a call."""
    mine = Task.objects.of(by.organisation_id).filter(kind="call", done_at=None, not_before__gt=now)
    mine = mine.filter(message=message_id) if message_id else mine.filter(promise=promise_id, message=None)
    messages = Message.objects.of(by.organisation_id).filter(state="queued", send_at__lte=now)
    if message_id:
        messages = messages.filter(pk=message_id)
    elif promise_id:
        case = Promise.objects.of(by.organisation_id).filter(pk=promise_id).values("case")
        messages = messages.filter(case__in=case, kind="tried", at=now)
    next_try = mine.order_by("not_before").values_list("not_before", flat=True).first()
    return Fate(next_try=next_try, is_written=messages.exists())

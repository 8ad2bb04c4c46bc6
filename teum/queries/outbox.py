"""The outbox: what went out and came in, newest first, and what somebody has to deal with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from teum.core import delivery, permissions, reach
from teum.core.actor import Actor
from teum.core.inbox import Kind
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import ContactPoint, Message, Task
from teum.models.message import OF_CUSTOMER
from teum.models.tenancy import OrganisationRows
from teum.queries import hearing, message_view, pages
from teum.queries.message_view import TO_OUR_OWN, UNSETTLED, MessageView

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """A message with who it is to, its case, and the number on which they can be called."""

    message: MessageView
    to: str
    case_title: str
    phone: str
    path: str = ""
    """The link that goes with the words, while it opens; of one message only."""
    may_drop: bool = True
    """Nothing that the customer still has to hear is lost if it is put aside; asked of one message only."""
    is_passed: bool = False
    """The time that its words name is over or another: a person does not say them any more; of one message only."""
    now_words: tuple[str, ...] = ()
    """What is true in their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxPage:
    """Some messages, newest first; `next` is the id before which there are more."""

    items: tuple[OutboxItem, ...]
    next: int | None


def outbox(*, by: Actor, before: int | None = None, to_team: bool = False) -> OutboxPage:
    """Messages between us and customers, or those to the team; newest first. Raises `NotAllowed`."""
    to_people = Q(direction="out", customer=None)
    found = _visible(by).filter(to_people if to_team else ~to_people)
    if before is not None:
        found = found.filter(pk__lt=before)
    listed = list(found.order_by("-id")[: PAGE + 1])
    return OutboxPage(items=_items(listed[:PAGE]), next=listed[PAGE - 1].pk if len(listed) > PAGE else None)


def unsettled(*, by: Actor) -> tuple[OutboxItem, ...]:
    """What nobody has dealt with: what did not reach a customer, or one of ours, and mails without a case."""
    ids = _unsettled(by.organisation_id).order_by("id")[:PAGE]
    return _items(list(_visible(by).filter(pk__in=list(ids)).order_by("id")))


def unsettled_count(*, by: Actor) -> int:
    """How many messages somebody has to deal with."""
    if not permissions.may(by, Act.SEE_MESSAGES):
        return 0
    return _unsettled(by.organisation_id).count()


def written(case_id: int, *, by: Actor, now: datetime) -> MessageView | None:
    """The message to the customer that an act at this moment wrote; None where it wrote none."""
    found = Message.objects.of(by.organisation_id).filter(OF_CUSTOMER, case=case_id, direction="out", at=now)
    newest = found.exclude(state="overtaken").order_by("-id").first()
    return message_view.of_rows([newest])[0] if newest else None


def message(message_id: int, *, by: Actor, now: datetime) -> OutboxItem:
    """One message. Raises `Missing`, `NotAllowed`."""
    row = _visible(by).filter(pk=message_id).first()
    if row is None:
        raise Missing(message=str(message_id))
    passed = hearing.passed([row], now=now) if row.customer_id and row.told_at is None else {}
    item = _items([row])[0]
    may_be_taken_back = row.state == "queued" and hearing.may_be_taken_back(row)
    return replace(
        item,
        message=replace(
            _to_where_it_goes(row, item.message, now),
            may_be_taken_back=may_be_taken_back,
            is_unsettled=item.message.is_unsettled or _is_on_a_day(row),
        ),
        path=_path(row, _phones([row]), now),
        may_drop=hearing.may_be_dropped(row),
        is_passed=row.pk in passed,
        now_words=passed.get(row.pk, ()),
    )


def _is_on_a_day(row: Message) -> bool:
    """Whether somebody still sees that it failed, though nobody has to say it in its place."""
    shown = Task.objects.of(row.organisation_id).filter(message=row, kind="failed", done_at=None)
    return row.state == "failed" and shown.exists()


def _to_where_it_goes(row: Message, view: MessageView, now: datetime) -> MessageView:
    """What waits for an address that was put right meanwhile goes another way (`letters.first_contact_point`)."""
    if row.state != "queued" or row.customer_id is None or row.contact_id is not None:
        return view
    working = ContactPoint.objects.of(row.organisation_id).filter(customer=row.customer_id, is_broken=False)
    theirs = [
        point
        for point in working.select_related("given_on")
        if reach.takes_words(point.given_on, case=row.case_id, now=now)
        and not (row.kind == "link" and point.given_on_id)
    ]
    point = reach.first(theirs) if row.kind != delivery.CODE else None
    if point is None:
        return replace(view, address="", channel="none")
    return replace(view, address=point.address, channel=point.channel)


def _visible(by: Actor) -> OrganisationRows[Message]:
    permissions.require(by, Act.SEE_MESSAGES)
    return Message.objects.of(by.organisation_id).select_related(
        "customer", "member", "case", "case__customer", "case__organisation"
    )


def _unsettled(organisation_id: int) -> QuerySet[Message, int]:
    """The ids of them: each kind has an index of its own, whatever else a business has."""
    open_ = Message.objects.of(organisation_id).filter(settled_at=None)
    letters = [open_.filter(OF_CUSTOMER | TO_OUR_OWN, state=state) for state in UNSETTLED]
    found = [rows.values_list("id", flat=True) for rows in (*letters, open_.filter(kind=Kind.UNPLACED))]
    return found[0].union(*found[1:], all=True)


def _items(listed: list[Message]) -> tuple[OutboxItem, ...]:
    phones = _phones(listed)
    views = message_view.of_rows(listed)
    return tuple(
        OutboxItem(
            message=replace(view, case_id=None) if row.case and row.case.state == "undone" else view,
            to=_whom(row),
            case_title=row.case.title if row.case else "",
            phone=phones[row.customer_id].address if row.customer_id in phones else "",
        )
        for row, view in zip(listed, views, strict=True)
    )


def _whom(row: Message) -> str:
    """Who reads it; of one that came in, who wrote it."""
    if row.customer:
        return row.customer.name
    return row.address if row.direction == "in" else row.member.name if row.member else ""


def _path(row: Message, phones: Mapping[int, ContactPoint], now: datetime) -> str:
    """The link that goes out with the words; to a number that nobody has heard from them, none goes."""
    number = phones.get(row.customer_id or 0)
    if row.case is None or (number and number.given_on_id is not None):
        return ""
    return pages.path_of_case(row.case, now=now)


def _phones(listed: Iterable[Message]) -> dict[int, ContactPoint]:
    ids = {row.customer_id: row.organisation_id for row in listed if row.customer_id}
    found: dict[int, ContactPoint] = {}
    if ids:
        points = ContactPoint.objects.of(next(iter(ids.values()))).filter(
            customer__in=list(ids), channel__in=reach.NUMBERS, is_broken=False
        )
        for point in points:
            found.setdefault(point.customer_id, point)
    return found

"""Promises as a list: by state, due and customer, the nearest due first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from teum.core import permissions, reach
from teum.core.actor import Actor, Role
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.models import ContactPoint, Customer, Promise
from teum.queries import keyset, promise_view
from teum.queries.keyset import BadCursor, Page
from teum.queries.promise_view import PromiseView


def promise_list(
    *,
    by: Actor,
    now: datetime,
    state: str | None = None,
    due_before: datetime | None = None,
    customer_id: int | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[PromiseView]:
    """One page of promises, ordered by due; a partner's are their own. Raises `Missing`, `BadCursor`."""
    permissions.require(by, Act.SEE_CASE, owner_id=by.member_id)
    require_customer(customer_id, by=by)
    wanted = Q()
    if state:
        wanted &= Q(state=state)
    if due_before:
        wanted &= Q(due__lt=due_before)
    if customer_id:
        wanted &= Q(case__customer=customer_id)
    if by.role is Role.PARTNER:
        wanted &= Q(owner=by.member_id)
    if cursor:
        wanted &= _after(cursor)
    found = Promise.objects.of(by.organisation_id).filter(wanted).order_by("due", "id")
    related = found.select_related("owner", "answerable", "case", "case__customer")
    rows = list(related.annotate(**promise_view.WITH_ROW)[: limit + 1])
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    return Page(
        items=_views(shown, organisation_id=by.organisation_id, now=now),
        next=keyset.encode([last.due.isoformat(), last.pk]) if last else None,
    )


def require_customer(customer_id: int | None, *, by: Actor) -> None:
    """Refuse a filter by a customer who is not there."""
    if customer_id and not Customer.objects.of(by.organisation_id).filter(pk=customer_id).exists():
        raise Missing(customer=str(customer_id))


def _after(cursor: str) -> Q:
    due, pk = keyset.decode(cursor, str, int)
    try:
        moment = datetime.fromisoformat(due)
    except ValueError as foreign:
        raise BadCursor() from foreign
    if moment.utcoffset() is None:
        raise BadCursor()
    return Q(due__gt=moment) | Q(due=moment, pk__gt=pk)


def _views(rows: list[Promise], *, organisation_id: int, now: datetime) -> tuple[PromiseView, ...]:
    called = {row.case.customer_id for row in rows if row.channel == "phone"}
    tails = _tails(called, organisation_id=organisation_id) if called else {}
    return tuple(
        promise_view.of_row(
            row,
            row.case,
            row.case.customer.language,
            now,
            tails.get(row.case.customer_id, ""),
        )
        for row in rows
    )


def _tails(customers: Iterable[int], *, organisation_id: int) -> dict[int, str]:
    points = ContactPoint.objects.of(organisation_id).filter(
        customer__in=list(customers), channel__in=reach.NUMBERS
    )
    found: dict[int, str] = {}
    for customer, address in points.values_list("customer", "address"):
        found.setdefault(customer, "".join(ch for ch in address if ch.isdigit())[-3:])
    return found

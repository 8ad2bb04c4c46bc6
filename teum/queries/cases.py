"""Cases as lists show them: found by customer, number or subject, each with its next moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from teum.core.actor import Actor, Role
from teum.models import Case, Promise, Timer
from teum.queries import customers, rows

LIVE = ("offered", "waiting", "open", "reported")
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHit:
    """A case in a list; `next_at` is the moment by which something happens with it, None where it is closed."""

    id: int
    title: str
    state: str
    customer: str
    owner: str
    opened_at: datetime
    next_what: str = ""
    next_at: datetime | None = None


def search(*, by: Actor, text: str = "", state: str = "", customer_id: int | None = None) -> list[CaseHit]:
    """The newest cases that match; for a partner only those in which something is theirs."""
    found = Case.objects.of(by.organisation_id).select_related("customer", "owner")
    if state in ("open", "closed"):
        found = found.filter(state=state)
    if customer_id is not None:
        found = found.filter(customer=customer_id)
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(customer__in=customers.like(by.organisation_id, text))
        )
    if by.role is Role.PARTNER:
        theirs = Promise.objects.of(by.organisation_id).filter(owner=by.member_id).values("case")
        found = found.filter(Q(owner=by.member_id) | Q(pk__in=theirs))
    return _hits(list(found.order_by("-id")[:MOST]))


def _hits(found: Iterable[Case]) -> list[CaseHit]:
    listed = list(found)
    following = _following(listed)
    return [
        CaseHit(
            id=case.pk,
            title=case.title,
            state=case.state,
            customer=case.customer.name,
            owner=case.owner.name,
            opened_at=case.opened_at,
            next_what=following[case.pk].what if case.pk in following else "",
            next_at=rows.promise(following[case.pk]).next_at if case.pk in following else None,
        )
        for case in listed
    ]


def _following(listed: list[Case]) -> dict[int, Promise]:
    """The next live promise of each case."""
    if not listed:
        return {}
    ids = [case.pk for case in listed]
    live = Promise.objects.of(listed[0].organisation_id).filter(case__in=ids, state__in=LIVE)
    found: dict[int, Promise] = {}
    for row in sorted(live, key=lambda row: rows.promise(row).next_at):
        found.setdefault(row.case_id, row)
    return found


def exist(*, by: Actor) -> bool:
    """Whether the business has had any case yet."""
    return Case.objects.of(by.organisation_id).exists()


def hold_at(promise_id: int, *, by: Actor) -> datetime | None:
    """When the clock would speak for a promise if nobody did."""
    timers = Timer.objects.of(by.organisation_id).filter(promise=promise_id, kind="hold")
    return timers.order_by("-number").values_list("fire_at", flat=True).first()

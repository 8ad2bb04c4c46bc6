"""Cases as lists show them: found by customer, number or subject, each with its next moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as CaseOf
from django.db.models import Exists, OuterRef, Q, When
from django.db.models.functions import Coalesce

from teum.core.actor import Actor, Role
from teum.models import Case, Promise, Revision, Timer
from teum.queries import customers, rows

MOST = 50
STATES = ("open", "closed")
WHICH = (*STATES, "late", "us", "customer")
"""What can be asked for: open, closed; late, waiting for us, waiting for the customer."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """Some cases, the newest first; `next` is the id before which there are more."""

    items: list[CaseHit]
    next: int | None


def search(
    *,
    by: Actor,
    now: datetime,
    text: str = "",
    which: str = "",
    customer_id: int | None = None,
    before: int | None = None,
) -> CaseList:
    """The newest cases that match; for a partner only those in which something is theirs.

    `which` is one of `WHICH`, else all; what is late and what waits is asked of a case's live promises.
    """
    found = Case.objects.of(by.organisation_id).select_related("customer", "owner")
    if which in STATES:
        found = found.filter(state=which)
    elif which in WHICH:
        found = found.filter(_with_promises(by.organisation_id, which, now), state="open")
    if before is not None:
        found = found.filter(pk__lt=before)
    if customer_id is not None:
        found = found.filter(customer=customer_id)
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(customer__in=customers.like(by.organisation_id, text))
        )
    if by.role is Role.PARTNER:
        theirs = Promise.objects.of(by.organisation_id).filter(owner=by.member_id).values("case")
        found = found.filter(Q(owner=by.member_id) | Q(pk__in=theirs))
    listed = list(found.order_by("-id")[: MOST + 1])
    return CaseList(items=_hits(listed[:MOST]), next=listed[MOST - 1].pk if len(listed) > MOST else None)


def _with_promises(organisation_id: int, which: str, now: datetime) -> Exists:
    """Whether a case has a live promise that is late, or on which we or the customer act next."""
    live = Promise.objects.of(organisation_id).filter(case=OuterRef("pk"), state__in=rows.LIVE)
    if which == "late":
        return Exists(live.annotate(next_at=_NEXT_AT).filter(next_at__lt=now))
    theirs = Revision.objects.of(organisation_id).filter(
        promise=OuterRef("pk"), number=OuterRef("number"), by="customer"
    )
    known = live.annotate(is_countered=Exists(theirs) | Q(number__in=_ODD))
    return Exists(known.filter(_WAITS_FOR_US if which == "us" else _WAITS_FOR_CUSTOMER))


_ODD = range(1, 20, 2)
"""Counts of windows after which an offer waits for us, where members recorded both sides (see `queries.offers`)."""
_NEXT_AT = CaseOf(
    When(state="waiting", then=Coalesce("condition_due", "due")),
    When(state__in=["offered", "reported"], then=Coalesce("answer_by", "due")),
    default="due",
)
"""`core.promise.Promise.next_at`, as the database reads it."""
_WAITS_FOR_US = Q(state="open") & ~Q(debtor="customer") | Q(state="offered", is_countered=True)
_WAITS_FOR_CUSTOMER = (
    Q(state__in=["waiting", "reported"])
    | Q(state="offered", is_countered=False)
    | Q(state="open", debtor="customer")
    | Q(state="open", proposed_due__isnull=False)
)


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
    live = Promise.objects.of(listed[0].organisation_id).filter(case__in=ids, state__in=rows.LIVE)
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

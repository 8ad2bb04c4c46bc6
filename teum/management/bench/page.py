"""`customer_page`: how long a customer waits for their page, with ten thousand promises in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from teum.actions import promises
from teum.actions.promises import Draft
from teum.core import actor
from teum.management.bench import copies, load, seeding, server
from teum.management.bench.figure import Figure, percentile
from teum.management.bench.seeding import Business
from teum.models import Customer, Page, Promise
from teum.now import now

PROMISES_EACH = 4
WARM_UP = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many customers there are, and how many of their pages are asked for."""

    customers: int = 2_500
    pages: int = 1_000


SMALL = Size(customers=5, pages=10)


def measure(*, is_small: bool) -> list[Figure]:
    """The figure, on this process's database."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at - timedelta(days=9))
    whose = _customer(business, now=at)
    copies.multiply([whose.pk], copies=size.customers - 1)
    copies.seal()
    copies.settle()
    tokens = list(Page.objects.of(business.organisation.pk).filter(case=None).values_list("token", flat=True))
    Random(7).shuffle(tokens)  # noqa: S311 - an order, no secret
    with server.running() as address:
        paths = [f"/p/{tokens[number % len(tokens)]}" for number in range(WARM_UP + size.pages)]
        asked = [load.request("GET", path, host=f"{address[0]}:{address[1]}") for path in paths]
        for part in (asked[:WARM_UP], asked[WARM_UP:]):
            taken = load.drive(address, [iter(part)])
            taken.require_only(200)
    p50, p99 = (round(percentile(taken.milliseconds, share), 2) for share in (0.5, 0.99))
    detail = {
        "p50_ms": p50,
        "p99_ms": p99,
        "promises": Promise.objects.of(business.organisation.pk).count(),
        "bytes": taken.longest,
    }
    return [Figure(name="customer_page", value=p99, unit="ms", n=len(taken.milliseconds), detail=detail)]


def _customer(business: Business, *, now: datetime) -> Customer:
    """A customer with three cases: two promises in the first, one in the second, and one that was kept."""
    then = now - timedelta(days=6)
    whose = seeding.customer(business, now=then)
    first = seeding.case(business, whose, due=business.ahead(now, 9 * 2), now=then)
    also = Draft(
        body="אתקשר אליך לתאם את ההתקנה",
        includes=("תיאום ההתקנה",),
        channel="phone",
        due=business.ahead(now, 9 * 3),
        says_replaces=True,
    )
    promises.make(case_id=first.pk, by=business.by, draft=also, now=then)
    seeding.case(business, whose, due=business.ahead(now, 9 * 4), now=then)
    done = seeding.case(business, whose, due=business.ahead(now, 9), now=then)
    kept = Promise.objects.of(done.organisation_id).get(case=done)
    promises.report(promise_id=kept.pk, by=business.by, now=then + timedelta(hours=1))
    customer = actor.customer(business.organisation.pk, whose.pk)
    promises.confirm(promise_id=kept.pk, by=customer, now=then + timedelta(hours=2))
    seeding.deliver(now=then + timedelta(hours=3))
    return whose

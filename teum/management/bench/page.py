"""`customer_page`: how long a customer with much behind them waits for their page, among ten thousand promises.

What the page and its history cost does not depend on how fast the machine is: the queries and the bytes are held here.
Of the time, which does, the figure says beside the aim whether it holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.test import Client

from teum.actions import promises
from teum.actions.promises import Draft
from teum.core import actor
from teum.management.bench import copies, load, seeding, server
from teum.management.bench.figure import Figure, Untrue, percentile
from teum.management.bench.seeding import Business
from teum.models import Case, Customer, Page, Promise
from teum.now import now
from teum.queries import history
from teum.web.customer_page.told import TOLD

ITEMS = 200
MOST_QUERIES = 8
MOST_BYTES = 150_000
MOST_MS = 30
"""What 99 of 100 of them wait at most."""
WARM_UP = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many customers there are, and how many of their pages are asked for."""

    customers: int = 320
    pages: int = 1_000


SMALL = Size(customers=2, pages=10)


def measure(*, is_small: bool) -> list[Figure]:
    """The figure, on this process's database."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at - timedelta(days=9))
    whose = _customer(business, now=at)
    cost = cost_of(Page.objects.of(business.organisation.pk).get(customer=whose, case=None).token)
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
        "most_ms": MOST_MS,
        "holds": p99 <= MOST_MS,
        "promises": Promise.objects.of(business.organisation.pk).count(),
        "items": _items(_full(whose)),
        **cost,
    }
    return [Figure(name="customer_page", value=p99, unit="ms", n=len(taken.milliseconds), detail=detail)]


def cost_of(token: str) -> dict[str, int]:
    """Queries and bytes of the page and of its history. Raises `Untrue` where either takes too much."""
    found: dict[str, int] = {}
    for name, path in (("", f"/p/{token}"), ("history_", f"/p/{token}/history")):
        asked = _Counted()
        connection.features.supports_json_field  # noqa: B018  asked of the database once, by whoever comes first
        with connection.execute_wrapper(asked):
            answer = Client(SERVER_NAME="localhost").get(path)
        found |= {f"{name}queries": asked.queries, f"{name}bytes": len(answer.content)}
        if answer.status_code != 200 or asked.queries > MOST_QUERIES or len(answer.content) > MOST_BYTES:
            raise Untrue(
                f"{path}: {answer.status_code}, {found}, the most are {MOST_QUERIES} and {MOST_BYTES}"
            )
    return found


@dataclass(slots=True)
class _Counted:
    """Counts what the database is asked."""

    queries: int = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.queries += 1
        return execute(*asked)


def _full(whose: Customer) -> Case:
    """The case with much behind it, which their page shows."""
    return Case.objects.of(whose.organisation_id).filter(customer=whose, state="open").latest("id")


def _items(case: Case) -> int:
    """How much lies behind a case, as its customer reads it."""
    by = actor.customer(case.organisation_id, case.customer_id)
    return len(history.history(case.pk, by=by, kinds=TOLD, limit=10 * ITEMS).items)


def _customer(business: Business, *, now: datetime) -> Customer:
    """A customer with three cases: one kept, one open, and one with much behind it and two promises to come."""
    then = now - timedelta(days=6)
    whose = seeding.customer(business, now=then)
    over = seeding.case(business, whose, due=business.ahead(now, 9), now=then)
    _keep(business, Promise.objects.of(over.organisation_id).get(case=over), now=then)
    seeding.case(business, whose, due=business.ahead(now, 9 * 4), now=then)
    full = seeding.case(business, whose, due=business.ahead(now, 9 * 2), now=then)
    _promise(business, full, "אתקשר אליך לתאם את ההתקנה", "phone", due=business.ahead(now, 9 * 3), now=then)
    while _items(full) < ITEMS:
        due, later = business.ahead(now, 9 * 5), business.ahead(now, 9 * 6)
        done = _promise(business, full, seeding.BODY, "email", due=due, now=then)
        promises.revise(promise_id=done.pk, by=business.by, due=later, reason="עיכוב במפעל", now=then)
        _keep(business, done, now=then)
    return whose


def _promise(
    business: Business, case: Case, body: str, channel: str, *, due: datetime, now: datetime
) -> Promise:
    draft = Draft(body=body, includes=seeding.INCLUDES, channel=channel, due=due, says_replaces=True)
    made = promises.make(case_id=case.pk, by=business.by, draft=draft, now=now)
    seeding.deliver(now=now)
    return made


def _keep(business: Business, promise: Promise, *, now: datetime) -> None:
    """It is done, the customer is told, and says that all of it arrived."""
    promises.report(promise_id=promise.pk, by=business.by, now=now)
    seeding.deliver(now=now)
    whose = actor.customer(promise.organisation_id, promise.case.customer_id)
    promises.confirm(promise_id=promise.pk, by=whose, now=now)
    seeding.deliver(now=now)

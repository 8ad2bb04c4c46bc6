"""`record_http` and `record_http_limit`: promises recorded a second over HTTP, and the most that any view could do.

Both run against the same server, in turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db import connection

from teum.management.bench import bare, copies, load, seeding, server
from teum.management.bench.figure import Figure, Untrue, percentile
from teum.management.bench.load import Taken
from teum.management.bench.seeding import Business
from teum.models import Case, Promise
from teum.now import now

CLIENTS = 8
BODY = "אשלח לך במייל את חוזה השירות ואת לוח הביקורים"
INCLUDES = ["חוזה שירות", "לוח ביקורים"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many cases there are to promise in, how many rounds of each kind, and how long each is."""

    cases: int = 16_000
    rounds: int = 6
    seconds: float = 4.0


SMALL = Size(cases=80, rounds=1, seconds=0.5)


@dataclass(slots=True)
class Rounds:
    """The rounds of one kind."""

    taken: list[Taken] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The median round's answers a second."""
        return median(it.per_second for it in self.taken)

    @property
    def n(self) -> int:
        """How many answers there were in all."""
        return sum(len(it.milliseconds) for it in self.taken)

    @property
    def detail(self) -> dict[str, Any]:
        """Rates and the spread of the answers' times."""
        times = [ms for it in self.taken for ms in it.milliseconds]
        return {
            "clients": CLIENTS,
            "p50_ms": round(percentile(times, 0.5), 2),
            "p99_ms": round(percentile(times, 0.99), 2),
            "rounds": [round(it.per_second, 1) for it in self.taken],
        }


def measure(*, is_small: bool) -> list[Figure]:
    """Both figures, on this process's database."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at - timedelta(days=2))
    open_cases(business, count=size.cases, now=at)
    bare.make_table()
    durability = _durability()
    before = _recorded(business)
    with server.running() as address:
        promises, limit = _in_turns(business, address, size, due=business.ahead(at, 9 * 5))
    _require_all_there(business, before=before, promises=promises, limit=limit)
    pairs = zip(promises.taken[1:], limit.taken[1:], strict=True)
    promises.taken.pop(0)  # the first round of each only warms the server up
    limit.taken.pop(0)
    ratio = median(ours.per_second / bare.per_second for ours, bare in pairs)
    return [
        _figure(
            "record_http", promises, limit=round(limit.rate, 1), ratio=round(ratio, 3), durability=durability
        ),
        _figure("record_http_limit", limit, durability=durability),
    ]


def _figure(name: str, rounds: Rounds, **more: Any) -> Figure:
    return Figure(
        name=name, value=round(rounds.rate, 1), unit="1/s", n=rounds.n, detail={**rounds.detail, **more}
    )


def open_cases(business: Business, *, count: int, now: datetime) -> None:
    """Cases that have one open promise each, as in a business at work."""
    yesterday = now - timedelta(days=1)
    whose = seeding.customer(business, now=yesterday)
    seeding.case(business, whose, due=business.ahead(now, 9 * 4), now=yesterday)
    copies.multiply([whose.pk], copies=count - 1)
    copies.seal()
    copies.settle()


def _in_turns(
    business: Business, address: tuple[str, int], size: Size, *, due: datetime
) -> tuple[Rounds, Rounds]:
    """One round of each kind to warm up, then the measured ones."""
    ours = [itertools.cycle(some) for some in requests(business, address, due)]
    bare = [itertools.cycle(some) for some in _bare_requests(business, address, due)]
    promises, limit = Rounds(), Rounds()
    for _ in range(size.rounds + 1):
        for kind, clients in ((limit, bare), (promises, ours)):
            taken = load.drive(address, clients, seconds=size.seconds)
            taken.require_only(201)
            kind.taken.append(taken)
    return promises, limit


def requests(business: Business, address: tuple[str, int], due: datetime) -> list[list[bytes]]:
    """For each client the promises that it records, every one in another case."""
    cases = list(Case.objects.of(business.organisation.pk).order_by("id").values_list("pk", flat=True))
    made = [_post(f"/api/v1/cases/{case}/promises", business, address, due) for case in cases]
    return _dealt(made)


def _bare_requests(business: Business, address: tuple[str, int], due: datetime) -> list[list[bytes]]:
    return _dealt([_post(f"/{bare.PATH}", business, address, due)] * CLIENTS)


def _post(path: str, business: Business, address: tuple[str, int], due: datetime) -> bytes:
    said = {"body": BODY, "includes": INCLUDES, "channel": "email", "replaces": None, "due": due.isoformat()}
    body = json.dumps(said, ensure_ascii=False).encode()
    return load.request("POST", path, host=f"{address[0]}:{address[1]}", body=body, token=business.api_token)


def _dealt(made: Sequence[bytes]) -> list[list[bytes]]:
    return [list(made[client::CLIENTS]) for client in range(CLIENTS)]


def _recorded(business: Business) -> int:
    return Promise.objects.of(business.organisation.pk).count()


def _require_all_there(business: Business, *, before: int, promises: Rounds, limit: Rounds) -> None:
    """What was answered 201 is in the database, and nothing else."""
    found, rows = _recorded(business) - before, bare.count()
    if (found, rows) != (promises.n, limit.n):
        raise Untrue(f"record_http: {promises.n} and {limit.n} were answered, {found} and {rows} are there")


def _durability() -> dict[str, str]:
    """The safeguards that the database has on."""
    asked = {
        "sqlite": ("PRAGMA journal_mode", "PRAGMA synchronous"),
        "postgresql": ("SHOW fsync", "SHOW synchronous_commit", "SHOW full_page_writes"),
    }
    found = {}
    with connection.cursor() as cursor:
        for question in asked[connection.vendor]:
            cursor.execute(question)
            found[question.split()[1]] = str(cursor.fetchone()[0])
    return found

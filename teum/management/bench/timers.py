"""`timers_per_second` and `timers_limit`: timers that one clock acts on in a second, and the same SQL without the core.

What a pass asks of one copy of a database is kept; the same pass then runs on a second copy, and what was kept is asked
of a third one: the same statements with the same values in the same transactions. Ids are the same in all of them,
because the copies are. Both take turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db import connections

from teum.clock import timers as clock
from teum.management.bench import copies, replay, seeding, twins
from teum.management.bench.figure import Figure, Untrue, tell
from teum.management.bench.replay import Recording
from teum.now import now

KEPT, ACTED, ASKED = "kept", "acted", "asked"
"""The copies: where statements are kept, where the clock acts, and where the statements are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many promises are open, how many timers a pass fires, and how many passes are measured after the first."""

    open: int = 10_000
    due: int = 100
    passes: int = 7


SMALL = Size(open=20, due=4, passes=2)


def measure(*, is_small: bool) -> list[Figure]:
    """Both figures, on copies of this process's database."""
    size = SMALL if is_small else Size()
    moments = _seed(size)
    with twins.twins([KEPT, ACTED, ASKED]):
        with twins.standing_in(KEPT):
            kept = [_keep(moment, size.due) for moment in moments]
        tell(f"timers_per_second: {kept[0].statements} statements of {size.due} timers are kept")
        with twins.standing_in(ACTED):
            taken = [_in_turns(moment, recording) for moment, recording in zip(moments, kept, strict=True)]
        _require_alike()
    return _figures(size, kept[-1], taken[1:])  # the first pass of each only warms up


def _seed(size: Size) -> list[datetime]:
    """Fill the database; gives the moments at which a pass finds so many due."""
    at = now()
    business = seeding.business(now=at)
    dues = business.dues(at, days=3, count=size.passes + 1)
    armed = [seeding.armed(business, on=due, now=at) for due in dues]
    copies.multiply([each.customer.pk for each in armed], copies=size.due - 1)
    seeding.fill(business, upto=size.open, after=business.ahead(at, 9 * 20), now=at)
    copies.settle()
    return [each.moment for each in armed]


def _keep(moment: datetime, due: int) -> Recording:
    with replay.recording() as kept:
        fired = clock.once(moment)
    if fired.by_kind != {"hold": due}:
        raise Untrue(f"timers_per_second: {due} timers were due, the clock fired {fired.by_kind}")
    return kept


def _in_turns(moment: datetime, kept: Recording) -> tuple[float, float]:
    """Seconds of a pass, and of its statements without it."""
    return _seconds(lambda: clock.once(moment)), _seconds(lambda: replay.play(kept, alias=ASKED))


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _require_alike() -> None:
    """The clock and its statements alone have left as many rows everywhere, and no timer that was due."""
    left = [_left(alias) for alias in (ACTED, ASKED)]
    if left[0] != left[1]:
        raise Untrue(f"timers_limit: the clock left {left[0]} rows, its statements alone {left[1]}")


def _left(alias: str) -> dict[str, int]:
    found = {}
    with connections[alias].cursor() as cursor:
        for model in copies.COPIED:
            cursor.execute(f"SELECT count(*), max(id) FROM {model._meta.db_table}")  # noqa: S608 - our own name
            found[model.__name__] = cursor.fetchone()
    return found


def _figures(size: Size, kept: Recording, taken: Sequence[tuple[float, float]]) -> list[Figure]:
    ours, limit = ([size.due / seconds for seconds in kind] for kind in zip(*taken, strict=True))
    shared: dict[str, Any] = {
        "statements_a_timer": round(kept.statements / size.due, 2),
        "transactions_a_timer": round(kept.transactions / size.due, 2),
        "open": size.open,
    }
    share = median(limit_s / ours_s for ours_s, limit_s in taken)

    def figure(name: str, rates: Sequence[float], **more: Any) -> Figure:
        detail = {**more, "rounds": [round(it, 1) for it in rates], **shared}
        return Figure(
            name=name, value=round(median(rates), 1), unit="1/s", n=size.due * len(rates), detail=detail
        )

    return [
        figure("timers_per_second", ours, limit=round(median(limit), 1), ratio=round(share, 3)),
        figure("timers_limit", limit),
    ]
